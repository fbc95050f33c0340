import { build, context } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = import.meta.dirname;
const noNetwork = `${root}/src/noNetwork.cjs`;

/**
 * The LSP libraries can also talk over sockets and pipes; Vigie uses standard streams and IPC only, so in every
 * bundle their `net` is a module that throws.
 */
const lspWithoutSockets = {
  name: 'lsp-without-sockets',
  setup(build) {
    build.onResolve({ filter: /^(node:)?net$/ }, ({ importer }) =>
      /[\\/]vscode-(jsonrpc|language(server|client)(-protocol)?)[\\/]/.test(importer) ? { path: noNetwork } : undefined,
    );
  },
};

/** The LSP server's library can start programs to look for modules, which nobody asks it to; it would load them first. */
const lspWithoutPrograms = {
  name: 'lsp-without-programs',
  setup(build) {
    build.onResolve({ filter: /^child_process$/ }, ({ importer }) =>
      /[\\/]vscode-languageserver[\\/]lib[\\/]node[\\/]files\.js$/.test(importer) ? { path: `${root}/src/noPrograms.cjs` } : undefined,
    );
  },
};

/**
 * The names that Vigie imports from CommonJS packages. Each file that imports one would otherwise get a copy of all
 * that the package exports, made anew at each start: of the LSP library's some 700 names, eleven times over.
 */
const namesOfCommonJs = {
  'vscode-languageserver/node': [
    'AbstractMessageReader', 'AbstractMessageWriter',
    'CodeActionKind', 'DiagnosticSeverity', 'DidChangeWatchedFilesNotification', 'InlineCompletionTriggerKind', 'MessageType',
    'ProgressType', 'ProposedFeatures', 'ShowMessageNotification', 'TextDocumentSyncKind', 'TextDocuments', 'createConnection',
  ],
  '@vscode/l10n': ['config', 't'],
};
const commonJsOnce = {
  name: 'common-js-once',
  setup(build) {
    for (const path of Object.keys(namesOfCommonJs)) {
      build.onResolve({ filter: new RegExp(`^${path}$`) }, ({ kind }) => (kind === 'import-statement' ? { path, namespace: 'common-js-once' } : undefined));
    }
    build.onLoad({ filter: /./, namespace: 'common-js-once' }, ({ path }) => ({
      contents: [`const all = require(${JSON.stringify(path)});`, ...namesOfCommonJs[path].map((name) => `export const ${name} = all.${name};`)].join('\n'),
      resolveDir: root,
    }));
  },
};

/** undici's client for HTTP/2, which Vigie does not speak, and which loads Node's. */
const withoutHttp2 = {
  name: 'without-http2',
  setup(build) {
    build.onLoad({ filter: /[\\/]undici[\\/]lib[\\/]dispatcher[\\/]client-h2\.js$/ }, () => ({
      contents: "module.exports = () => { throw new Error('Vigie does not speak HTTP/2.'); };",
    }));
  },
};

/** undici loads Node's own client for two of its names; Vigie sends no Node.js message on, and has the usual limit of headers. */
const withoutNodeHttp = {
  name: 'without-node-http',
  setup(build) {
    build.onResolve({ filter: /^node:http$/ }, ({ importer }) => (/[\\/]node_modules[\\/]undici[\\/]/.test(importer) ? { path: `${root}/src/noHttp.cjs` } : undefined));
  },
};

/** The Mistral SDK's telemetry would export outside the one door; its hook becomes empty. */
const mistralWithoutTelemetry = {
  name: 'mistral-without-telemetry',
  setup(build) {
    build.onLoad({ filter: /[\\/]@mistralai[\\/]mistralai[\\/].*[\\/]hooks[\\/]tracing\.js$/ }, () => ({
      contents: 'export class TracingHook { sdkInit(options) { return options; } beforeRequest(_, request) { return request; } afterSuccess(_, response) { return response; } afterError(_, response, error) { return { response, error }; } }',
    }));
  },
};

/**
 * The parts of the Mistral SDK that are used, shaken before they are wrapped for loading late: esbuild does not shake
 * what lies behind an `import()`, which would make them five times as large and three times as slow to load.
 */
const mistralShaken = {
  name: 'mistral-shaken',
  setup(outer) {
    outer.onLoad({ filter: /[\\/]backends[\\/]mistralSdk\.mjs$/ }, async ({ path }) => {
      const { outputFiles, metafile } = await build({
        entryPoints: [path],
        bundle: true,
        write: false,
        metafile: true,
        platform: 'node',
        format: 'esm',
        target: 'node20',
        mainFields: ['module', 'main'],
        external: ['zod', 'zod/*'],
        plugins: [mistralWithoutTelemetry],
      });
      const stray = Object.keys(metafile.inputs).find((input) => /opentelemetry|[\\/]ws[\\/]/.test(input));
      if (stray !== undefined) throw new Error(`The Mistral SDK brings in ${stray}.`);
      return { contents: outputFiles[0].text, resolveDir: dirname(path), loader: 'js' };
    });
  },
};

/** Zod carries its messages in fifty languages; Vigie words its own. */
const zodWithoutLocales = {
  name: 'zod-without-locales',
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: "export { default as en } from './en.js';" }));
  },
};

/**
 * The server shares zod between modules that load at once and the Mistral SDK, which loads late. esbuild then wraps
 * zod and, because zod says that it has no side effects, forgets to run the wrapper for the modules that load at once.
 */
const zodRunsFirst = {
  name: 'zod-runs-first',
  setup(build) {
    build.onResolve({ filter: /^zod(\/.*)?$/ }, async ({ path, pluginData, ...where }) => {
      if (pluginData === zodRunsFirst) return undefined;
      return { ...(await build.resolve(path, { ...where, pluginData: zodRunsFirst })), sideEffects: true };
    });
  },
};

/** KaTeX's fonts in the one format that every browser with webviews reads. */
const katexInWoff2 = {
  name: 'katex-in-woff2',
  setup(build) {
    build.onLoad({ filter: /[\\/]katex\.min\.css$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(/,url\([^)]*\.(?:woff|ttf)\) format\("[a-z]+"\)/g, ''),
      loader: 'css',
    }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  keepNames: false,
  sourcemap: 'linked',
  sourcesContent: false,
  metafile: true,
  legalComments: 'none',
  logLevel: 'info',
  // The localisation library can load its texts by URL; every program has them built in and names no `fetch`.
  define: { fetch: 'undefined' },
};
const node = { platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'], plugins: [lspWithoutSockets, lspWithoutPrograms, commonJsOnce, withoutHttp2, withoutNodeHttp, mistralShaken, zodWithoutLocales] };

/** @type {Record<string, import('esbuild').BuildOptions>} */
export const bundles = {
  client: { ...common, ...node, entryPoints: ['src/client/extension.ts'], outfile: 'dist/client.js', external: ['vscode'] },
  /** Starts the server's program, which lies beside it. */
  start: { ...common, ...node, entryPoints: ['src/server/start.ts'], outfile: 'dist/server.js' },
  server: { ...common, ...node, plugins: [...node.plugins, zodRunsFirst], entryPoints: ['src/server/main.ts'], outfile: 'dist/program.js' },
  kinship: { ...common, ...node, entryPoints: ['src/server/policy/kinship/worker.ts'], outfile: 'dist/kinship.js' },
  cli: { ...common, ...node, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.js' },
  // The one command that asks a server, apart, so that the others hold nothing that opens a connection.
  doctor: { ...common, ...node, plugins: [...node.plugins, zodRunsFirst], entryPoints: ['src/cli/doctor/run.ts'], outfile: 'dist/doctor.js' },
  webview: {
    ...common,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    entryPoints: ['src/webview/main.tsx'],
    outfile: 'dist/webview.js',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  },
  /** The page's own style sheet asks for it. */
  katex: {
    ...common,
    sourcemap: false,
    entryPoints: ['node_modules/katex/dist/katex.min.css'],
    outfile: 'dist/katex.css',
    assetNames: 'fonts/[name]',
    loader: { '.woff2': 'file' },
    plugins: [katexInWoff2],
  },
};

/**
 * Builds all that a server runs into a folder, for measuring.
 * @returns the path of `server.js`
 */
export async function buildServer(folder, options) {
  for (const each of [bundles.start, bundles.server, bundles.kinship]) {
    await build({ ...each, ...options, outfile: join(folder, basename(each.outfile)) });
  }
  return join(folder, basename(bundles.start.outfile));
}

/** Builds every bundle; the metafiles tell the tests what went in. */
async function buildAll() {
  await writeSchemas();
  for (const [name, options] of Object.entries(bundles)) {
    const { metafile } = await build(options);
    await writeFile(`${root}/dist/${name}.meta.json`, JSON.stringify(metafile));
  }
}

/** Writes the JSON schemas of rule files from their zod schemas, for completion and hover in the editor. */
async function writeSchemas() {
  const { outputFiles } = await build({
    ...common,
    metafile: false,
    sourcemap: false,
    write: false,
    logLevel: 'error',
    platform: 'node',
    format: 'esm',
    stdin: {
      contents: "export { policySchema, rulesSchema } from './src/protocol/rules.ts'; export { z } from 'zod';",
      resolveDir: root,
    },
  });
  const source = `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`;
  const { policySchema, rulesSchema, z } = await import(source);
  for (const [name, written] of [['vigie', rulesSchema], ['policy', policySchema]]) {
    const schema = { ...z.toJSONSchema(written, { io: 'input' }), allowComments: true, allowTrailingCommas: true };
    await writeFile(`${root}/schemas/${name}.schema.json`, `${JSON.stringify(schema, null, 2)}\n`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (process.argv.includes('--watch')) {
    await writeSchemas();
    for (const options of Object.values(bundles)) await (await context(options)).watch();
  } else {
    await buildAll();
  }
}
