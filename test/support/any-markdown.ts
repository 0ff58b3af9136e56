import fc from 'fast-check';

/** Figures that stand in the generated texts. */
export const figures = [
  '£12',
  '£1,200.50',
  '1.75%',
  '08:00',
  '01632',
  '5–10',
  '2027',
  '3D',
  'v2.1',
  '24/7',
  '+441632960100',
  '€0.99',
  '#4',
  '7.',
];
const hostile = [
  '<script>alert(1)</script>',
  '*',
  '**',
  '_',
  'a_b_c',
  '`x`',
  '[x]',
  '](',
  '![',
  '&amp;',
  '&#49;',
  '\\',
  '|',
  '~~',
  '>',
  '#',
  '-',
  '<!--',
  '"',
  "'",
];
/** Where the generated texts link to. */
export const targets = [
  'https://larkhaven.example/a?b=1&c=2',
  'https://larkhaven.example/(x)',
  'mailto:help@larkhaven.example',
  'tel:+441632960100',
  'answer:card-arrival',
];

/** Every ASCII mark with a backslash: then a word is a word, wherever it stands. */
export const escaped = (word: string) => word.replace(/[!-/:-@[-`{-~]/g, '\\$&');

const word = fc
  .oneof(
    fc.constantFrom('card', 'fee', 'naïve', 'straße', 'بطاقة', '日本'),
    fc.constantFrom(...figures),
    fc.constantFrom(...hostile),
  )
  .map(escaped);
const words = fc.array(word, { minLength: 1, maxLength: 5 }).map((list) => list.join(' '));
const link = fc.tuple(words, fc.constantFrom(...targets)).map(([text, target]) => `[${text}](${target})`);
const piece = fc.oneof(
  { weight: 4, arbitrary: words },
  { arbitrary: words.map((text) => `**${text}**`), weight: 1 },
  { arbitrary: words.map((text) => `*${text}*`), weight: 1 },
  { arbitrary: link, weight: 1 },
);
/** A paragraph. */
export const line = fc.array(piece, { minLength: 1, maxLength: 4 }).map((list) => list.join(' '));
const indented = (text: string, by: string) => text.replaceAll('\n', `\n${by}`);
const nested = fc.array(line, { minLength: 1, maxLength: 2 }).map((list) => list.map((item) => `\n- ${item}`).join(''));
const item = fc.tuple(line, fc.option(nested, { nil: '' })).map(([text, below]) => text + below);
const bullets = fc
  .array(item, { minLength: 1, maxLength: 3 })
  .map((list) => list.map((text) => `- ${indented(text, '  ')}`).join('\n'));
const steps = fc
  .array(item, { minLength: 1, maxLength: 3 })
  .map((list) => list.map((text, at) => `${at + 1}. ${indented(text, '   ')}`).join('\n'));
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const table = fc
  .integer({ min: 1, max: 3 })
  .chain((columns) =>
    fc.array(fc.array(line, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 3 }),
  )
  .map(([head = [], ...rows]) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n'));
const heading = fc.tuple(fc.constantFrom('##', '###'), words).map(([marks, text]) => `${marks} ${text}`);
/** A whole answer. A heading or paragraph stands between any two lists: two lists without one between them are one list in Markdown. */
export const body = fc
  .array(fc.tuple(fc.oneof(line, bullets, steps, table), fc.oneof(line, heading)), { minLength: 1, maxLength: 4 })
  .map((list) => list.flat().join('\n\n'));
