import { ours } from './ours.js';

const { compare } = await ours('src/consistency/compare.ts');

/** What `univocal compare` says of two texts. */
export function compared(canonical, observed, locale = 'en') {
  const { verdict, tier, differences } = compare({ canonical, observed: withoutReceipt(observed), locale });
  return {
    verdict,
    tier,
    differences: differences.map(({ kind, a, b }) => `${kind}: ${a?.text ?? '-'} | ${b?.text ?? '-'}`),
  };
}

/** The bot ends an answer with its receipt code, which claims nothing. */
function withoutReceipt(text) {
  return text.replace(/\n\s*\S+ UV(?:-[A-Z0-9]{4}){3}\s*$/, '');
}
