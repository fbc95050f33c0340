import type { Label } from '../../src/protocol/label.ts';
import type { PatternKey } from './patterns.ts';

/** The rule files of a world, one for each layer. */
export const layers = ['organisation', 'study', 'second', 'parent', 'user'] as const;
export type LayerName = (typeof layers)[number];

/** Where requests may go. All ends at one recording server; `elsewhere` is no address of this machine. */
export const destinations = ['elsewhere', 'here', 'mistral'] as const;
export type DestinationName = (typeof destinations)[number];

/** What a conversation may ask instead of what the settings choose; `nowhere` is none of the places that they name. */
export const places = [...destinations, 'nowhere'] as const;
export type PlaceName = (typeof places)[number];

/** How a rule file may name a destination. */
export const addresses = ['address of elsewhere', 'host of elsewhere', 'below its name', 'address of here', 'this-machine', 'mistral'] as const;
export type AddressName = (typeof addresses)[number];

export type RedactionMode = 'redact' | 'ask' | 'refuse';

/** What one rule file says. */
export interface RuleSpec {
  readonly broken?: 'syntax' | 'unknown key' | 'encoding' | undefined;
  readonly files?: readonly { readonly pattern: PatternKey; readonly label: Label }[] | undefined;
  readonly clearances?: readonly { readonly of: AddressName; readonly label: 'public' | 'internal' | 'sensitive' }[] | undefined;
  readonly nir?: 'on' | 'off' | undefined;
  readonly redaction?: Readonly<Partial<Record<'nir' | 'credentials', RedactionMode>>> | undefined;
  readonly studyNumber?: { readonly label: 'sensitive' | 'secret'; readonly redaction: RedactionMode } | undefined;
  /** The organisation's alone. */
  readonly locked?: boolean | undefined;
  readonly ignoresAiIgnore?: boolean | undefined;
  readonly listed?: boolean | undefined;
}

/** Other files that say something of files. */
export interface Beside {
  readonly aiIgnore?: { readonly name: string; readonly pattern: PatternKey } | undefined;
  readonly gitAttributes?: readonly { readonly pattern: PatternKey; readonly says: 'vigie' | 'vigie=sensitive' | 'vigie=secret' | '-vigie' }[] | undefined;
}

/** Under which URI an editor shows a text. */
export const views = {
  file: 'as it is',
  dots: 'by a path with ..',
  git: 'in a comparison of git',
  gitlens: 'in GitLens',
  cell: 'as a notebook cell',
  history: 'in the local history',
  remote: 'in a remote window',
  unsaved: 'as a new file at its path',
  untitled: 'pasted into an untitled buffer',
  memfs: 'from a virtual file system',
  github: 'from a repository that is not here',
  made: 'under a scheme that nobody knows',
  output: 'in an output channel',
  search: 'in a search editor',
  cellOutput: 'as the output of a notebook cell',
} as const;
export type ViewName = keyof typeof views;

/** A text in an editor. */
export interface Shown {
  readonly name: string;
  readonly view: ViewName;
  /** What the editor has that the disk has not. */
  readonly unsaved?: 'a line' | 'a marker' | undefined;
}

/** What the person types into the chat. */
export type Say =
  | { readonly what: 'nothing special' }
  | { readonly what: 'canary' | 'rows'; readonly of: string }
  | { readonly what: 'NIR' }
  | { readonly what: 'placeholders' };

/** In which way something of a file is attached. */
export const ways = [
  'as it is',
  'not open',
  'problems',
  'changes',
  'changes under another name',
  'changes among others',
  'terminal',
  'columns',
  'names',
] as const;
export type Way = (typeof ways)[number];

/** Something that goes along with a message. */
export interface Attach {
  readonly shown: Shown;
  /** The first line of a selection; of what is attached as it is only. */
  readonly from?: number | undefined;
  readonly way?: Way | undefined;
}

/** Origins that only a client can claim, for a text of a turn that Vigie never sent. */
export const claims = ['vigie', 'terminal', 'clipboard', 'unknown'] as const;
export type Claim = (typeof claims)[number];

export type Step =
  | { readonly do: 'ghost'; readonly in: Shown; readonly at: number | 'within what was planted' }
  | {
      readonly do: 'chat';
      readonly conversation: number;
      readonly attach: readonly Attach[];
      readonly say: Say;
      readonly redact: boolean;
      readonly explain: boolean;
      /** The file of a prompt of the workspace that is asked for, instead of an explanation. */
      readonly prompt?: string | undefined;
    }
  /** Lets the last answer of a conversation go on, as if it had broken off; the client names again what was attached. */
  | { readonly do: 'continue'; readonly conversation: number; readonly attach: Shown }
  /** Has a conversation ask a place from now on, wherever the settings send the others; undefined: where they say again. */
  | { readonly do: 'choose'; readonly conversation: number; readonly at: PlaceName | undefined }
  | { readonly do: 'claim'; readonly origin: Claim; readonly of: string }
  | { readonly do: 'rules'; readonly layer: LayerName; readonly spec: RuleSpec | undefined; readonly where: 'disk' | 'editor' }
  | { readonly do: 'beside'; readonly beside: Beside }
  | { readonly do: 'close' }
  | { readonly do: 'delete'; readonly name: string }
  | { readonly do: 'switch'; readonly to: DestinationName }
  | { readonly do: 'trust'; readonly trusted: boolean };

/** A case: the rules at the beginning, then what a person does. */
export interface Story {
  readonly bothFolders: boolean;
  /** Whether the folders have instructions for the model at the beginning. */
  readonly instructs: boolean;
  readonly to: DestinationName;
  readonly rules: Readonly<Partial<Record<LayerName, RuleSpec | undefined>>>;
  readonly beside: Beside;
  readonly steps: readonly Step[];
}
