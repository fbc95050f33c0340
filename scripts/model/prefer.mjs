import { t } from '../terminal.mjs';

/** Code models that fill in the middle, the better first; Devstral cannot, but knows code. */
const codeFamilies = [
  /codestral/,
  /qwen-?3-coder/,
  /qwen-?2\.5-coder/,
  /seed-coder/,
  /deepseek-coder/,
  /starcoder/,
  /codegemma/,
  /granite.*code/,
  /stable-code/,
  /codellama/,
  /devstral/,
];

/** Models that do not write text, or judge it only. */
const noWriter = /embed|rerank|\bbge\b|\be5\b|minilm|gte-|whisper|\btts\b|guard|\bclip\b|ocr/;

/** Ollama also lists models of its own cloud: a text for one would leave the machine. */
const elsewhere = /[:-]cloud$/;

/** The size, in thousand millions of parameters, above which ghost text is slow on a usual machine. */
const quickSize = 8;

/** What a model whose name tells no size is taken for. */
const usualSize = 7;

/**
 * Chooses, among servers on this machine, one server and its models.
 * @param {{ name: string, url: string, models: string[] }[]} servers
 * @returns {{ name: string, url: string, completionModel: string, chatModel: string, reason: string } | undefined}
 *   `reason` is a sentence for the person. Nothing where no server has a model that writes text on this machine.
 */
export function preferCodeModel(servers) {
  const choices = servers.flatMap(({ name, url, models }) => {
    const writers = models.filter((model) => !noWriter.test(model.toLowerCase()) && !elsewhere.test(model));
    const [completionModel] = [...writers].sort((a, b) => familyOf(a) - familyOf(b) || slowness(a) - slowness(b));
    if (completionModel === undefined) return [];
    return [{ name, url, completionModel, chatModel: bestForChat(writers, completionModel) }];
  });
  const [best] = choices.sort((a, b) => familyOf(a.completionModel) - familyOf(b.completionModel));
  return best && { ...best, reason: reasonFor(best) };
}

/** @returns {number} the place in `codeFamilies`; past its end for a model of none. */
function familyOf(model) {
  const place = codeFamilies.findIndex((family) => family.test(model.toLowerCase()));
  return place === -1 ? codeFamilies.length : place;
}

/** Orders a family's models for ghost text: the largest that is quick, then the ever slower; a base model first. */
function slowness(model) {
  const size = activeSize(model);
  return (size <= quickSize ? quickSize - size : size) + (isBase(model) ? 0 : 0.01);
}

/** The largest model that takes instructions; the completion model among equals, so that one stays in memory. */
function bestForChat(writers, completionModel) {
  const takers = writers.filter((model) => !isBase(model));
  const rank = (model) => size(model) + (model === completionModel ? 0.01 : 0);
  return takers.sort((a, b) => rank(b) - rank(a))[0] ?? completionModel;
}

const isBase = (model) => /\bbase\b|starcoder/i.test(model);

/** @returns {number} all parameters, in thousand millions: 30 for `qwen3-coder:30b-a3b`. */
function size(model) {
  const [, billions] = /(?<![\d.a-z])(\d+(?:\.\d+)?)b\b/i.exec(model) ?? [];
  const [, millions] = /(?<![\d.a-z])(\d+)m\b/i.exec(model) ?? [];
  return billions ? Number(billions) : millions ? Number(millions) / 1000 : usualSize;
}

/** @returns {number} the parameters that each token costs: 3 for `qwen3-coder:30b-a3b`. */
function activeSize(model) {
  const [, active] = /\ba(\d+(?:\.\d+)?)b\b/i.exec(model) ?? [];
  return active ? Number(active) : size(model);
}

function reasonFor({ name, url, completionModel, chatModel }) {
  const where = t('{0} already runs on this machine ({1})', name, url);
  if (familyOf(completionModel) < codeFamilies.length) {
    return completionModel === chatModel
      ? t('{0} and has the code model {1}, for ghost text and chat.', where, completionModel)
      : t('{0} and has the code model {1} for ghost text; {2} is for chat.', where, completionModel, chatModel);
  }
  return t('{0}; it has no code model, so {1} writes ghost text too, as well as it can.', where, completionModel);
}
