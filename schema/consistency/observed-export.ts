import { Field, InputType, ObjectType } from 'type-graphql';
import type { ChannelSource } from '../../src/channels/index.js';
import { mapOf } from './place-map.js';

@InputType('MacroPlaceInput', { description: 'Which macro answers the question of an answer.' })
@ObjectType('MacroPlace', { description: 'Which macro answers the question of an answer.' })
class MacroPlace {
  @Field(() => String, { description: "The answer's key." })
  answer!: string;

  @Field(() => String, { description: 'The macro by its title, its short code or its id.' })
  macro!: string;
}

@InputType('ObservedMacrosInput', { description: 'An export of canned replies that is looked at.' })
@ObjectType('ObservedMacros', { description: 'An export of canned replies that is looked at.' })
export class ObservedMacros {
  @Field(() => String, {
    description: 'Its path inside OBSERVED_FOLDER: JSON as Zendesk, Chatwoot, Freshdesk or Intercom export it.',
  })
  path!: string;

  @Field(() => [MacroPlace], { description: 'Which macro answers which question.' })
  macros!: readonly MacroPlace[];
}

@InputType('MailPlaceInput', { description: 'Which mail answers the question of an answer.' })
@ObjectType('MailPlace', { description: 'Which mail answers the question of an answer.' })
class MailPlace {
  @Field(() => String, { description: "The answer's key." })
  answer!: string;

  @Field(() => String, { description: 'The mail by its file name or its subject.' })
  mail!: string;
}

@InputType('ObservedMailsInput', { description: 'Saved mails that are looked at.' })
@ObjectType('ObservedMails', { description: 'Saved mails that are looked at.' })
export class ObservedMails {
  @Field(() => String, { description: 'A .eml file, or a folder of them, by its path inside OBSERVED_FOLDER.' })
  path!: string;

  @Field(() => [MailPlace], { description: 'Which mail answers which question.' })
  mails!: readonly MailPlace[];
}

@InputType('ForeignKeyInput', { description: 'By which key an API knows an answer.' })
@ObjectType('ForeignKey', { description: 'By which key an API knows an answer.' })
class ForeignKey {
  @Field(() => String, { description: "The answer's key." })
  answer!: string;

  @Field(() => String, { nullable: true, description: 'The key there; the same when not given.' })
  key!: string | null;
}

@InputType('ObservedGraphqlInput', { description: 'A GraphQL API of others that is looked at.' })
@ObjectType('ObservedGraphql', { description: 'A GraphQL API of others that is looked at.' })
export class ObservedGraphql {
  @Field(() => String, {
    description: 'Its address. A token that it wants is told by the setting OBSERVED_TOKENS, never here.',
  })
  url!: string;

  @Field(() => String, { description: 'One query, which may take the variables key, locale and question.' })
  query!: string;

  @Field(() => String, { description: 'Where in the data the words stand, such as answer.body.' })
  text!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Where in the data the number of our version stands; an older one is found as such.',
  })
  version!: string | null;

  @Field(() => String, { nullable: true, description: 'Where in the data the language of the words stands.' })
  locale!: string | null;

  @Field(() => [ForeignKey], { description: 'Which answers it is asked for.' })
  answers!: readonly ForeignKey[];
}

/** What an input may hold beside a site and a file. */
interface GivenExports {
  readonly macros?: ObservedMacros | null;
  readonly mails?: ObservedMails | null;
  readonly graphql?: ObservedGraphql | null;
}

/** The sources that an input gives, as they are kept; null for each that it does not. */
export function exportSource({ macros, mails, graphql }: GivenExports) {
  return [
    macros
      ? ({
          kind: 'macros',
          path: macros.path,
          macros: mapOf(macros.macros.map(({ answer, macro }) => [answer, macro] as const)),
        } as const)
      : null,
    mails
      ? ({
          kind: 'mails',
          path: mails.path,
          mails: mapOf(mails.mails.map(({ answer, mail }) => [answer, mail] as const)),
        } as const)
      : null,
    graphql ? graphqlSource(graphql) : null,
  ];
}

function graphqlSource({ url, query, text, version, locale, answers }: ObservedGraphql) {
  return {
    kind: 'graphql',
    url,
    query,
    text,
    version: version ?? null,
    locale: locale ?? null,
    answers: mapOf(answers.map(({ answer, key }) => [answer, key ?? answer] as const)),
  } as const;
}

type Places = Readonly<Record<string, string>>;

/** A source as it was given; null for what it is not. */
export function exportView(source: ChannelSource): {
  readonly macros: ObservedMacros | null;
  readonly mails: ObservedMails | null;
  readonly graphql: ObservedGraphql | null;
} {
  const kept = (source ?? {}) as { readonly kind?: string; readonly path: string } & Omit<
    ObservedGraphql,
    'answers'
  > & {
      readonly macros: Places;
      readonly mails: Places;
      readonly answers: Places;
    };
  const { kind, path, url, query, text, version, locale } = kept;
  const listed = (places: Places) => Object.entries(places);
  return {
    macros:
      kind === 'macros' ? { path, macros: listed(kept.macros).map(([answer, macro]) => ({ answer, macro })) } : null,
    mails: kind === 'mails' ? { path, mails: listed(kept.mails).map(([answer, mail]) => ({ answer, mail })) } : null,
    graphql:
      kind === 'graphql'
        ? { url, query, text, version, locale, answers: listed(kept.answers).map(([answer, key]) => ({ answer, key })) }
        : null,
  };
}
