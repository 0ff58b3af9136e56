import { compare } from '../compare.js';

/** Where a text surely says otherwise than another, in the words of both; an empty quote where one of them says nothing of it. */
export function contradictionsIn(
  said: string,
  other: string,
  locale: string,
): readonly { readonly said: string; readonly other: string }[] {
  return compare({ canonical: said, observed: other, locale })
    .differences.filter(({ tier }) => tier === 'alert')
    .map(({ a, b }) => ({ said: a?.text ?? '', other: b?.text ?? '' }));
}
