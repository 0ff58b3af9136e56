import type { DurationUnit, FactContent, FactType } from '../fact-content.js';
import type { FormulaFunction, Operator } from './formula.js';
import { add, divide, type Fraction, fraction, fractionOf, isLess, multiply, subtract } from './fraction.js';

/** A number with what it counts: formulas carry currency, period and unit through, or refuse. */
export type Quantity =
  | { readonly kind: 'number'; readonly amount: Fraction }
  | { readonly kind: 'percentage'; readonly amount: Fraction }
  | {
      readonly kind: 'money';
      readonly amount: Fraction;
      readonly currency: string;
      readonly per: DurationUnit | null;
    }
  | { readonly kind: 'duration'; readonly amount: Fraction; readonly unit: DurationUnit };

/** A quantity, or the sentence that says why there is none. */
export type Reckoned =
  | { readonly ok: true; readonly quantity: Quantity }
  | { readonly ok: false; readonly problem: string };

/** How many of the smallest unit of its family a unit has. A working day is comparable to nothing else: it depends on the calendar. */
const sizes: Readonly<Record<DurationUnit, readonly [family: string, size: bigint]>> = {
  minute: ['clock', 1n],
  hour: ['clock', 60n],
  day: ['clock', 1_440n],
  week: ['clock', 10_080n],
  month: ['calendar', 1n],
  year: ['calendar', 12n],
  'working day': ['working', 1n],
};

/** The quantity in a fact's value; a range of durations and what is no number are refused by name. */
export function quantityOf(key: string, content: FactContent): Reckoned {
  switch (content.type) {
    case 'MONEY':
      return found({
        kind: 'money',
        amount: fractionOf(content.amount),
        currency: content.currency,
        per: content.per,
      });
    case 'PERCENTAGE':
      return found({ kind: 'percentage', amount: fractionOf(content.amount) });
    case 'COUNT':
      return found({ kind: 'number', amount: fractionOf(String(content.amount)) });
    case 'DURATION':
      return content.least === content.most
        ? found({ kind: 'duration', amount: fractionOf(String(content.most)), unit: content.unit })
        : refused(`${key} is a range, ${content.least} to ${content.most}: a formula needs one number.`);
    default:
      return refused(
        `${key} is ${aType(content.type)}: a formula reckons with money, percentages, durations and counts.`,
      );
  }
}

/** The quantity with its sign turned. */
export function negative(quantity: Quantity): Quantity {
  return { ...quantity, amount: { over: -quantity.amount.over, under: quantity.amount.under } };
}

/** One step of a formula; what cannot be reckoned together is refused with both named. */
export function operate(operator: Operator, left: Quantity, right: Quantity): Reckoned {
  switch (operator) {
    case '+':
      return alike(left, right, 'added to', add);
    case '-':
      return alike(right, left, 'taken from', (b, a) => subtract(a, b));
    case '*':
      return times(left, right);
    case '/':
      return over(left, right);
  }
}

/** The least or the greatest of quantities of one kind. */
export function pick(name: FormulaFunction, quantities: readonly Quantity[]): Reckoned {
  const [first, ...rest] = quantities;
  if (!first || rest.length === 0) return refused(`${name} needs at least two values.`);
  return rest.reduce<Reckoned>(
    (best, next) =>
      best.ok
        ? alike(best.quantity, next, 'compared with', (a, b) => ((name === 'min') === isLess(b, a) ? b : a))
        : best,
    found(first),
  );
}

/** A quantity's kind in words, such as "GBP per month". */
export function describeQuantity(quantity: Quantity): string {
  switch (quantity.kind) {
    case 'money':
      return quantity.per ? `${quantity.currency} per ${quantity.per}` : quantity.currency;
    case 'duration':
      return `${quantity.unit}s`;
    case 'percentage':
      return 'a percentage';
    default:
      return 'a plain number';
  }
}

/** A kind of fact in words, with its article. */
export function aType(type: FactType): string {
  return type === 'MONEY' || type === 'HOURS' ? type.toLowerCase() : `a ${type.toLowerCase()}`;
}

function alike(a: Quantity, b: Quantity, verb: string, combine: (a: Fraction, b: Fraction) => Fraction): Reckoned {
  const [x, y] = a.kind === 'duration' && b.kind === 'duration' ? inOneUnit(a, b) : [a, b];
  return x.kind === y.kind && describeQuantity(x) === describeQuantity(y)
    ? found({ ...x, amount: combine(x.amount, y.amount) })
    : refused(`${capital(describeQuantity(a))} cannot be ${verb} ${describeQuantity(b)}.`);
}

type Duration = Extract<Quantity, { kind: 'duration' }>;

/** Both in the finer of their units, where one is made of the other. */
function inOneUnit(a: Duration, b: Duration): readonly [Duration, Duration] {
  const [familyA, sizeA] = sizes[a.unit];
  const [familyB, sizeB] = sizes[b.unit];
  if (familyA !== familyB) return [a, b];
  const unit = sizeA < sizeB ? a.unit : b.unit;
  return [
    { ...a, amount: converted(a, unit), unit },
    { ...b, amount: converted(b, unit), unit },
  ];
}

function converted({ amount, unit }: Duration, to: DurationUnit): Fraction {
  return multiply(amount, fraction(sizes[unit][1], sizes[to][1]) as Fraction);
}

function times(left: Quantity, right: Quantity): Reckoned {
  if (left.kind === 'number') return found({ ...right, amount: multiply(left.amount, right.amount) });
  if (right.kind === 'number') return found({ ...left, amount: multiply(left.amount, right.amount) });
  if (left.kind === 'percentage' || right.kind === 'percentage') {
    const [share, of] = left.kind === 'percentage' ? [left, right] : [right, left];
    return found({ ...of, amount: multiply(of.amount, hundredth(share.amount)) });
  }
  if (left.kind === 'money' && right.kind === 'duration') return forAWhile(left, right);
  if (left.kind === 'duration' && right.kind === 'money') return forAWhile(right, left);
  return refused(`${capital(describeQuantity(left))} cannot be multiplied by ${describeQuantity(right)}.`);
}

/** What a price per period comes to over a while: GBP 9 per month for a year is GBP 108. */
function forAWhile(price: Extract<Quantity, { kind: 'money' }>, duration: Duration): Reckoned {
  if (!price.per || sizes[price.per][0] !== sizes[duration.unit][0])
    return refused(`${describeQuantity(price)} cannot be multiplied by ${describeQuantity(duration)}.`);
  return found({ ...price, amount: multiply(price.amount, converted(duration, price.per)), per: null });
}

function over(left: Quantity, right: Quantity): Reckoned {
  const amount = divide(left.amount, right.amount);
  if (!amount) return refused('It divides by zero.');
  if (right.kind === 'number') return found({ ...left, amount });
  if (left.kind === 'money' && left.per === null && right.kind === 'duration')
    return found({ ...left, amount, per: right.unit });
  const [x, y] = left.kind === 'duration' && right.kind === 'duration' ? inOneUnit(left, right) : [left, right];
  return x.kind === y.kind && describeQuantity(x) === describeQuantity(y)
    ? found({ kind: 'number', amount: divide(x.amount, y.amount) as Fraction })
    : refused(`${capital(describeQuantity(left))} cannot be divided by ${describeQuantity(right)}.`);
}

function hundredth(amount: Fraction): Fraction {
  return multiply(amount, { over: 1n, under: 100n });
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function found(quantity: Quantity): Reckoned {
  return { ok: true, quantity };
}

function refused(problem: string): Reckoned {
  return { ok: false, problem };
}
