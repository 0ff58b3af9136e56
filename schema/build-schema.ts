import 'reflect-metadata';
import { defaultFieldResolver, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { allow } from '../src/access/index.js';
import { ViewerResolver } from './access/viewer.js';
import { AuditTrailResolver } from './audit/audit-trail.js';
import { ChannelResolver } from './channels/rendition.js';
import { SendTemplateResolver } from './channels/send-template.js';
import { ConsistencyResolver } from './consistency/consistency.js';
import type { RequestContext } from './context.js';
import { ChangesResolver } from './live/changes.js';
import { AnswerResolver, AnswerVersionResolver } from './knowledge/answer.js';
import { AnswerHistoryResolver } from './knowledge/history.js';
import { RestoreResolver } from './knowledge/restore.js';
import { RetireResolver } from './knowledge/retire.js';
import { VersionDiffResolver } from './knowledge/version-diff.js';
import { SayingResolver, WouldHaveSaidResolver } from './knowledge/would-have-said.js';
import { DraftResolver } from './knowledge/draft.js';
import { EditAnswerResolver } from './knowledge/edit-answer.js';
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
import { SuggestionResolver, SuggestionsResolver } from './knowledge/suggestion.js';
import { AskResolver } from './matching/ask.js';
import { operationPolicy } from './operation-policy.js';
import { WebhookResolver } from './webhooks/webhook.js';
import { SearchResolver } from './search/search.js';

/** The executable schema; every operation is guarded by the policy table before its resolver runs. */
export function buildApiSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      AnswerResolver,
      AnswerHistoryResolver,
      RestoreResolver,
      RetireResolver,
      VersionDiffResolver,
      SayingResolver,
      WouldHaveSaidResolver,
      AnswerVersionResolver,
      AskResolver,
      AuditTrailResolver,
      ChangesResolver,
      ChannelResolver,
      ConsistencyResolver,
      DraftResolver,
      EditAnswerResolver,
      EditFactResolver,
      FactDerivationResolver,
      FactResolver,
      FactStatementResolver,
      FactValueResolver,
      ImportFactsResolver,
      SearchResolver,
      SendTemplateResolver,
      TopicResolver,
      AnswerReviewResolver,
      DraftCommentResolver,
      DraftReviewResolver,
      EditReviewResolver,
      SuggestionResolver,
      SuggestionsResolver,
      AnswerTranslationsResolver,
      EditTranslationsResolver,
      TranslationResolver,
      TopicRightsResolver,
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
