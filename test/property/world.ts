import { linkSync, lstatSync, mkdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { userFile } from '../../src/server/policy/rules/places.ts';
import { names, nameOf, namesOfSame, pathOf, roots } from './files.ts';
import { prefixOf, written } from './patterns.ts';
import type { AddressName, Beside, LayerName, RuleSpec } from './story.ts';

/** A world on the disk: its files stay from case to case, its rules are written anew. */
export class World {
  readonly base: string;
  readonly #addresses: Readonly<Record<AddressName, string>>;
  readonly #deleted = new Set<string>();
  readonly #content = new Map<string, string>();

  constructor(base: string, addresses: Readonly<Record<AddressName, string>>) {
    this.base = base;
    this.#addresses = addresses;
    for (const root of Object.values(roots)) mkdirSync(join(base, root), { recursive: true });
    mkdirSync(dirname(this.ruleFile('user')), { recursive: true });
    for (const key of Object.keys(names)) this.#make(key);
  }

  /** What has a server look for a person's rules in this world. */
  get environment(): Record<string, string> {
    const config = join(this.base, 'config');
    return { XDG_CONFIG_HOME: config, APPDATA: config, ...(process.platform === 'darwin' && { HOME: this.base }) };
  }

  folder(root: keyof typeof roots): string {
    return join(this.base, roots[root]);
  }

  /** Where a layer's rules are written. */
  ruleFile(layer: LayerName): string {
    const folders = { study: this.folder('study'), second: this.folder('second'), parent: this.folder('top') };
    if (layer === 'user') return userFile({ platform: process.platform, env: this.environment, home: this.base });
    return layer === 'organisation' ? join(this.base, 'organisation.json') : join(folders[layer], '.vigie.json');
  }

  /** The text of a rule file; of one in a wrong encoding, as it reads there. */
  ruleText(layer: LayerName, spec: RuleSpec): string {
    const prefix = prefixOf(layer, this.base);
    const because = { reason: 'It is so in this case.' };
    const { files = [], clearances = [], nir, redaction, studyNumber, locked, ignoresAiIgnore, listed, broken } = spec;
    const text = JSON.stringify({
      files: files.map(({ pattern, label }) => ({ paths: written(pattern, prefix), label, ...because })),
      clearances: clearances.map(({ of, label }) => ({ destination: this.#addresses[of], label, ...because })),
      content: {
        ...(nir && { detectors: { nir } }),
        ...(studyNumber && { patterns: [{ name: 'study-number', pattern: '\\bEPI-\\d{6}\\b', ...studyNumber, ...because }] }),
      },
      ...(redaction && { redaction }),
      ...(locked === true && { presumptions: 'locked' }),
      ...(ignoresAiIgnore === true && { aiIgnoreFiles: 'ignored' }),
      ...(listed === true && { destinations: 'listed' }),
      ...(broken === 'unknown key' && { allow: ['*'] }),
    });
    return broken === 'syntax' ? text.slice(0, -1) : text;
  }

  /** Writes a layer's rules; undefined for none. The organisation's file is there in any case, as the setting asks for. */
  writeRules(layer: LayerName, spec: RuleSpec | undefined): void {
    const text = spec === undefined ? (layer === 'organisation' ? '{}' : undefined) : this.ruleText(layer, spec);
    this.#put(this.ruleFile(layer), spec?.broken === 'encoding' ? `${text ?? ''}// \xe9` : text, spec?.broken === 'encoding' ? 'latin1' : 'utf8');
  }

  writeBeside({ aiIgnore, gitAttributes }: Beside): void {
    for (const name of ['.aiexclude', '.cursorignore', '.copilotignore']) {
      const lines = aiIgnore?.name === name ? `${written(aiIgnore.pattern, '').join('\n')}\n` : undefined;
      this.#put(join(this.folder('study'), name), lines);
    }
    const attributes = gitAttributes?.map(({ pattern, says }) => `${written(pattern, '').join('')} ${says}\n`).join('');
    this.#put(join(this.folder('study'), '.gitattributes'), attributes);
  }

  /** Takes a file away, whatever other names it has. */
  delete(key: string): void {
    if (this.#deleted.has(key)) return;
    unlinkSync(pathOf(this.base, nameOf(key)));
    this.#deleted.add(key);
  }

  /** Puts back what was taken away, with all its other names. */
  restore(): void {
    const all = new Set([...this.#deleted].flatMap((key) => [...namesOfSame(key), key]));
    for (const key of all) rmSync(pathOf(this.base, nameOf(key)), { force: true });
    for (const key of all) this.#make(key);
    this.#deleted.clear();
  }

  #make(key: string): void {
    const name = nameOf(key);
    const path = pathOf(this.base, name);
    mkdirSync(dirname(path), { recursive: true });
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) throw new Error(`${path} is there already: this file system takes two names for one.`);
    if (name.leadsTo !== undefined) symlinkSync(pathOf(this.base, nameOf(name.leadsTo)), path);
    else if (name.sameAs !== undefined) linkSync(pathOf(this.base, nameOf(name.sameAs)), path);
    else writeFileSync(path, name.text);
  }

  #put(path: string, content: string | undefined, encoding: BufferEncoding = 'utf8'): void {
    if (this.#content.get(path) === content) return;
    if (content === undefined) {
      unlinkSync(path);
      this.#content.delete(path);
    } else {
      writeFileSync(path, content, encoding);
      this.#content.set(path, content);
    }
  }
}
