import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compare, type Comparison, type ComparisonInput } from '../src/consistency/compare.js';
import { projectRoot } from '../src/platform/paths.js';

interface Golden {
  readonly rule: string;
  readonly input: ComparisonInput;
  readonly comparison: Comparison;
}

// Verdicts that were read by a person. Whoever changes one on purpose changes it here as well, with a new comparerVersion.
const golden = JSON.parse(readFileSync(join(projectRoot, 'test/golden/verdicts.json'), 'utf8')) as Golden[];

describe('the verdict, byte for byte', () => {
  it.each(golden)('on $rule', ({ input, comparison }) => {
    const verdict = compare(input);
    expect(verdict).toEqual(comparison);
    expect(JSON.stringify(verdict)).toBe(JSON.stringify(comparison));
    for (const { a, b } of verdict.differences)
      expect([a, b].every((quote, side) => isQuoted(quote, side === 0 ? input.canonical : input.observed))).toBe(true);
  });
});

// Quotes are cut from the plain text; their first and last word stand at the place in the text as it was given.
function isQuoted(quote: Comparison['differences'][number]['a'], text: string): boolean {
  if (quote === null) return true;
  const place = text.slice(quote.span.start, quote.span.end);
  return quote.text.split(' ').length < 2 || place.includes(quote.text.split(' ')[0] ?? '');
}
