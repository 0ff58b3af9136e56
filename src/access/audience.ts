/** Who may see an answer, from anyone to staff alone. */
export const audiences = ['PUBLIC', 'CUSTOMER', 'PARTNER', 'STAFF'] as const;

/** One of the four audiences; each sees what the ones before it see. */
export type Audience = (typeof audiences)[number];

/** The audiences whose texts a reader of `audience` may see. */
export function audiencesUpTo(audience: Audience): readonly Audience[] {
  return audiences.slice(0, audiences.indexOf(audience) + 1);
}

/** Whether a text for `required` may be shown to a reader of `audience`. */
export function covers(audience: Audience, required: Audience): boolean {
  return audiences.indexOf(audience) >= audiences.indexOf(required);
}

/** The audience that is left when a caller narrows its own: an argument never widens it. */
export function narrowed(own: Audience, asked: Audience | null | undefined): Audience {
  return asked && covers(own, asked) ? asked : own;
}
