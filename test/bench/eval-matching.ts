/**
 * Measures the matcher on labelled questions: `npm run eval:matching -- FOLDER` prints one line a figure, with what it must reach, and MISSED where it
 * does not, and ends with 1 then. The folder holds banking77, clinc150, hint3 and chitchat as JSON lines of { text, label }.
 */
import { demo } from './matching/demo.js';
import { exactAndShuffled } from './matching/exact-and-shuffled.js';
import { fewPhrasings } from './matching/few-phrasings.js';
import { comparePeers } from './matching/peers.js';
import { report } from './matching/report.js';
import { phrasingsOf, readerOf } from './matching/rows.js';
import { evaluate } from './matching/run.js';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Say where the matching data is: npm run eval:matching -- FOLDER');
const read = readerOf(folder);
const run = (trainFile: string, testFiles: readonly string[], locale = 'en') =>
  evaluate({ locale, phrasings: phrasingsOf(read(trainFile)) }, testFiles.flatMap(read));

const dev = 'banking77/dev.jsonl';
report('BANKING77 full', run('banking77/train.jsonl', [dev]), {
  accuracy: 92,
  recall: 97.3,
  error: 0.05,
  precision: 97,
});
fewPhrasings(read, '10shot', { accuracy: 73.5, error: 0.07, precision: 93, typos: 4 });
fewPhrasings(read, '5shot', { accuracy: 63 });
report('CLINC150', run('clinc150/train.jsonl', ['clinc150/val.jsonl', 'clinc150/oos-val.jsonl']), {
  accuracy: 93.8,
  area: 0.965,
});
report('HINT3 curekart', run('hint3/curekart-train.jsonl', ['hint3/curekart-test.jsonl']), {
  accuracy: 85,
  area: 0.88,
});
for (const [locale, accuracy] of [['en', 70] as const, ['de', 62] as const, ['ja', 76] as const]) {
  report(
    `chit-chat ${locale}`,
    run(`chitchat/${locale}-train-10shot.jsonl`, [`chitchat/${locale}-test.jsonl`], locale),
    { accuracy },
  );
}
demo(read, { accuracy: 68, recall: 85, precision: 92 });
exactAndShuffled(read);
comparePeers(read, 'BANKING77 full', 'banking77/train.jsonl', dev);
comparePeers(read, 'BANKING77 10shot 1', 'banking77/train-10shot-1.jsonl', dev);
comparePeers(read, 'BANKING77 5shot 1', 'banking77/train-5shot-1.jsonl', dev);
fewPhrasings(read, '10shot', { log: true, accuracy: 79, error: 0.07, precision: 93 });
fewPhrasings(read, '5shot', { log: true, accuracy: 72 });
