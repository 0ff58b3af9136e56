/** The answers that may be given, best first, as numbers with their rounded scores. */
export type Ranking = readonly { readonly answer: number; readonly score: number }[];

/**
 * The best `limit` of the answers that may be given. Scores are rounded to a millionth before they are compared, and of equals the lower number
 * (that is, the lower key by code unit) comes first: so no last bit of a sum can turn an answer into another.
 */
export function rank(scores: Float64Array, allowed: (answer: number) => boolean, limit: number): Ranking {
  const best: { answer: number; score: number }[] = [];
  for (let answer = 0; answer < scores.length; answer++) {
    const score = Math.round((scores[answer] as number) * 1e6) / 1e6;
    const last = best[best.length - 1];
    if (best.length === limit && last !== undefined && score <= last.score) continue;
    if (!allowed(answer)) continue;
    let place = best.length;
    while (place > 0 && score > (best[place - 1] as { score: number }).score) place--;
    best.splice(place, 0, { answer, score });
    if (best.length > limit) best.pop();
  }
  return best;
}
