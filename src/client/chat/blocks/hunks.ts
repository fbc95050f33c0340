import { diffArrays } from 'diff';
import type { Placed } from './place.ts';

/** A change that can be taken or left by itself. Lines count from 0; `to` is the first line behind those that go. */
export interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** For how long two texts are compared, in milliseconds; beyond it the whole is one change. */
const patience = 500;

/**
 * What models write for code that they leave out: a comment of dots, or one that says that all stays as it is. In the
 * languages of statistics comments begin with `#`, `//`, `--`, `*` or `/*`.
 */
const omission =
  /^\s*(?:#+|\/\/|--|\/?\*)\s*(?:\.{3}|…|\[?(?:the )?(?:rest|remaining|existing|unchanged|reste|inchangé))/iu;

/**
 * @param document Lines of the document as it is.
 * @returns the changes that make the code stand at its place. Where the code says that it leaves lines out, these stay.
 */
export function hunksOf(document: readonly string[], { from, to, lines }: Placed): Hunk[] {
  const old = document.slice(from, to);
  const changes = diffArrays(old, [...lines], { timeout: patience });
  if (changes === undefined) return [{ from, to, lines }];
  const hunks: Hunk[] = [];
  let at = from;
  let open: { from: number; to: number; lines: string[] } | undefined;
  const close = () => {
    if (open !== undefined) hunks.push(...withoutOmissions(open));
    open = undefined;
  };
  for (const { added, removed, value } of changes) {
    if (!added && !removed) {
      close();
      at += value.length;
      continue;
    }
    open ??= { from: at, to: at, lines: [] };
    if (added) {
      open.lines.push(...value);
    } else {
      at += value.length;
      open.to = at;
    }
  }
  close();
  return hunks;
}

/** A change with an omission in it keeps the old lines and adds what stands before and behind it. */
function withoutOmissions(hunk: Hunk): Hunk[] {
  const first = hunk.lines.findIndex((line) => omission.test(line));
  if (first < 0) return [hunk];
  const last = hunk.lines.findLastIndex((line) => omission.test(line));
  const parts = [
    { from: hunk.from, to: hunk.from, lines: hunk.lines.slice(0, first) },
    { from: hunk.to, to: hunk.to, lines: hunk.lines.slice(last + 1) },
  ];
  return parts.filter(({ lines }) => lines.some((line) => /\S/.test(line)));
}
