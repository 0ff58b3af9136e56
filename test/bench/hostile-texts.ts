import { sampleAnswers } from './mutations.js';

const size = 20_000;
// biome-ignore format: a list
const pieces = [
  '1 ', '/', '[', '<', '(', '1', '1.', '1,', '**', '{{', '&', '-', 'a.', 'a@', '£1 ', 'no ', 'Monday ', '9-5 ', '1 or ', ']( ', 'http://a.',
  '\\', "'", '一', '1:1', 'not only ', '\n', '#', '_', 'a', 'You can not, or ', 'A > B ', 'within 3 days of order ', '9 days or more. ', 'one of the ',
];

/** Texts of 20 kB made to be slow to read: repeated digits, slashes, brackets, one long word; and plain prose of that size. */
export function hostileTexts(): readonly (readonly [string, string])[] {
  const repeated = pieces.map(
    (piece) => [JSON.stringify(piece), piece.repeat(Math.ceil(size / piece.length))] as const,
  );
  const nested = '[('.repeat(size / 4) + ')]'.repeat(size / 4);
  const prose = sampleAnswers.join(' ');
  return [
    ...repeated,
    ['"1 " x 8000', '1 '.repeat(8_000)],
    ['nested brackets', nested],
    ['prose', prose.repeat(Math.ceil(size / prose.length)).slice(0, size)],
  ];
}
