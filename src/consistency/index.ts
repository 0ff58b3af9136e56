export type { DeviationCount, DeviationKind, TeamDeviation } from './cross-agent/agent-text.js';
export { agentDeviation } from './cross-agent/agent-deviation.js';
export { deleteTextsBefore } from './cross-agent/agent-text.store.js';
export { type AgentTextsImport, importAgentTexts } from './cross-agent/import-agent-texts.js';
export type { AuditedPair } from './audit-samples/audit-sample.js';
export type { LabelledDifference, LabelledPair } from './audit-samples/labelled-pair.js';
export { pageOfLabelledPairs } from './audit-samples/labelled-pair.store.js';
export {
  type CorrectedRate,
  type CorrectedRates,
  correctedRate,
  correctedRates,
} from './audit-samples/corrected-rate.js';
export { auditSample, drawAuditSample } from './audit-samples/draw-audit-sample.js';
export { labelAuditSample } from './audit-samples/label-audit-sample.js';
export { type FactBinding, factBinding, type NewFact } from './bindings/fact-binding.js';
export type { EqualFact } from './bindings/fact-for-literal.js';
export { type FactUse, useFactInAnswer } from './bindings/use-fact-in-answer.js';
export type { Claim } from './compare.js';
export { type CellState, cellStates, type Probe } from './cell.js';
export type { Comparison, ComparisonInput, Difference, Quote, Span, Tier, VerdictLabel } from './comparison.js';
export { claimsIn } from './gate-rules/claims-in.js';
export { contradictionsIn } from './gate-rules/contradictions-in.js';
export { contradictsPublished } from './gate-rules/contradicts-published.js';
export { omittedClauses } from './gate-rules/omitted-clauses.js';
export type { Finding, FindingState, Severity } from './finding.js';
export { commentOnFinding, decideFinding, type FindingDecision } from './findings/decide-finding.js';
export { assignFinding, type Assignment } from './findings/assign-finding.js';
export type { FindingOutcome } from './findings/change-finding.js';
export type { FindingDeed } from './findings/finding-deed.store.js';
export { seenWords } from './findings/seen-words.js';
export { type SuggestedFix, suggestedFix } from './findings/suggested-fix.js';
export { approveWaiver, waiveFinding } from './findings/waive-finding.js';
export type { Waiver } from './findings/waiver.js';
export { type WorkOnFinding, workOnFindings } from './findings/work-on-findings.js';
export { type FindingFilter, findingsById, pageOfFindings } from './finding.store.js';
export { type PairRate, pairRates, type PartRates, ratesByPart } from './history/breakdown.js';
export { type Durations, durationsOf } from './history/durations.js';
export { type FindingTimes, findingTimes, type TimesOfFindings } from './history/finding-times.js';
export { consistencyGauges, type Gauge } from './history/gauges.js';
export { type ChannelPropagation, type Propagation, propagation } from './history/propagation.js';
export {
  type ChannelOfRelease,
  type ReleasePropagation,
  releasePropagation,
  type StillOld,
} from './history/release-propagation.js';
export { type SaidWords, saysWhich } from './history/says-which.js';
export { ratesByLocale, ratesByPair, ratesByTopic, type SweptCells } from './history/report-parts.js';
export { ratesByTraffic } from './history/rates-by-traffic.js';
export { consistencyTrend, type TrendPoint } from './history/trend.js';
export type { LearnedRule, TaughtPair } from './learned-rules/learned-rule.js';
export { allRules, rulesInForce } from './learned-rules/learned-rule.store.js';
export { learnedRuleProposals, type RuleProposal } from './learned-rules/propose-rules.js';
export {
  approveLearnedRule,
  type RuleInput,
  type RuleOutcome,
  removeLearnedRule,
  saveLearnedRule,
} from './learned-rules/save-learned-rule.js';
export { type ChangedVerdict, type RuleTrial, tryLearnedRule } from './learned-rules/try-learned-rule.js';
export type { AlertSchedule, AlertTarget, QuietHours } from './notifications/alert.js';
export {
  type AlertInput,
  type AlertWithRecord,
  changeFindingAlert,
  createFindingAlert,
  deleteFindingAlert,
  readFindingAlerts,
} from './notifications/change-alerts.js';
export { deliverFindingMessage, giveUpFindingMessage } from './notifications/deliver-message.js';
export { planAlertMessages } from './notifications/plan-messages.js';
export { tellAssignee } from './notifications/tell-assignee.js';
export type { Observation } from './observation.js';
export { type ObservationFilter, observationsOf, pageOfObservations } from './observation.store.js';
export {
  type PastContext,
  type PastQuestion,
  type SaidBasis,
  whatWouldWeHaveSaid,
  type WouldHaveSaid,
} from './past/would-have-said.js';
export {
  compareVersions,
  type FactDifference,
  type RenditionDifference,
  type VersionSide,
  type VersionsDifference,
  type WordsDifference,
} from './versions/compare-versions.js';
export { type DiffSegment, wordSegments } from './versions/word-segments.js';
export { type ConflictSide, type PublishedConflict, publishedConflicts } from './published/published-conflicts.js';
export { checkTexts, type TextCheck, type TextToCheck } from './observed/check-texts.js';
export { openLocalChannel } from './observed/local-reader.js';
export { mappedAnswers } from './observed/mapped-answers.js';
export { readObserved, unread } from './observed/read-observed.js';
export { tryChannel } from './observed/try-channel.js';
export type { ObservedPlaces, ProbeEnvironment, RenderedReply } from './probes/channel-probe.js';
export { type Rate, rateOf } from './rate.js';
export {
  type ChannelRate,
  type RatedCell,
  type RatedChannel,
  ratesOf,
  type SameAnswerRate,
  type SweepRates,
} from './rates.js';
export { type Exposure, type ExposureContext, exposuresOf } from './severity/exposure.js';
export type { ExposureMeasure } from './severity/traffic.js';
export { weighAnew } from './severity/weigh-findings.js';
export type { WeightedRate, WeightedSameAnswerRate } from './weighted-rates.js';
export { callService } from './probes/own-service.js';
export { runSweep, type SweepContext } from './run-sweep.js';
export { type Way, type WayOutcome, waysThatHold } from './stability/asked-otherwise.js';
export { type Stability, stabilityOf } from './stability/stability.js';
export { openChatJudge } from './judge/chat-judge.js';
export type { Judge } from './judge/judge.js';
export { cancelSweep } from './cancel-sweep.js';
export { type Recheck, startDueSweep, startRecheck, startSweep } from './start-sweep.js';
export type { Sweep, SweepPart, SweepState } from './sweep.js';
export { latestDoneSweep, sweepById } from './sweep.store.js';
