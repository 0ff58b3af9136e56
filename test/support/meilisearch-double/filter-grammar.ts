import { ApiError } from './api-error.js';

/** A filter as it is understood. */
export type FilterTree =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly FilterTree[] }
  | { readonly kind: 'not'; readonly part: FilterTree }
  | {
      readonly kind: 'compare';
      readonly attribute: string;
      readonly operator: '=' | '!=' | '<' | '<=' | '>' | '>=';
      readonly value: string;
    }
  | { readonly kind: 'between'; readonly attribute: string; readonly from: string; readonly to: string }
  | { readonly kind: 'in'; readonly attribute: string; readonly values: readonly string[] }
  | { readonly kind: 'exists' | 'null' | 'empty'; readonly attribute: string };

/** Reads a filter: a text, or a list of texts that must all hold, in which a list of texts is one of which one must hold. */
export function parseFilter(filter: unknown, code = 'invalid_search_filter'): FilterTree | null {
  if (filter === null || filter === undefined) return null;
  if (typeof filter === 'string') return filter.trim() === '' ? null : parseText(filter, code);
  if (!Array.isArray(filter))
    throw new ApiError(400, code, 'Invalid syntax for the filter parameter: `expected String, Array`.');
  const parts = filter.map((item: unknown): FilterTree | null => {
    if (!Array.isArray(item)) return parseFilter(item, code);
    return { kind: 'or', parts: item.flatMap((inner) => parseFilter(inner, code) ?? []) };
  });
  return { kind: 'and', parts: parts.filter((part) => part !== null) };
}

interface Sign {
  readonly text: string;
  /** A word in quotes is a value, never a keyword. */
  readonly quoted: boolean;
  readonly at: number;
}

const keywords = /^(and|or|not|to|exists|is|null|empty|in|contains|starts|with)$/i;
const bareWord = /^[\p{L}\p{N}_./-]+/u;

function parseText(text: string, code: string): FilterTree {
  const signs = signsOf(text, code);
  let next = 0;
  const fail = (wanted: string): never => {
    const at = signs[next]?.at ?? text.length;
    throw new ApiError(
      400,
      code,
      `Was expecting ${wanted} but instead got \`${text.slice(at, at + 30)}\`.\n${at + 1}:${text.length + 1} ${text}`,
    );
  };
  const is = (word: string, ahead = 0) => {
    const sign = signs[next + ahead];
    return sign !== undefined && !sign.quoted && sign.text.toLowerCase() === word;
  };
  const take = (word: string) => is(word) && next++ >= 0;
  const value = (): string => {
    const sign = signs[next];
    if (!sign || (!sign.quoted && (keywords.test(sign.text) || !bareWord.test(sign.text)))) return fail('a value');
    next++;
    return sign.text;
  };

  const either = (): FilterTree => {
    const parts = [both()];
    while (take('or')) parts.push(both());
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'or', parts };
  };
  const both = (): FilterTree => {
    const parts = [negated()];
    while (take('and')) parts.push(negated());
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'and', parts };
  };
  const negated = (): FilterTree => {
    if (take('not')) return { kind: 'not', part: negated() };
    if (!take('(')) return condition();
    const inner = either();
    return take(')') ? inner : fail('a closing parenthesis `)`');
  };
  const list = (): readonly string[] => {
    if (!take('[')) return fail('an opening bracket `[`');
    const values: string[] = [];
    while (!is(']')) {
      values.push(value());
      if (!take(',')) break;
    }
    return take(']') ? values : fail('a closing bracket `]`');
  };
  const condition = (): FilterTree => {
    const attribute = value();
    const operator = signs[next]?.quoted === false ? signs[next]?.text : undefined;
    if (operator && ['=', '!=', '<', '<=', '>', '>='].includes(operator)) {
      next++;
      return { kind: 'compare', attribute, operator: operator as '=', value: value() };
    }
    const negate = take('not');
    const wrap = (tree: FilterTree): FilterTree => (negate ? { kind: 'not', part: tree } : tree);
    if (take('in')) return wrap({ kind: 'in', attribute, values: list() });
    if (take('exists')) return wrap({ kind: 'exists', attribute });
    if (take('is')) {
      const isNot = take('not');
      const kind = take('null') ? 'null' : take('empty') ? 'empty' : fail('`NULL` or `EMPTY`');
      const tree: FilterTree = { kind, attribute };
      return isNot ? { kind: 'not', part: tree } : tree;
    }
    const from = value();
    return take('to')
      ? { kind: 'between', attribute, from, to: value() }
      : fail(
          'an operation `=`, `!=`, `>=`, `>`, `<=`, `<`, `IN`, `NOT IN`, `TO`, `EXISTS`, `NOT EXISTS`, `IS NULL`, `IS NOT NULL`, `IS EMPTY` or `IS NOT EMPTY`',
        );
  };

  const tree = either();
  return next === signs.length ? tree : fail('the end of the filter');
}

function signsOf(text: string, code: string): readonly Sign[] {
  const signs: Sign[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const space = /^\s+/.exec(rest)?.[0];
    const operator = /^(!=|<=|>=|[=<>()[\],])/.exec(rest)?.[0];
    const quote = /^["']/.exec(rest)?.[0];
    if (space) at += space.length;
    else if (operator) at += signs.push({ text: operator, quoted: false, at }) && operator.length;
    else if (quote) at = quotedSign(text, at, signs, code);
    else {
      const word = bareWord.exec(rest)?.[0];
      if (!word) throw new ApiError(400, code, `Was expecting a value but instead got \`${rest.slice(0, 30)}\`.`);
      at += signs.push({ text: word, quoted: false, at }) && word.length;
    }
  }
  return signs;
}

/** Inside quotes a backslash takes the sign after it as it is. */
function quotedSign(text: string, start: number, signs: Sign[], code: string): number {
  const quote = text[start];
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (sign === quote) {
      signs.push({ text: value, quoted: true, at: start });
      return at + 1;
    }
    if (sign === '\\' && at + 1 < text.length) value += text[++at];
    else value += sign;
  }
  throw new ApiError(
    400,
    code,
    `Expression \`${text.slice(start)}\` is missing the following closing delimiter: \`${quote}\`.`,
  );
}
