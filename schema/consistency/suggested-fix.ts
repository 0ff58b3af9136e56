import { FieldResolver, Resolver, Root } from 'type-graphql';
import { type Finding, type SuggestedFix, seenWords, suggestedFix } from '../../src/consistency/index.js';
import type { RequestContext } from '../context.js';
import { FindingType } from './finding.js';
import { SuggestedFixType } from './finding-work.js';

/** Reckons how a finding could be mended. */
export type ReadSuggestedFix = () => Promise<SuggestedFix | null>;

/**
 * A reader for each of the findings of a page: what the first of them asks for is read for all at once, and each is compared only when it is asked for
 * itself, for that takes the comparer two or three runs.
 */
export function suggestedFixReaders(
  ctx: Pick<RequestContext, 'db' | 'sourceLocale'>,
  findings: readonly Finding[],
): (finding: Finding) => ReadSuggestedFix {
  let reading: ReturnType<typeof seenWords> | undefined;
  return (finding) => async () => {
    reading ??= seenWords(ctx, findings);
    return suggestedFix(finding, (await reading).get(finding.id) ?? null);
  };
}

@Resolver(() => FindingType)
export class SuggestedFixResolver {
  @FieldResolver(() => SuggestedFixType, {
    nullable: true,
    description: 'How the channel would say what the answer says; null where it says more than the answer.',
  })
  suggestedFix(@Root() finding: FindingType): Promise<SuggestedFix | null> {
    return finding.readSuggestedFix();
  }
}
