import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { rulesFileName } from '../../../src/protocol/rules.ts';
import { settingsSchema } from '../../../src/protocol/settings.ts';
import themes from '../../support/themes.json';

const root = join(__dirname, '..', '..', '..');

interface Property {
  type: string;
  default: unknown;
  scope: string;
  enum?: string[];
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  icon: string;
  activationEvents: string[];
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
  contributes: {
    configuration: { properties: Record<string, Property> };
    commands: { command: string; title: string }[];
    submenus: { id: string }[];
    menus: Record<string, ({ command: string } | { submenu: string })[]>;
    keybindings: { command: string }[];
    viewsContainers: { activitybar: { icon: string }[] };
    jsonValidation: { fileMatch: string }[];
    languages: { id: string; filenames?: string[] }[];
    colors: { id: string; defaults: Record<string, string> }[];
  };
};
const { contributes } = manifest;
const properties = contributes.configuration.properties;

/** A nested object's leaves by their dotted path; a setting may be an object itself. */
function leaves(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || path in properties) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, `${path}.${name}`));
}

/** The contrast of two colours as `#rrggbb`, by WCAG's relative luminance. */
function contrast(...colours: [string, string]): number {
  const [darker = 0, lighter = 0] = colours.map(luminance).sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('the settings that package.json declares', () => {
  it('are those of the contract, with its defaults', () => {
    const declared = Object.entries(properties).map(([name, each]): [string, unknown] => [name, each.default]);
    const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
    assert.deepEqual(declared.sort(byName), leaves(settingsSchema.parse({}), 'vigie').sort(byName));
  });

  it('have the types and choices of the contract', () => {
    const schema = z.toJSONSchema(settingsSchema);
    for (const [name, property] of Object.entries(properties)) {
      let node = schema as { properties?: Record<string, typeof node>; type?: string; enum?: string[] };
      for (const step of name.split('.').slice(1)) node = node.properties?.[step] ?? assert.fail(`${name} is unknown`);
      assert.equal(property.type, node.type, name);
      assert.deepEqual(property.enum, node.enum, name);
    }
  });

  it('cannot be set by a workspace where they say what goes where', () => {
    const where = Object.keys(properties).filter((name) => /^vigie\.(backend|gateways?|mistral|caBundle|clientCertificate|clientKey|policyFile)\b/.test(name));
    assert.ok(where.length >= 10);
    for (const name of where) assert.equal(properties[name]?.scope, 'machine', name);
    assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, where);
  });

  it('are no place for a key, and offer no trace of messages', () => {
    // This one names a file, whose passphrase is kept in SecretStorage.
    for (const name of Object.keys(properties).filter((each) => each !== 'vigie.clientKey')) assert.doesNotMatch(name, /key|token|secret|trace/i);
  });
});

describe('package.json', () => {
  const words = ['package.nls.json', 'package.nls.fr.json'].map(
    (file) => [file, JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, string>] as const,
  );

  for (const [file, translated] of words) {
    it(`finds all its words in ${file}, and there are no others`, () => {
      const used = readFileSync(join(root, 'package.json'), 'utf8').match(/(?<="%)[\w.]+(?=%")/g) ?? [];
      assert.deepEqual(Object.keys(translated).sort(), [...new Set(used)].sort());
      for (const [name, text] of Object.entries(translated)) assert.notEqual(text.trim(), '', name);
    });
  }

  it('places and binds only commands that it declares, and one of VS Code’s', () => {
    const declared = contributes.commands.map(({ command }) => command);
    const used = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];
    for (const each of used) {
      // VS Code has no key for taking a line of ghost text.
      if ('command' in each && each.command !== 'editor.action.inlineSuggest.acceptNextLine') assert.ok(declared.includes(each.command), each.command);
    }
    const opened = used.flatMap((each) => ('submenu' in each ? [each.submenu] : []));
    const submenus = contributes.submenus.map(({ id }) => id);
    assert.deepEqual(opened.sort(), submenus.sort());
    for (const id of submenus) assert.ok((contributes.menus[id] ?? []).length > 0, id);
  });

  it('declares the commands that the client registers', () => {
    const source = readFileSync(join(root, 'src/client/extension.ts'), 'utf8');
    const registered = [...source.matchAll(/'(vigie\.\w+)': (?:async )?\([^)]*\) =>/g)].map(([, command]) => command);
    assert.deepEqual(registered.sort(), contributes.commands.map(({ command }) => command).sort());
  });

  it('names icons that exist', () => {
    for (const icon of [manifest.icon, ...contributes.viewsContainers.activitybar.map((each) => each.icon)]) {
      assert.ok(existsSync(join(root, icon)), icon);
    }
  });

  const grounds = ['sideBar-background', 'editor-background', 'list-hoverBackground'];
  for (const [kind, theme, least] of [
    ['light', 'Light Modern', 4.5],
    ['dark', 'Dark Modern', 4.5],
    ['highContrast', 'High Contrast', 7],
    ['highContrastLight', 'High Contrast Light', 7],
  ] as const) {
    // WCAG 2.2, 1.4.3 and 1.4.6.
    it(`shows names of sensitive files with a contrast of at least ${least} in the theme ${theme}`, () => {
      const { variables }: { variables: Record<string, string> } = themes[theme];
      const colour = contributes.colors.find(({ id }) => id === 'vigie.sensitiveForeground')?.defaults[kind] ?? '';
      const shown = colour.startsWith('#') ? colour : (variables[`--vscode-${colour.replace('.', '-')}`] ?? '');
      const solid = grounds.map((name) => variables[`--vscode-${name}`] ?? '').filter((ground) => /^#[\da-f]{6}$/.test(ground));
      assert.ok(solid.length >= 2, theme);
      for (const ground of solid) assert.ok(contrast(shown, ground) >= least, `${shown} on ${ground}`);
    });
  }

  it('has the rule file read as JSON with comments and checked by its schema', () => {
    assert.deepEqual(
      contributes.jsonValidation.map(({ fileMatch }) => fileMatch),
      [rulesFileName, '**/vigie/rules.json', '**/Vigie/rules.json', '**/vigie/policy.json', '**/Vigie/policy.json'],
    );
    const { filenames } = contributes.languages.find(({ id }) => id === 'jsonc') ?? {};
    assert.deepEqual(filenames, [rulesFileName]);
  });

  it('wakes the extension in a folder that has rules', () => {
    assert.ok(manifest.activationEvents.includes(`workspaceContains:${rulesFileName}`));
  });

  it('shows the shield and badges in every window, whatever is in its folder', () => {
    assert.ok(manifest.activationEvents.includes('onStartupFinished'));
  });

  it('wakes the extension for every language that it names', () => {
    // Previews are Vigie's own: only an active extension shows them.
    const named = contributes.languages.map(({ id }) => id).filter((id) => !['jsonc', 'vigie-preview'].includes(id));
    for (const id of named) assert.ok(manifest.activationEvents.includes(`onLanguage:${id}`), id);
    assert.deepEqual(named, ['quarto', 'rmd', 'sas', 'stata']);
  });
});
