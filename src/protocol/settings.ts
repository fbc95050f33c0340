import * as z from 'zod';
import { networkSchema } from './network.ts';

/**
 * The `vigie.*` settings without their prefix, and the one place of their defaults (`package.json` repeats them
 * for the settings editor; a test holds the two together).
 */
export const settingsSchema = z.object({
  /** Which back end answers. */
  backend: z.enum(['gateway', 'mistral']).default('gateway'),
  gateway: z
    .object({
      /** Base address of an OpenAI-compatible server, as its documentation gives it, with or without `/v1`. */
      url: z.string().default(''),
      /** Empty: the first model of the server's list. */
      completionModel: z.string().default(''),
      chatModel: z.string().default(''),
    })
    .prefault({}),
  /**
   * Gateways by name, each at one or several addresses that stand in for one another. What no gateway here has the role
   * for goes to `gateway`.
   */
  gateways: z
    .array(
      z.object({
        name: z.string().trim().min(1).max(60),
        /** In the order in which they are asked. */
        urls: z.array(z.string()).min(1),
        roles: z.array(z.enum(['completion', 'chat'])).default(['completion', 'chat']),
        /** Empty: as in `gateway`. */
        completionModel: z.string().default(''),
        chatModel: z.string().default(''),
      }),
    )
    .default([]),
  mistral: z
    .object({
      url: z.string().default('https://api.mistral.ai'),
      /** Where ghost text goes; empty: to `url`. `https://codestral.mistral.ai` has keys of its own. */
      completionUrl: z.string().default(''),
      completionModel: z.string().default('codestral-latest'),
      chatModel: z.string().default('mistral-medium-latest'),
    })
    .prefault({}),
  completion: z
    .object({
      enabled: z.boolean().default(true),
      /**
       * Where, by the identifiers of languages; `*` for all that are not named. On for plain text too: that is what
       * VS Code takes SAS and Stata programs for where no extension knows them.
       */
      languages: z.record(z.string(), z.boolean()).default({ '*': true }),
      /** Whether also in comments without being asked. */
      comments: z.boolean().default(true),
      /**
       * Whether the model may be asked for more than the person waits for; `auto`: of a gateway,
       * which is not paid by the token, unless a check found that it writes on after a request was left.
       */
      ahead: z.enum(['auto', 'on', 'off']).default('auto'),
      /**
       * How many tokens a minute the model may write that nobody waits for. A person who does nothing but take
       * suggestions, two lines a second at some 13 tokens each with the next ones being read, uses up to 5,000 and is
       * not slowed; it bounds what one person takes of a gateway that others use too.
       */
      aheadBudget: z.int().min(0).max(100_000).default(6000),
    })
    .prefault({}),
  /** A PEM file with authorities to trust beside those of this machine. */
  caBundle: z.string().default(''),
  /** A PEM or PKCS #12 file: the certificate that gateways, and nobody else, are shown where they ask for one. */
  clientCertificate: z.string().default(''),
  /** A PEM file with its key; empty where that lies in the same file. */
  clientKey: z.string().default(''),
  /** The organisation's rule file, where it does not lie at its usual place. */
  policyFile: z.string().default(''),
  /** Whether the explorer shows which files are sensitive or secret. */
  explorerBadges: z.boolean().default(true),
  audit: z
    .object({
      /**
       * How long a log is kept, in months. CNIL's deliberation 2021-122 of 14 October 2021 recommends six months to one
       * year, and up to three years for internal controls with a reason.
       */
      retentionMonths: z.int().min(6).max(36).default(6),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;

/** What a client hands over in LSP's `initializationOptions`. Everything may be left out. */
export const initializationOptionsSchema = z.object({
  settings: settingsSchema.prefault({}),
  /** API keys by the origin (scheme, host, port) that they are bound to. */
  keys: z.record(z.string(), z.string()).default({}),
  /** A folder of this machine for the audit log; by default a folder in the user's state directory. */
  storagePath: z.string().optional(),
  network: networkSchema.prefault({}),
  /** Whether the person trusts the workspace. Editors without that idea leave it out. */
  trusted: z.boolean().default(true),
  /**
   * A command of the client's that each item of ghost text is to carry, for editors that run it when a person takes one.
   * Its arguments are the document's URI and the language at the place, `r (quarto)` in a chunk.
   */
  takenCommand: z.string().optional(),
});
export type InitializationOptions = z.infer<typeof initializationOptionsSchema>;
