import 'reflect-metadata';
import { defaultFieldResolver, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { allow } from '../src/access/index.js';
import { ViewerResolver } from './access/viewer.js';
import { ChannelResolver } from './channels/rendition.js';
import { SendTemplateResolver } from './channels/send-template.js';
import { ConsistencyResolver } from './consistency/consistency.js';
import type { RequestContext } from './context.js';
import { AnswerResolver, AnswerVersionResolver } from './knowledge/answer.js';
import { DraftResolver } from './knowledge/draft.js';
import { EditAnswerResolver } from './knowledge/edit-answer.js';
import { EditFactResolver } from './knowledge/edit-fact.js';
import { FactResolver, FactValueResolver } from './knowledge/fact.js';
import { TopicResolver } from './knowledge/topic.js';
import { AskResolver } from './matching/ask.js';
import { operationPolicy } from './operation-policy.js';
import { SearchResolver } from './search/search.js';

/** The executable schema; every operation is guarded by the policy table before its resolver runs. */
export function buildApiSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      AnswerResolver,
      AnswerVersionResolver,
      AskResolver,
      ChannelResolver,
      ConsistencyResolver,
      DraftResolver,
      EditAnswerResolver,
      EditFactResolver,
      FactResolver,
      FactValueResolver,
      SearchResolver,
      SendTemplateResolver,
      TopicResolver,
      ViewerResolver,
    ],
    validate: false,
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
  }
}
