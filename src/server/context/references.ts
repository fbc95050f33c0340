import { codeOf } from './chunks.ts';
import type { ProgramText } from './project.ts';

/**
 * How a program leads to others. `file`: by a path, relative or not, perhaps without its extension. `folder`: to all
 * programs in one. `module`: by a name of Python's, of which a file or package may be the source.
 */
export interface Reference {
  readonly kind: 'file' | 'folder' | 'module';
  readonly path: string;
}

/** A string of R or Python without escapes, as paths are written; the group is what stands between the quotes. */
const quoted = `["']([^"'\\n]+)["']`;

/** Paths as R puts them together: `here("R", "read.R")`, `file.path("R", "read.R")`. */
const joined = String.raw`(?:here::)?(?:here|file\.path|i_am|path|fs::path)\s*\(([^()\n]*)\)`;

const r = {
  file: new RegExp(String.raw`\b(?:sys\.)?(?:source|read_chunk|source_file)\s*\(\s*(?:file\s*=\s*)?(?:${quoted}|${joined})`, 'g'),
  folder: /\btar_source\s*\(\s*(?:files\s*=\s*)?(?:["']([^"'\n]+)["'])?/g,
  package: /\b(?:load_all|tar_make|tar_load|tar_read)\s*\(/,
};
const pythonImport = /^[ \t]*import[ \t]+([\w., \t]+)/gm;
const pythonFrom = /^[ \t]*from[ \t]+([\w.]*)[ \t]+import[ \t]+(?:\(([^()]*)\)|([^\n#]*))/gm;
const sasInclude = /^[ \t]*%inc(?:lude)?[ \t]+["']([^"'\n]+)["']/gim;
const stataDo = /^[ \t]*(?:qui(?:etly)?[ \t]+|noi(?:sily)?[ \t]+|cap(?:ture)?[ \t]+)*(?:do|run|include)[ \t]+(?:"([^"\n]+)"|([^\s,"]+))/gm;
const sqlInclude = /^[ \t]*(?:\\ir?[ \t]+|\.read[ \t]+|@@?)['"]?([^\s'";]+)/gm;

/** The programs that a document leads to, in order of their mention. */
export function referencesIn(document: Pick<ProgramText, 'languageId' | 'text'>): Reference[] {
  const found = codeOf(document).flatMap(({ language, start, end }) => inCode(document.text.slice(start, end), language));
  return [...new Map(found.map((each) => [`${each.kind} ${each.path}`, each])).values()];
}

function inCode(code: string, language: string): Reference[] {
  const file = (path: string): Reference[] => (path === '' ? [] : [{ kind: 'file', path }]);
  switch (language) {
    case 'r':
      return [
        ...[...code.matchAll(r.file)].flatMap(([, path, parts]) => file(path ?? pathOf(parts ?? ''))),
        ...[...code.matchAll(r.folder)].map(([, path]): Reference => asFileOrFolder(path ?? 'R')),
        ...(r.package.test(code) ? [{ kind: 'folder', path: 'R' } as const] : []),
      ];
    case 'python':
      return [
        ...[...code.matchAll(pythonImport)].flatMap(([, names = '']) => names.split(',').map((each) => module(each))),
        ...[...code.matchAll(pythonFrom)].flatMap(([, from = '', several, names = several ?? '']) => [
          ...(/^\.*$/.test(from) ? [] : [module(from)]),
          ...names.split(',').map((each) => module(from.endsWith('.') || from === '' ? from + each.trim() : `${from}.${each.trim()}`)),
        ]),
      ].filter(({ path }) => /^\.*\w[\w.]*$/.test(path));
    case 'sas':
      return [...code.matchAll(sasInclude)].flatMap(([, path = '']) => file(withoutVariable(path)));
    case 'stata':
      return [...code.matchAll(stataDo)].flatMap(([, named, bare]) => file(withoutVariable(named ?? bare ?? '')));
    case 'sql':
      return [...code.matchAll(sqlInclude)].flatMap(([, path = '']) => file(path));
    default:
      return [];
  }
}

/** The path that strings, the arguments of `here`, make up; empty where some argument is not a string. */
function pathOf(parts: string): string {
  const strings = parts.split(',').map((part) => /^\s*["']([^"'\n]+)["']\s*$/.exec(part)?.[1]);
  return strings.some((each) => each === undefined) ? '' : strings.join('/');
}

function asFileOrFolder(path: string): Reference {
  return { kind: /\.r$/i.test(path) ? 'file' : 'folder', path };
}

/** The module in `x.y as z`. */
function module(text: string): Reference {
  return { kind: 'module', path: text.trim().split(/\s/, 1)[0] ?? '' };
}

/** Paths often begin with a variable for the project's folder: `&root./sas/x.sas`, `$root/x.do`, `` `root'/x.do ``. */
function withoutVariable(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:&\w+\.?|\$\{?\w+\}?|`\w+')\/?/, '');
}
