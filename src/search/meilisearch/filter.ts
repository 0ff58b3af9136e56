/** A condition in the engine's filter language, made by the functions here only, so that a value is never read as a part of it. */
export interface Filter {
  readonly text: string;
}

/** The attributes that can be filtered by. */
export const filterable = ['kind', 'audience', 'topics', 'owner', 'scopeNames', 'scopeValues'] as const;

/** One of them. */
export type Filterable = (typeof filterable)[number];

/** The attribute is the value, or an array that holds it. */
export function is(attribute: Filterable, value: string): Filter {
  return { text: `${attribute} = ${quoted(value)}` };
}

/** The attribute is none of the values, and holds none of them. */
export function isNot(attribute: Filterable, value: string): Filter {
  return { text: `${attribute} != ${quoted(value)}` };
}

/** The attribute is one of the values, or an array that holds one; none at all for no values. */
export function isIn(attribute: Filterable, values: readonly string[]): Filter {
  return { text: `${attribute} IN [${values.map(quoted).join(', ')}]` };
}

/** All of them hold. */
export function and(...filters: readonly Filter[]): Filter {
  return { text: filters.map(({ text }) => `(${text})`).join(' AND ') };
}

/** At least one of them holds. */
export function or(...filters: readonly Filter[]): Filter {
  return { text: filters.map(({ text }) => `(${text})`).join(' OR ') };
}

/** In double quotes, a quote and a backslash each behind a backslash: without that, `x" OR audience = STAFF` would end the value and open all texts. */
function quoted(value: string): string {
  return `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
