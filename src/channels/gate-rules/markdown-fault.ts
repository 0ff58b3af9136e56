import type { GateRule, LocalText } from '../../knowledge/index.js';
import { checkMarkdown } from '../markdown/check-markdown.js';

/** New words keep to the Markdown that every channel can show, whatever way they took to be published. */
export const markdownFault: GateRule = ({ before, after, changed }) =>
  changed.flatMap((key) =>
    [...(after.answers.get(key)?.texts.values() ?? [])]
      .filter(({ locale, hash }) => before.answers.get(key)?.texts.get(locale)?.hash !== hash)
      .flatMap((text) => faultsIn(text).map((fault) => `${key} in ${text.locale}: ${fault}`)),
  );

const known = new WeakMap<LocalText, readonly string[]>();

function faultsIn(text: LocalText): readonly string[] {
  const faults = known.get(text) ?? [...new Set([...checkMarkdown(text.body), ...checkMarkdown(text.short)])];
  known.set(text, faults);
  return faults;
}
