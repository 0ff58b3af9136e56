import type { Migration } from 'kysely/migration';
import { up as access } from './2026-11-22-access.js';
import { up as channels } from './2026-11-22-channels.js';
import { up as consistency } from './2026-11-22-consistency.js';
import { up as installation } from './2026-11-22-installation.js';
import { up as knowledge } from './2026-11-22-knowledge.js';
import { up as matching } from './2026-11-22-matching.js';
import { up as search } from './2026-11-22-search.js';
import { up as audit } from './2026-11-23-audit.js';
import { up as contributions } from './2026-11-23-contributions.js';
import { up as contributors } from './2026-11-23-contributors.js';
import { up as deliveries } from './2026-11-23-deliveries.js';
import { up as deliveryTimes } from './2026-11-23-delivery-times.js';
import { up as deltaIndexes } from './2026-11-23-delta-indexes.js';
import { up as derivedFacts } from './2026-11-23-derived-facts.js';
import { up as duplicates } from './2026-11-23-duplicates.js';
import { up as history } from './2026-11-23-history.js';
import { up as imports } from './2026-11-23-imports.js';
import { up as releases } from './2026-11-23-releases.js';
import { up as review } from './2026-11-23-review.js';
import { up as verification } from './2026-11-23-verification.js';
import { up as webhooks } from './2026-11-23-webhooks.js';
import { up as withdrawals } from './2026-11-23-withdrawals.js';
import { up as clauses } from './2026-11-28-clauses.js';
import { up as embeddings } from './2026-11-28-embeddings.js';
import { up as inquiries } from './2026-11-28-inquiries.js';
import { up as modelParts } from './2026-11-28-model-parts.js';
import { up as negativePhrasings } from './2026-11-28-negative-phrasings.js';
import { up as questionSamples } from './2026-11-28-question-samples.js';
import { up as replayBudget } from './2026-11-28-replay-budget.js';
import { up as searchEvents } from './2026-11-28-search-events.js';
import { up as searchGenerations } from './2026-11-28-search-generations.js';
import { up as searchIndex } from './2026-11-28-search-index.js';
import { up as searchPlaces } from './2026-11-28-search-places.js';
import { up as searchTasks } from './2026-11-28-search-tasks.js';
import { up as suggestionDismissals } from './2026-11-28-suggestion-dismissals.js';
import { up as thresholds } from './2026-11-28-thresholds.js';
import { up as agentTexts } from './2026-11-29-agent-texts.js';
import { up as askedOtherwise } from './2026-11-29-asked-otherwise.js';
import { up as auditSamples } from './2026-11-29-audit-samples.js';
import { up as findingAlerts } from './2026-11-29-finding-alerts.js';
import { up as findingDeeds } from './2026-11-29-finding-deeds.js';
import { up as findingExposure } from './2026-11-29-finding-exposure.js';
import { up as judgeOpinions } from './2026-11-29-judge-opinions.js';
import { up as learnedRules } from './2026-11-29-learned-rules.js';
import { up as mail } from './2026-11-29-mail.js';
import { up as observedPages } from './2026-11-29-observed-pages.js';
import { up as pageVotes } from './2026-11-29-page-votes.js';
import { up as personPolicy } from './2026-11-29-person-policy.js';
import { up as receipts } from './2026-11-29-receipts.js';
import { up as sweepParts } from './2026-11-29-sweep-parts.js';
import { up as networkReplies } from './2026-11-29-network-replies.js';
import { up as votes } from './2026-11-29-votes.js';

/** Every migration, in the order in which they run; forward only. */
export const migrations: Readonly<Record<string, Migration>> = {
  '2026-11-22-a-access': { up: access },
  '2026-11-22-b-knowledge': { up: knowledge },
  '2026-11-22-c-matching': { up: matching },
  '2026-11-22-d-channels': { up: channels },
  '2026-11-22-e-consistency': { up: consistency },
  '2026-11-22-f-search': { up: search },
  '2026-11-22-g-installation': { up: installation },
  '2026-11-23-h-derived-facts': { up: derivedFacts },
  '2026-11-23-i-history': { up: history },
  '2026-11-23-j-audit': { up: audit },
  '2026-11-23-k-webhooks': { up: webhooks },
  '2026-11-23-l-review': { up: review },
  '2026-11-23-m-contributions': { up: contributions },
  '2026-11-23-n-releases': { up: releases },
  '2026-11-23-o-duplicates': { up: duplicates },
  '2026-11-23-p-withdrawals': { up: withdrawals },
  '2026-11-23-q-deliveries': { up: deliveries },
  '2026-11-23-r-verification': { up: verification },
  '2026-11-23-s-imports': { up: imports },
  '2026-11-23-t-delta-indexes': { up: deltaIndexes },
  '2026-11-23-u-contributors': { up: contributors },
  '2026-11-23-v-delivery-times': { up: deliveryTimes },
  '2026-11-28-a-clauses': { up: clauses },
  '2026-11-28-b-model-parts': { up: modelParts },
  '2026-11-28-c-negative-phrasings': { up: negativePhrasings },
  '2026-11-28-d-thresholds': { up: thresholds },
  '2026-11-28-e-search-index': { up: searchIndex },
  '2026-11-28-f-search-events': { up: searchEvents },
  '2026-11-28-g-search-tasks': { up: searchTasks },
  '2026-11-28-h-inquiries': { up: inquiries },
  '2026-11-28-i-replay-budget': { up: replayBudget },
  '2026-11-28-j-suggestion-dismissals': { up: suggestionDismissals },
  '2026-11-28-k-embeddings': { up: embeddings },
  '2026-11-28-l-search-places': { up: searchPlaces },
  '2026-11-28-m-question-samples': { up: questionSamples },
  '2026-11-28-n-search-generations': { up: searchGenerations },
  '2026-11-29-a-finding-deeds': { up: findingDeeds },
  '2026-11-29-b-finding-alerts': { up: findingAlerts },
  '2026-11-29-d-audit-samples': { up: auditSamples },
  '2026-11-29-f-sweep-parts': { up: sweepParts },
  '2026-11-29-g-agent-texts': { up: agentTexts },
  '2026-11-29-h-learned-rules': { up: learnedRules },
  '2026-11-29-i-finding-exposure': { up: findingExposure },
  '2026-11-29-j-observed-pages': { up: observedPages },
  '2026-11-29-m-asked-otherwise': { up: askedOtherwise },
  '2026-11-29-m-judge-opinions': { up: judgeOpinions },
  '2026-11-29-n-votes': { up: votes },
  '2026-11-29-o-receipts': { up: receipts },
  '2026-11-29-q-mail': { up: mail },
  '2026-11-29-r-network-replies': { up: networkReplies },
  '2026-11-29-s-page-votes': { up: pageVotes },
  '2026-11-29-t-person-policy': { up: personPolicy },
};
