import type { DatabaseTransaction } from '../../platform/database/database.js';
import type { Finding, FindingState } from '../finding.js';
import { otherwiseKind } from '../stability/asked-otherwise.js';
import { seenWords, withdrawFindingLabel, writeFindingLabel } from './finding-label.store.js';
import { pairOf } from './learned-rule.js';

/** What a decision says of the pair that the finding is about. That a finding is fixed says nothing: no person has decided it. */
const labels: Readonly<Partial<Record<FindingState, 'same' | 'contradicts'>>> = {
  FALSE_POSITIVE: 'same',
  WAIVED: 'same',
  ACKNOWLEDGED: 'contradicts',
  FIXING: 'contradicts',
};

/**
 * Makes a labelled pair of a decision on a finding; one that opens it again takes back the label of the one before. That a bot answers another
 * question says nothing of two texts.
 */
export async function labelByDecision(
  tx: DatabaseTransaction,
  finding: Pick<Finding, 'id' | 'kind'>,
  decided: { readonly to: FindingState; readonly note: string; readonly actor: string; readonly at: Date },
): Promise<void> {
  if (finding.kind === otherwiseKind) return;
  const label = labels[decided.to];
  const words = label && (await seenWords(tx, finding.id));
  if (!label || !words) return withdrawFindingLabel(tx, finding.id);
  const pair = words.difference && pairOf(words.difference);
  await writeFindingLabel(tx, {
    finding_id: finding.id,
    sweep_id: words.sweep,
    question: words.question,
    locale: words.locale,
    canonical: words.canonical,
    observed: words.observed,
    state: words.state,
    kind: finding.kind,
    canonical_expression: pair?.canonical ?? null,
    observed_expression: pair?.observed ?? null,
    label,
    note: decided.note,
    labelled_by: decided.actor,
    labelled_at: decided.at,
  });
}
