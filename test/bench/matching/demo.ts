import { readSeed } from '../../../seed/read-seed.js';
import { print } from './print.js';
import { report, type Targets } from './report.js';
import type { Read } from './rows.js';
import { evaluate } from './run.js';

/** The demo's own public answers, learned as the service learns them (question, title, phrasings), asked the questions of BANKING77. */
export function demo(read: Read, { accuracy = 0, recall = 0, precision = 0 }: Targets): void {
  const answers = readSeed().answers.filter((answer) => answer.audience === 'PUBLIC' && answer.phrasings.length > 0);
  const phrasings = answers.flatMap(({ key, question, title, phrasings: own }) =>
    [...new Set([question, title, ...own])].map((text) => ({ answerKey: key, text })),
  );
  const keys = new Set(answers.map(({ key }) => key));
  const questions = read('banking77/dev.jsonl').map(({ text, label }) => ({ text, label: keyOf(label) }));
  const known = questions.filter(({ label }) => keys.has(label));
  print('demo: labels that are answers of the demo, %', (100 * known.length) / questions.length, { atLeast: 100 });
  report('demo', evaluate({ locale: 'en', phrasings }, known), { accuracy, recall, precision });
}

/** "Refund_not_showing_up" and "reverted_card_payment?" are the answers refund-not-showing-up and reverted-card-payment. */
function keyOf(label: string): string {
  return label.toLowerCase().replaceAll('_', '-').replaceAll('?', '');
}
