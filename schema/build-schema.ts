import 'reflect-metadata';
import { defaultFieldResolver, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { allow } from '../src/access/index.js';
import { ViewerResolver } from './access/viewer.js';
import { AuditTrailResolver } from './audit/audit-trail.js';
import { ChannelFormsResolver } from './channels/channel-forms.js';
import { RenditionPreviewResolver } from './channels/rendition-preview.js';
import { ChannelResolver } from './channels/rendition.js';
import { MailInquiryResolver } from './channels/mail-inquiry.js';
import { MailResolver } from './channels/mail.js';
import { MailTemplateResolver } from './channels/mail-template.js';
import { SendTemplateResolver } from './channels/send-template.js';
import { AgentTextsResolver } from './consistency/agent-texts.js';
import { AuditSamplesResolver } from './consistency/audit-samples.js';
import { LearnedRulesResolver } from './consistency/learned-rules.js';
import { BreakdownResolver } from './consistency/breakdown.js';
import { ConsistencyResolver } from './consistency/consistency.js';
import { CorrectedRatesResolver } from './consistency/corrected-rates.js';
import { ExposureResolver } from './consistency/exposure.js';
import { FindingAlertResolver } from './consistency/finding-alert.js';
import { EditFindingResolver } from './consistency/edit-finding.js';
import { ObservedChannelResolver } from './consistency/observed-channel.js';
import { FindingTimesResolver } from './consistency/finding-times.js';
import { FactBindingResolver } from './consistency/fact-binding.js';
import { PropagationResolver } from './consistency/propagation.js';
import { ReleasePropagationResolver } from './consistency/release-propagation.js';
import { PublishedConflictsResolver } from './consistency/published-conflicts.js';
import { StabilityResolver } from './consistency/stability.js';
import { TrendResolver } from './consistency/trend.js';
import { WeightedRatesResolver } from './consistency/weighted-rates.js';
import { SuggestedFixResolver } from './consistency/suggested-fix.js';
import type { RequestContext } from './context.js';
import { QuestionSampleResolver } from './demand/question-sample.js';
import { ReplayBudgetResolver } from './demand/replay-budget.js';
import { ReplayedQuestionResolver, ReplayedTopicResolver, ReplayResolver } from './demand/replay.js';
import { PhrasingPreviewResolver, PreviewPhrasingResolver } from './demand/phrasing-preview.js';
import { ConfusableAnswersResolver, ConfusionReportResolver } from './matching/confusable-answers.js';
import { PhrasingSuggestionResolver } from './demand/phrasing-suggestion.js';
import { RecordInquiryResolver } from './demand/record-inquiry.js';
import { VoteResolver } from './demand/vote.js';
import { ChangesResolver } from './live/changes.js';
import { AnswerResolver, AnswerVersionResolver } from './knowledge/answer.js';
import { AnswerHistoryResolver } from './knowledge/history.js';
import { EditEmergencyResolver } from './knowledge/edit-emergency.js';
import { EmergencyResolver, VersionEmergencyResolver } from './knowledge/emergency.js';
import { RedactionFieldsResolver, RedactionResolver, VersionRedactionResolver } from './knowledge/redaction.js';
import { EditReleaseResolver } from './knowledge/edit-release.js';
import { ReleaseResolver } from './knowledge/release.js';
import { RestoreResolver } from './knowledge/restore.js';
import { RetireResolver } from './knowledge/retire.js';
import { VersionDiffResolver } from './knowledge/version-diff.js';
import { SayingResolver, WouldHaveSaidResolver } from './knowledge/would-have-said.js';
import { DraftResolver } from './knowledge/draft.js';
import { DuplicatesResolver } from './knowledge/duplicates.js';
import { EditAnswerResolver } from './knowledge/edit-answer.js';
import { EditNegativesResolver } from './knowledge/edit-negatives.js';
import { EditReviewResolver } from './knowledge/edit-review.js';
import { EditFactResolver } from './knowledge/edit-fact.js';
import { FactDerivationResolver } from './knowledge/fact-derivation.js';
import { FactStatementResolver } from './knowledge/fact-statement.js';
import { ImportFactsResolver } from './knowledge/import-facts.js';
import { FactResolver, FactValueResolver } from './knowledge/fact.js';
import { TopicResolver } from './knowledge/topic.js';
import {
  AnswerReviewResolver,
  DraftCommentResolver,
  DraftReviewResolver,
  TopicRightsResolver,
} from './knowledge/review.js';
import { AnswerTranslationsResolver, EditTranslationsResolver, TranslationResolver } from './knowledge/translation.js';
import { EditTranslationResolver } from './knowledge/edit-translation.js';
import { TranslationDraftResolver } from './knowledge/translation-draft.js';
import { TranslationTasksResolver } from './knowledge/translation-tasks.js';
import { SuggestionResolver, SuggestionsResolver } from './knowledge/suggestion.js';
import { DraftLintResolver, LintResolver, LintSettingResolver, VersionLintResolver } from './knowledge/lint.js';
import { VerifyResolver } from './knowledge/verify.js';
import {
  AnswerVerificationResolver,
  QueuedAnswerResolver,
  VerificationQueueResolver,
  VerifiedResolver,
} from './knowledge/verification.js';
import { ReceiptResolver } from './receipts/receipt.js';
import { FindReceiptResolver, ReceiptGivenResolver } from './receipts/find-receipt.js';
import { RecordInsertionResolver } from './receipts/record-insertion.js';
import { SigningKeyResolver } from './receipts/signing-key.js';
import { BlastRadiusResolver } from './notices/blast-radius.js';
import { CorrectionResolver } from './notices/correction.js';
import { EditCorrectionResolver } from './notices/edit-correction.js';
import { ImportResolver } from './transfer/import.js';
import { AskResolver } from './matching/ask.js';
import { MatchingCurveResolver } from './matching/curve.js';
import { operationPolicy } from './operation-policy.js';
import { WebhookResolver } from './webhooks/webhook.js';
import { SearchEventResolver } from './search/search-event.js';
import { SearchResolver } from './search/search.js';
import { SynonymResolver } from './search/synonym.js';

let built: GraphQLSchema | null = null;

/** The executable schema; every operation is guarded by the policy table before its resolver runs. Built once a process: it holds nothing of a service. */
export function buildApiSchema(): GraphQLSchema {
  built ??= assembleSchema();
  return built;
}

function assembleSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      AnswerResolver,
      AnswerHistoryResolver,
      EditEmergencyResolver,
      EmergencyResolver,
      VersionEmergencyResolver,
      RedactionFieldsResolver,
      RedactionResolver,
      VersionRedactionResolver,
      EditReleaseResolver,
      ReleaseResolver,
      RestoreResolver,
      RetireResolver,
      VersionDiffResolver,
      SayingResolver,
      WouldHaveSaidResolver,
      AnswerVersionResolver,
      AskResolver,
      MatchingCurveResolver,
      AuditTrailResolver,
      BlastRadiusResolver,
      CorrectionResolver,
      EditCorrectionResolver,
      ChangesResolver,
      ChannelResolver,
      ChannelFormsResolver,
      RenditionPreviewResolver,
      AgentTextsResolver,
      AuditSamplesResolver,
      LearnedRulesResolver,
      BreakdownResolver,
      ConsistencyResolver,
      CorrectedRatesResolver,
      ExposureResolver,
      SuggestedFixResolver,
      WeightedRatesResolver,
      FindingTimesResolver,
      FactBindingResolver,
      PropagationResolver,
      PublishedConflictsResolver,
      ReleasePropagationResolver,
      StabilityResolver,
      TrendResolver,
      EditFindingResolver,
      ObservedChannelResolver,
      FindingAlertResolver,
      DraftResolver,
      DuplicatesResolver,
      EditAnswerResolver,
      EditNegativesResolver,
      EditFactResolver,
      FactDerivationResolver,
      FactResolver,
      FactStatementResolver,
      FactValueResolver,
      ImportFactsResolver,
      ImportResolver,
      ConfusableAnswersResolver,
      ConfusionReportResolver,
      PhrasingPreviewResolver,
      PreviewPhrasingResolver,
      PhrasingSuggestionResolver,
      RecordInquiryResolver,
      VoteResolver,
      QuestionSampleResolver,
      ReplayBudgetResolver,
      ReplayedQuestionResolver,
      ReplayedTopicResolver,
      ReplayResolver,
      ReceiptResolver,
      FindReceiptResolver,
      ReceiptGivenResolver,
      RecordInsertionResolver,
      SigningKeyResolver,
      SearchResolver,
      SearchEventResolver,
      SynonymResolver,
      MailInquiryResolver,
      MailResolver,
      MailTemplateResolver,
      SendTemplateResolver,
      TopicResolver,
      AnswerReviewResolver,
      DraftCommentResolver,
      DraftReviewResolver,
      EditReviewResolver,
      SuggestionResolver,
      SuggestionsResolver,
      AnswerTranslationsResolver,
      EditTranslationResolver,
      EditTranslationsResolver,
      TranslationDraftResolver,
      TranslationTasksResolver,
      TranslationResolver,
      TopicRightsResolver,
      AnswerVerificationResolver,
      QueuedAnswerResolver,
      VerificationQueueResolver,
      VerifiedResolver,
      VerifyResolver,
      DraftLintResolver,
      LintResolver,
      LintSettingResolver,
      VersionLintResolver,
      ViewerResolver,
      WebhookResolver,
    ],
    validate: false,
    // Each subscription brings its own source; nothing is published in passing.
    pubSub: { publish: refusePubSub, subscribe: refusePubSub },
  });
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()])
    if (type) guard(type);
  return schema;
}

/** Deny by default: an operation without a row in the table is a mistake of ours, found at start and not by a stranger. */
function guard(type: GraphQLObjectType): void {
  for (const field of Object.values(type.getFields())) {
    const permission = operationPolicy[`${type.name}.${field.name}`];
    if (!permission) throw new Error(`${type.name}.${field.name} has no row in the operation policy`);
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = (source, args, context: RequestContext, info) => {
      allow(context.actor, permission);
      return resolve(source, args, context, info);
    };
    const { subscribe } = field;
    if (subscribe)
      field.subscribe = (source, args, context: RequestContext, info) => {
        allow(context.actor, permission);
        return subscribe(source, args, context, info);
      };
  }
}

function refusePubSub(): never {
  throw new Error('a subscription without a source of its own');
}
