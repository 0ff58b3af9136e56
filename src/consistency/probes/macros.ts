import { withoutPlaceholders } from '../analysis/placeholders.js';
import { withoutCourtesies } from '../cross-agent/courtesies.js';
import { withAddresses } from './ask-bot.js';
import type { ChannelProbe, ProbeQuestion, Said } from './channel-probe.js';
import { macrosSource } from './export-sources.js';
import { readInside } from './inside-folder.js';
import { type Macro, type MacroExport, readMacros } from './macro-export.js';
import { htmlText } from './page-text.js';
import { jsonEvidence, nothingSaid, saidWithoutReceipt } from './said.js';

/** Reads the canned replies of a help desk from its export, inside `folder`. One that is gone is our error, one that is switched off says nothing. */
export function macrosProbe(source: unknown, folder: string | null): ChannelProbe {
  const { path, macros } = macrosSource(source);
  let file: Promise<MacroExport> | null = null;
  const read = async () => readMacros(path, (await readInside(folder, path)).toString('utf8'));
  return {
    probe: async (question) => {
      const name = Object.hasOwn(macros, question.expects) ? macros[question.expects] : undefined;
      if (name === undefined) return nothingSaid('not-applicable', question);
      file ??= read();
      const address = `${path}#${name}`;
      const { macro, failure } = find(await file, name);
      return macro ? saidBy(macro, question, address) : nothingSaid('error', question, { address, failure });
    },
  };
}

type Found = { readonly macro: Macro; readonly failure: null } | { readonly macro: null; readonly failure: string };

/** Of several with one name the one in use is meant. */
function find({ macros, isPage }: MacroExport, name: string): Found {
  const wanted = name.trim();
  const called = macros.filter(({ names }) => names.includes(wanted));
  const candidates = called.length > 0 ? called : macros.filter(({ lastName }) => lastName === wanted);
  const inUse = candidates.filter(({ isActive }) => isActive);
  const [macro, ...others] = inUse.length > 0 ? inUse : candidates;
  if (!macro) {
    const where = isPage ? 'The file, one page of several, has no macro' : 'The file has no macro';
    return { macro: null, failure: `${where} named ${name} any more.` };
  }
  if (others.length > 0 && macro.isActive)
    return { macro: null, failure: `The file has ${others.length + 1} macros named ${name}: name one by its id.` };
  return { macro, failure: null };
}

function saidBy(macro: Macro, question: ProbeQuestion, address: string): Said {
  const evidence = jsonEvidence(macro.entry);
  if (!macro.isActive) return nothingSaid('not-applicable', question, { address, evidence });
  const written = macro.html ?? macro.text;
  if (written === null) return nothingSaid('no-answer', question, { address, evidence });
  const failure = unreadable(macro, written);
  if (failure !== null) return nothingSaid('error', question, { address, evidence, failure });
  const shown = macro.html === null ? withAddresses(written) : htmlText(written);
  const words = withoutCourtesies(withoutPlaceholders(shown));
  return words === ''
    ? nothingSaid('no-answer', question, { address, evidence })
    : saidWithoutReceipt(question, words, { address, evidence });
}

/** What would be compared wrongly is not compared: words that nobody sees, that stand elsewhere, or of which a customer sees a part. */
function unreadable({ isNote }: Macro, written: string): string | null {
  if (isNote) return 'The macro writes an internal note, which customers do not see.';
  if (/\{\{\s*dc\./.test(written)) return 'The macro takes words from dynamic content, which the export does not hold.';
  if (/\{%-?\s*(?:if|unless|case|for)\b/.test(written))
    return 'The macro chooses its words by a condition, which an export does not decide.';
  return null;
}
