import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CurrentFact,
  type CurrentFactValue,
  factValue,
  type Scope,
  type Snapshot,
} from '../src/knowledge/index.js';
import { derivedId, withDerived } from '../src/knowledge/facts/derive-facts.js';
import {
  type Formula,
  type FormulaTree,
  identifierOf,
  type Rounding,
  roundings,
} from '../src/knowledge/facts/formula.js';
import { fractionOf, toDecimal } from '../src/knowledge/facts/fraction.js';
import { namesIn, parseFormula } from '../src/knowledge/facts/parse-formula.js';
import { reckonFormula } from '../src/knowledge/facts/reckon-formula.js';
import { type FactContent, type FactType, parseFactContent, writeFactContent } from '../src/knowledge/index.js';
import { mostSpecific } from '../src/knowledge/scope.js';

const values: Readonly<Record<string, FactContent>> = {
  fee: parseFactContent('MONEY', 'GBP 9.00 per month'),
  once: parseFactContent('MONEY', 'GBP 10.00'),
  euro: parseFactContent('MONEY', 'EUR 10.00'),
  share: parseFactContent('PERCENTAGE', '1.75'),
  wait: parseFactContent('DURATION', '3 working days'),
  week: parseFactContent('DURATION', '1 week'),
  days: parseFactContent('DURATION', '2 days'),
  range: parseFactContent('DURATION', '3-5 days'),
  cards: parseFactContent('COUNT', '3'),
  none: parseFactContent('COUNT', '0'),
};

/** What a formula over the values above comes to, as an editor writes it, or why it comes to nothing. */
async function reckoned(
  expression: string,
  type: FactType,
  decimals = 2,
  rounding: Rounding = 'HALF_EVEN',
): Promise<string> {
  const tree = await parseFormula(expression);
  const names = namesIn(tree).map((name) => [name, name.replace(/^_/, '')] as const);
  const formula: Formula = { expression, tree, inputs: Object.fromEntries(names), decimals, rounding };
  const result = reckonFormula(formula, type, new Map(Object.entries(values)));
  return result.ok ? writeFactContent(result.content) : result.problem;
}

describe('a formula', () => {
  it.each([
    ['2 * once', 'MONEY', 'GBP 20.00'],
    ['12 * fee', 'MONEY', 'GBP 108.00 per month'],
    ['12 * month * fee', 'MONEY', 'GBP 108.00'],
    ['year * fee / year', 'MONEY', 'GBP 108.00 per year'],
    ['once / month', 'MONEY', 'GBP 10.00 per month'],
    ['once * share', 'MONEY', 'GBP 0.18'],
    ['max(once, 3 * once) - once', 'MONEY', 'GBP 20.00'],
    ['-(-once)', 'MONEY', 'GBP 10.00'],
    ['share + share', 'PERCENTAGE', '3.50'],
    ['once / (4 * once) * cards * share', 'PERCENTAGE', '1.31'],
  ] as const)('carries currency, period and unit: %s', async (expression, type, written) => {
    expect(await reckoned(expression, type)).toBe(written);
  });

  it.each([
    ['2 * wait', 'DURATION', '6 working days'],
    ['_week + days', 'DURATION', '9 days'],
    ['min(_week, days)', 'DURATION', '2 days'],
    ['once / (2 * once) * 9', 'COUNT', '4'],
    ['_week / days', 'COUNT', '4'],
  ] as const)('reckons durations and counts in whole numbers: %s', async (expression, type, written) => {
    expect(await reckoned(expression, type, 0)).toBe(written);
  });

  it.each([
    ['once + euro', 'MONEY', 'GBP cannot be added to EUR.'],
    ['once + fee', 'MONEY', 'GBP cannot be added to GBP per month.'],
    ['once * once', 'MONEY', 'GBP cannot be multiplied by GBP.'],
    ['fee * wait', 'MONEY', 'GBP per month cannot be multiplied by working days.'],
    ['once + cards', 'MONEY', 'GBP cannot be added to a plain number.'],
    ['wait - days', 'DURATION', 'Days cannot be taken from working days.'],
    ['range * 2', 'DURATION', 'range is a range, 3 to 5: a formula needs one number.'],
    ['once / none', 'MONEY', 'It divides by zero.'],
    ['cards / share', 'COUNT', 'A plain number cannot be divided by a percentage.'],
    ['2 * wait', 'MONEY', 'The formula gives working days, but the fact is money.'],
    ['once - 2 * once', 'MONEY', 'It comes to -10.00: less than nothing.'],
  ] as const)('refuses with a sentence what cannot be reckoned: %s', async (expression, type, problem) => {
    expect(await reckoned(expression, type, 2)).toBe(problem);
  });

  it.each([
    '2 once',
    'once ^ 2',
    'once!',
    '10% * once',
    'once = 3',
    'once; 3',
    'once ? 1 : 2',
    'sqrt(once)',
    'min(once)',
    'import("fs")',
    'once["constructor"]',
    'once.constructor(1)',
    'once.toString',
    '(once)(2)',
    'f(x) = x',
    '[1, 2]',
    '{a: 1}',
    '3 cm',
    '1e400',
    'Infinity',
    'true',
    'not once',
    'once to month',
    'once mod 2',
    '"2"',
    '',
    '1.1234567 * once',
    'once + '.repeat(120) + 'once',
  ])('is nothing but numbers, facts, + - * /, brackets, min and max: %s', async (expression) => {
    await expect(parseFormula(expression)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('says the same as the words it was read from', async () => {
    await fc.assert(
      fc.asyncProperty(tree(3), async (wanted) => {
        expect(await parseFormula(written(wanted))).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });

  it('names each fact by a word of its own', () => {
    const key = fc.stringMatching(/^[a-z0-9]{1,6}([.-][a-z0-9]{1,6}){0,3}$/);
    fc.assert(
      fc.property(key, (one) => {
        expect(identifierOf(one)).toMatch(/^[a-z_][a-z0-9_]*$/);
      }),
    );
    expect(['month', 'min', 'and', '3ds.fee', 'atm.fee-minimum'].map(identifierOf)).toEqual([
      '_month',
      '_min',
      '_and',
      '_3ds_fee',
      'atm_fee_minimum',
    ]);
  });
});

describe('the rounding of a formula', () => {
  it.each([
    ['HALF_UP', ['0.13', '0.14', '0.12', '0.13']],
    ['HALF_EVEN', ['0.12', '0.14', '0.12', '0.13']],
    ['UP', ['0.13', '0.14', '0.13', '0.13']],
    ['DOWN', ['0.12', '0.13', '0.12', '0.12']],
  ] as const)('%s', (rounding, expected) => {
    const rounded = ['0.125', '0.135', '0.1249', '0.1251'].map((value) => toDecimal(fractionOf(value), 2, rounding));
    expect(rounded).toEqual(expected);
  });

  it('loses less than one unit of the last decimal, and nothing where there is nothing to lose', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 15n }),
        fc.nat(6),
        fc.nat(6),
        fc.constantFrom(...roundings),
        (digits, scale, decimals, rounding) => {
          const exact = { over: digits, under: 10n ** BigInt(scale) };
          const [whole = '', part = ''] = toDecimal(exact, decimals, rounding).split('.');
          expect(part).toHaveLength(decimals);
          const rounded = BigInt(whole + part) * 10n ** BigInt(6 - decimals);
          const lost = rounded - digits * 10n ** BigInt(6 - scale);
          const one = 10n ** BigInt(6 - decimals);
          expect(lost < one && lost > -one).toBe(true);
          if (decimals >= scale) expect(lost).toBe(0n);
        },
      ),
    );
  });
});

describe('a derived fact', () => {
  const dimensions = { customer: ['business', 'personal'], country: ['de', 'es'], product: ['gold'] } as const;
  const scope: fc.Arbitrary<Scope> = fc
    .record({
      customer: fc.option(fc.constantFrom(...dimensions.customer), { nil: undefined }),
      country: fc.option(fc.constantFrom(...dimensions.country), { nil: undefined }),
      product: fc.option(fc.constantFrom(...dimensions.product), { nil: undefined }),
    })
    .map((entries) => Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as Scope);
  const scopes = fc.uniqueArray(scope, { maxLength: 6, selector: (one) => JSON.stringify(Object.entries(one).sort()) });

  it('has in every situation the value that its formula gives for what its inputs are there', async () => {
    const sum = await parseFormula('a + b');
    fc.assert(
      fc.property(scopes, scopes, scope, (ofA, ofB, situation) => {
        const a = stated(
          'a',
          ofA.map((one, i) => [one, i + 1]),
        );
        const b = stated(
          'b',
          ofB.map((one, i) => [one, 100 * (i + 1)]),
        );
        const c = derived('c', sum, { a: 'a', b: 'b' });
        const facts = withDerived(new Map([a, b, c].map((fact) => [fact.key, fact])));
        const [valueA, valueB] = [mostSpecific(a.values, situation), mostSpecific(b.values, situation)];
        const found = factValue({ facts } as Snapshot, 'c', situation);
        expect(found?.id ?? null).toBe(valueA && valueB && derivedId(7, [valueA.id, valueB.id]));
        expect(found ? amountOf(found) : null).toBe(valueA && valueB && amountOf(valueA) + amountOf(valueB));
      }),
      { numRuns: 500 },
    );
  });

  it('is reckoned from derived facts in whatever order they come', async () => {
    const [double, plus] = [await parseFormula('2 * a'), await parseFormula('b + a')];
    const facts = [derived('c', plus, { a: 'a', b: 'b' }), derived('b', double, { a: 'a' }), stated('a', [[{}, 5]])];
    for (const order of [facts, facts.toReversed()]) {
      const known = withDerived(new Map(order.map((fact) => [fact.key, fact])));
      expect(known.get('c')?.values.map(amountOf)).toEqual([15]);
    }
  });

  it('that somehow stands in a circle has no value, and nobody waits for it', async () => {
    const double = await parseFormula('2 * a');
    const known = withDerived(new Map([['a', derived('a', double, { a: 'a' })]]));
    expect(known.get('a')?.values).toEqual([]);
  });

  it('is named by a number that JSON keeps and that no stored value has', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.nat(), { maxLength: 5 }), (formula, inputs) => {
        const id = derivedId(formula, inputs);
        expect(Number.isSafeInteger(id)).toBe(true);
        expect(id).toBeGreaterThan(2 ** 31);
        expect(derivedId(formula, [...inputs])).toBe(id);
        expect(derivedId(formula + 1, inputs)).not.toBe(id);
      }),
    );
  });
});

const day = new Date('2026-01-01T00:00:00Z');
const nobody = { source: 'x', statedBy: 'x', approvedBy: 'y' };

function stated(key: string, amounts: readonly (readonly [Scope, number])[]): CurrentFact {
  const values = amounts.map(
    ([scope, amount]): CurrentFactValue => ({
      ...nobody,
      id: amount,
      scope,
      content: { type: 'COUNT', amount },
      validFrom: day,
      validTo: null,
      recordedAt: day,
    }),
  );
  return { key, type: 'COUNT', name: key, ownerTeam: 'cards', formula: null, values };
}

function derived(key: string, tree: FormulaTree, inputs: Readonly<Record<string, string>>): CurrentFact {
  const formula = {
    ...nobody,
    id: 7,
    number: 1,
    expression: '',
    tree,
    inputs,
    decimals: 0,
    rounding: 'DOWN' as const,
    validFrom: day,
    recordedAt: day,
    problem: null,
  };
  return { key, type: 'COUNT', name: key, ownerTeam: 'cards', formula, values: [] };
}

function amountOf(value: CurrentFactValue): number {
  return value.content.type === 'COUNT' ? value.content.amount : Number.NaN;
}

function tree(depth: number): fc.Arbitrary<FormulaTree> {
  const number = fc.nat(9_999).map((value): FormulaTree => ({ kind: 'number', value: String(value) }));
  const name = fc.constantFrom('a', 'b_c', 'month').map((word): FormulaTree => ({ kind: 'name', name: word }));
  if (depth === 0) return fc.oneof(number, name);
  const inner = tree(depth - 1);
  return fc.oneof(
    number,
    name,
    inner.map((of): FormulaTree => ({ kind: 'negative', of })),
    fc.record({ operator: fc.constantFrom('+', '-', '*', '/'), left: inner, right: inner }).map(
      (parts): FormulaTree => ({
        kind: 'operation',
        ...(parts as { operator: '+'; left: FormulaTree; right: FormulaTree }),
      }),
    ),
    fc
      .record({ name: fc.constantFrom('min', 'max'), of: fc.array(inner, { minLength: 2, maxLength: 3 }) })
      .map((parts): FormulaTree => ({ kind: 'function', ...(parts as { name: 'min'; of: FormulaTree[] }) })),
  );
}

function written(one: FormulaTree): string {
  switch (one.kind) {
    case 'number':
      return one.value;
    case 'name':
      return one.name;
    case 'negative':
      return `-(${written(one.of)})`;
    case 'operation':
      return `(${written(one.left)}) ${one.operator} (${written(one.right)})`;
    case 'function':
      return `${one.name}(${one.of.map(written).join(', ')})`;
  }
}
