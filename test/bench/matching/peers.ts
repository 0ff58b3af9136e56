import MiniSearch from 'minisearch';
import bm25 from 'wink-bm25-text-search';
import utils from 'wink-nlp-utils';
import { percentile } from '../measures.js';
import { print } from './print.js';
import type { Read, Row } from './rows.js';

/** A search engine over phrasings: gives the labels of what it finds, best first, repeated where several phrasings of one answer are found. */
type Search = (question: string) => readonly string[];

/** What others would use: each is given the same phrasings, and resolves a question to the answer of the best phrasing that it finds. */
const peers: Readonly<Record<string, (phrasings: readonly Row[]) => Search>> = {
  MiniSearch: miniSearch,
  'wink-bm25': winkBm25,
};

/** Prints accuracy, recall@3, the median time of a question and the time to index of each peer on one set. */
export function comparePeers(read: Read, name: string, trainFile: string, testFile: string): void {
  const phrasings = read(trainFile);
  const questions = read(testFile);
  for (const [peer, build] of Object.entries(peers)) {
    const before = process.cpuUsage();
    const search = build(phrasings);
    const { user, system } = process.cpuUsage(before);
    const milliseconds: number[] = [];
    const places = questions.map(({ text, label }) => {
      const start = performance.now();
      const labels = [...new Set(search(text))];
      milliseconds.push(performance.now() - start);
      return labels.indexOf(label);
    });
    const within = (first: number) => (100 * places.filter((at) => at >= 0 && at < first).length) / places.length;
    print(`${name}, ${peer}: accuracy`, within(1));
    print(`${name}, ${peer}: recall@3`, within(3));
    print(`${name}, ${peer}: training, CPU seconds`, (user + system) / 1e6);
    print(`${name}, ${peer}: question p50, ms`, percentile(milliseconds, 50));
  }
}

/** With the fuzziness and prefixes that its documentation advises for what people type. */
function miniSearch(phrasings: readonly Row[]): Search {
  const engine = new MiniSearch({ fields: ['text'], searchOptions: { fuzzy: 0.2, prefix: true } });
  engine.addAll(phrasings.map(({ text }, id) => ({ id, text })));
  return (question) => engine.search(question).map(({ id }) => phrasings[id as number]?.label ?? '');
}

/** With the preparation that its documentation shows: lower case, tokens, stems, negation. */
function winkBm25(phrasings: readonly Row[]): Search {
  const engine = bm25();
  engine.defineConfig({ fldWeights: { text: 1 } });
  engine.definePrepTasks([
    utils.string.lowerCase,
    utils.string.tokenize0,
    utils.tokens.stem,
    utils.tokens.propagateNegations,
  ]);
  phrasings.forEach(({ text }, id) => engine.addDoc({ text }, id));
  engine.consolidate();
  return (question) => engine.search(question, 50).map(([id]) => phrasings[Number(id)]?.label ?? '');
}
