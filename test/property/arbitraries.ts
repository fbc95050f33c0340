import fc, { type Arbitrary } from 'fast-check';
import { labels } from '../../src/protocol/label.ts';
import { nameKeys, names, namesThatSay } from './files.ts';
import { attributePatterns, patternKeys } from './patterns.ts';
import {
  addresses,
  claims,
  destinations,
  layers,
  views,
  ways,
  type Beside,
  type DestinationName,
  type LayerName,
  type PlaceName,
  type RuleSpec,
  type Say,
  type Shown,
  type Step,
  type Story,
  type ViewName,
} from './story.ts';
import { tell } from './tell.ts';

/*
 * In every choice the simplest comes first, since that is what a counterexample shrinks to.
 */

const pattern = fc.constantFrom(...patternKeys);
const label = fc.constantFrom(...labels);
const mode = fc.constantFrom('redact', 'ask', 'refuse');

/** Something in so many per cent of cases. */
function maybe<T>(arbitrary: Arbitrary<T>, percent: number): Arbitrary<T | undefined> {
  const absent = { arbitrary: fc.constant(undefined), weight: 100 - percent };
  return fc.oneof({ withCrossShrink: true }, absent, { arbitrary, weight: percent });
}

/** The keys that only the organisation's file may have. */
const organisations = { locked: maybe(fc.constant(true), 30), ignoresAiIgnore: maybe(fc.constant(true), 30), listed: maybe(fc.constant(true), 15) };

/** What a layer's file says. A person's own may not turn a detector off; that would break it. */
function specOf(layer: LayerName): Arbitrary<RuleSpec> {
  return fc.record({
    broken: maybe(fc.constantFrom('syntax', 'unknown key', 'encoding'), 12),
    files: maybe(fc.array(fc.record({ pattern, label }), { minLength: 1, maxLength: 3 }), 75),
    clearances: maybe(
      fc.array(fc.record({ of: fc.constantFrom(...addresses), label: fc.constantFrom('public', 'internal', 'sensitive') }), { minLength: 1, maxLength: 2 }),
      35,
    ),
    nir: maybe(layer === 'user' ? fc.constant('on' as const) : fc.constantFrom('on', 'off'), 30),
    redaction: maybe(fc.record({ nir: mode, credentials: mode }, { requiredKeys: [] }), 30),
    studyNumber: maybe(fc.record({ label: fc.constantFrom('sensitive', 'secret'), redaction: mode }), 30),
    ...(layer === 'organisation' ? organisations : {}),
  });
}

const beside: Arbitrary<Beside> = fc.record({
  aiIgnore: maybe(fc.record({ name: fc.constantFrom('.cursorignore', '.aiexclude', '.copilotignore'), pattern: fc.constantFrom(...attributePatterns) }), 30),
  gitAttributes: maybe(
    fc.array(
      fc.record({ pattern: fc.constantFrom(...attributePatterns), says: fc.constantFrom('vigie', 'vigie=sensitive', 'vigie=secret', '-vigie') }),
      { minLength: 1, maxLength: 2 },
    ),
    30,
  ),
});

/** What may be aimed at, where one kind of case is wanted more often than chance has it. */
export interface Aim {
  /** The files that texts come from. */
  readonly of?: readonly string[];
  readonly views?: readonly ViewName[];
  /** The layers that may have rules at the beginning, with what they say if it matters. */
  readonly rules?: Partial<Record<LayerName, Arbitrary<RuleSpec | undefined>>>;
  readonly beside?: Arbitrary<Beside>;
  /** The kinds of steps; all are as frequent. */
  readonly steps?: readonly Step['do'][];
  /** The kinds of steps in their order. */
  readonly script?: readonly Step['do'][];
  readonly conversations?: readonly number[];
  /** Where requests go at the beginning. */
  readonly to?: readonly DestinationName[];
  /** What conversations may choose to ask. */
  readonly at?: readonly PlaceName[];
  readonly ghostAt?: 'within what was planted';
  readonly say?: readonly Say['what'][];
  /** The prompts of the workspace that every question asks for. */
  readonly prompts?: readonly string[];
  /** Whether there are instructions in any case. */
  readonly instructs?: true;
}

/** A place that there is not is chosen seldom: nothing else is seen of a conversation that asks it. */
const usualPlaces: readonly PlaceName[] = [...destinations, ...destinations, 'nowhere'];

const tables = nameKeys.filter((key) => names[key]?.presumed === 'data');

/** A whole story. */
export function stories({ of = nameKeys, views: shownAs, rules = {}, beside: around = beside, steps, script, conversations = [0, 1], to = destinations, at = usualPlaces, ghostAt, say: said, prompts, instructs }: Aim = {}): Arbitrary<Story> {
  const name = fc.constantFrom(...of);
  const table = fc.constantFrom(...(tables.some((key) => of.includes(key)) ? tables.filter((key) => of.includes(key)) : tables));
  const allViews = Object.keys(views) as ViewName[];
  const view = shownAs === undefined ? fc.oneof({ arbitrary: fc.constant<ViewName>('file'), weight: 2 }, { arbitrary: fc.constantFrom(...allViews), weight: 3 }) : fc.constantFrom(...shownAs);
  const shown: Arbitrary<Shown> = fc.record({ name, view, unsaved: maybe(fc.constantFrom('a line', 'a marker'), 25) });
  const says: readonly Say['what'][] = said ?? ['nothing special', 'canary', 'rows', 'NIR', 'placeholders'];
  const sayings: Record<Say['what'], Arbitrary<Say>> = {
    'nothing special': fc.constant({ what: 'nothing special' }),
    canary: name.map((key) => ({ what: 'canary', of: key })),
    rows: table.map((key) => ({ what: 'rows', of: key })),
    NIR: fc.constant({ what: 'NIR' }),
    placeholders: fc.constant({ what: 'placeholders' }),
  };
  const layer = fc.constantFrom(...layers);
  const kinds: Record<Step['do'], Arbitrary<Step>> = {
    ghost: fc.record({
      do: fc.constant('ghost'),
      in: shown,
      at: ghostAt === undefined ? fc.oneof(fc.double({ min: 0.2, max: 1, noNaN: true }), fc.constant('within what was planted' as const)) : fc.constant(ghostAt),
    }),
    chat: fc.record({
      do: fc.constant('chat'),
      conversation: fc.constantFrom(...conversations),
      attach: fc.array(fc.record({ shown, from: maybe(fc.constantFrom(1, 2, 3), 30), way: maybe(fc.constantFrom(...ways), 50) }), { maxLength: 2 }),
      say: fc.oneof(...says.map((what) => sayings[what])),
      redact: fc.boolean(),
      explain: fc.boolean(),
      prompt: prompts === undefined ? maybe(fc.constantFrom(...namesThatSay('prompt')), 12) : fc.constantFrom(...prompts),
    }),
    continue: fc.record({ do: fc.constant('continue'), conversation: fc.constantFrom(...conversations), attach: shown }),
    choose: fc.record({ do: fc.constant('choose'), conversation: fc.constantFrom(...conversations), at: maybe(fc.constantFrom(...at), 80) }),
    claim: fc.record({ do: fc.constant('claim'), origin: fc.constantFrom(...claims), of: name }),
    rules: layer.chain((of) =>
      fc.record({ do: fc.constant('rules' as const), layer: fc.constant(of), spec: maybe(specOf(of), 75), where: fc.constantFrom('disk', 'editor') }),
    ),
    beside: fc.record({ do: fc.constant('beside'), beside: around }),
    close: fc.constant({ do: 'close' }),
    delete: fc.record({ do: fc.constant('delete'), name }),
    switch: fc.record({ do: fc.constant('switch'), to: fc.constantFrom(...destinations) }),
    trust: fc.record({ do: fc.constant('trust'), trusted: fc.boolean() }),
  };
  const weights: Record<Step['do'], number> = { ghost: 10, chat: 16, continue: 2, choose: 3, claim: 2, rules: 4, beside: 2, close: 2, delete: 2, switch: 4, trust: 1 };
  const step = fc.oneof(
    ...(steps?.map((kind) => ({ arbitrary: kinds[kind], weight: 1 })) ??
      Object.entries(weights).map(([kind, weight]) => ({ arbitrary: kinds[kind as Step['do']], weight }))),
  );
  const random = fc.array(step, { minLength: 1, maxLength: 8, size: 'max' });
  return fc
    .record({
      bothFolders: fc.boolean(),
      instructs: instructs === undefined ? fc.oneof({ arbitrary: fc.constant(false), weight: 2 }, { arbitrary: fc.constant(true), weight: 1 }) : fc.constant(instructs),
      to: fc.constantFrom(...to),
      rules: fc.record({
        organisation: rules.organisation ?? maybe(specOf('organisation'), 50),
        study: rules.study ?? maybe(specOf('study'), 65),
        second: rules.second ?? maybe(specOf('second'), 35),
        parent: rules.parent ?? maybe(specOf('parent'), 35),
        user: rules.user ?? maybe(specOf('user'), 35),
      }),
      beside: around,
      steps: script === undefined ? random : fc.tuple(...script.map((kind) => kinds[kind])),
    })
    .map((story) => Object.assign(story, { [fc.toStringMethod]: () => tell(story) }));
}
