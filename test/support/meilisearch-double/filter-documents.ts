import { ApiError } from './api-error.js';
import type { FilterTree } from './filter-grammar.js';
import { fits, type SentDocument } from './indexed-document.js';

/** Whether a document passes a filter; text is compared without case, and one element of an array is enough. */
export function passes(document: SentDocument, tree: FilterTree): boolean {
  switch (tree.kind) {
    case 'and':
      return tree.parts.every((part) => passes(document, part));
    case 'or':
      return tree.parts.some((part) => passes(document, part));
    case 'not':
      return !passes(document, tree.part);
    case 'compare':
      return compares(valuesOf(document[tree.attribute]), tree.operator, tree.value);
    case 'between':
      return valuesOf(document[tree.attribute]).some(
        (value) => Number(value) >= Number(tree.from) && Number(value) <= Number(tree.to),
      );
    case 'in':
      return tree.values.some((value) => compares(valuesOf(document[tree.attribute]), '=', value));
    case 'exists':
      return document[tree.attribute] !== undefined;
    case 'null':
      return document[tree.attribute] === null;
    case 'empty':
      return isEmpty(document[tree.attribute]);
  }
}

/** Throws where a filter names an attribute that is not filterable. */
export function requireFilterable(
  tree: FilterTree,
  filterable: readonly string[],
  code = 'invalid_search_filter',
): void {
  if ('parts' in tree) for (const part of tree.parts) requireFilterable(part, filterable, code);
  else if ('part' in tree) requireFilterable(tree.part, filterable, code);
  else if (!filterable.some((pattern) => fits(pattern, tree.attribute)))
    throw new ApiError(
      400,
      code,
      filterable.length === 0
        ? `Attribute \`${tree.attribute}\` is not filterable. This index does not have configured filterable attributes.`
        : `Attribute \`${tree.attribute}\` is not filterable. Available filterable attribute patterns are: ${filterable.map((name) => `\`${name}\``).join(', ')}.`,
    );
}

function compares(
  values: readonly (string | number)[],
  operator: '=' | '!=' | '<' | '<=' | '>' | '>=',
  wanted: string,
): boolean {
  const number = wanted.trim() === '' ? Number.NaN : Number(wanted);
  const equal = values.some((value) =>
    typeof value === 'number' ? value === number : folded(value) === folded(wanted),
  );
  if (operator === '=') return equal;
  if (operator === '!=') return !equal;
  return values.some((value) => {
    const n = typeof value === 'number' ? value : Number.NaN;
    return operator === '<'
      ? n < number
      : operator === '<='
        ? n <= number
        : operator === '>'
          ? n > number
          : n >= number;
  });
}

function folded(text: string): string {
  return text.normalize('NFKD').toLowerCase();
}

/** The values of a field that can be compared and counted. */
export function valuesOf(value: unknown): readonly (string | number)[] {
  if (Array.isArray(value)) return value.flatMap(valuesOf);
  if (typeof value === 'boolean') return [String(value)];
  return typeof value === 'string' || typeof value === 'number' ? [value] : [];
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value) || typeof value === 'string') return value.length === 0;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
