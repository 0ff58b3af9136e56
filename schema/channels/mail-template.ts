import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, createUnionType, Ctx, Field, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import {
  editTemplate,
  type KeptTemplate,
  previewTemplate,
  readTemplates,
  type RenderedMail,
} from '../../src/channels/index.js';
import type { RequestContext } from '../context.js';
import { LocaleScalar } from '../shared/scalars.js';
import { VariableInput, variablesFrom } from './template-variables.js';

@ObjectType('MailTemplate', { description: 'The frame of an e-mail that embeds answers, in one language.' })
class MailTemplateType implements Omit<KeptTemplate, 'html' | 'text'> {
  @Field(() => String, { description: 'Names it, in every language.' })
  key!: string;

  @Field(() => LocaleScalar, { description: 'Its language.' })
  locale!: string;

  @Field(() => String, { description: 'The subject: Liquid, on one line.' })
  subject!: string;

  @Field(() => String, { description: 'The body: MJML with Liquid; {% answer "key" %} stands for an answer’s words.' })
  source!: string;

  @Field(() => Int, { description: 'The number of its edit: 1 for the first.' })
  edit!: number;

  @Field(() => DateTime, { description: 'When it was saved.' })
  updatedAt!: Date;
}

@ObjectType({ description: 'The template is compiled and kept; the next mail is made from it.' })
class MailTemplateSaved {
  @Field(() => MailTemplateType, { description: 'The template as it is now.' })
  template!: MailTemplateType;
}

@ObjectType({ description: 'Somebody else saved the template since you read it; nothing was done.' })
class MailTemplateConflict {
  @Field(() => String, { description: 'What happened, in one sentence.' })
  message!: string;

  @Field(() => MailTemplateType, { nullable: true, description: 'Theirs; null = there is no such template.' })
  theirs!: MailTemplateType | null;
}

const MailTemplateOutcome = createUnionType({
  name: 'MailTemplateOutcome',
  description: 'What became of an edit.',
  types: () => [MailTemplateSaved, MailTemplateConflict] as const,
  resolveType: (value: object) => ('theirs' in value ? 'MailTemplateConflict' : 'MailTemplateSaved'),
});

@InputType({ description: 'A template as its editor wants it.' })
class MailTemplateInput {
  @Field(() => String, { description: 'Lower-case letters, digits and hyphens.' })
  key!: string;

  @Field(() => LocaleScalar, { description: 'Its language.' })
  locale!: string;

  @Field(() => String, { description: 'The subject, up to 300 characters.' })
  subject!: string;

  @Field(() => String, { description: 'The body in MJML, up to 100,000 characters.' })
  source!: string;

  @Field(() => Int, { description: 'The edit that you read; 0 for a new template.' })
  expectedEdit!: number;
}

@InputType({ description: 'A template to look at.' })
class MailPreviewInput {
  @Field(() => String, { description: 'The template’s key.' })
  key!: string;

  @Field(() => LocaleScalar, { description: 'Its language.' })
  locale!: string;

  @Field(() => String, { nullable: true, description: 'Another subject, not kept yet.' })
  subject?: string | null;

  @Field(() => String, { nullable: true, description: 'Another body, not kept yet.' })
  source?: string | null;

  @Field(() => [VariableInput], { nullable: true, description: 'The variables of the template; at most 50.' })
  variables?: VariableInput[] | null;
}

@ObjectType('MailPreview', { description: 'A mail as it would go out; nobody gets it.' })
export class MailPreviewType implements Pick<RenderedMail, 'subject' | 'html' | 'text' | 'answers'> {
  @Field(() => String, { description: 'The subject.' })
  subject!: string;

  @Field(() => String, { description: 'The HTML part; show it in a frame that runs no script.' })
  html!: string;

  @Field(() => String, { description: 'The text part.' })
  text!: string;

  @Field(() => [String], { description: 'The answers it shows, each as key@version.' })
  answers!: readonly string[];
}

@Resolver()
export class MailTemplateResolver {
  @Query(() => [MailTemplateType], { description: 'The e-mail templates, by key and language.' })
  mailTemplates(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, { nullable: true, description: 'Only the template of this key, in its languages.' })
    key: string | null | undefined,
  ): Promise<readonly MailTemplateType[]> {
    return readTemplates(ctx, key ?? null);
  }

  @Query(() => MailPreviewType, {
    description:
      'The mail that a template would make, as it is kept or as it is given here. Refused like a mail that is sent: for an answer that is not published for e-mail, and for a variable that was not given.',
  })
  mailPreview(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => MailPreviewInput, { description: 'The template and its variables.' }) input: MailPreviewInput,
  ): Promise<MailPreviewType> {
    const { key, locale, subject, source, variables } = input;
    return previewTemplate(
      { ...ctx.mailing, actor: ctx.actor },
      {
        key,
        locale,
        ...(subject == null ? {} : { subject }),
        ...(source == null ? {} : { source }),
        variables: variablesFrom(variables),
      },
    );
  }

  @Mutation(() => MailTemplateOutcome, {
    description:
      'Compiles a template and keeps it; refused, with the line, for MJML or Liquid that would make no safe mail.',
  })
  async saveMailTemplate(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => MailTemplateInput, { description: 'The template.' }) input: MailTemplateInput,
  ): Promise<typeof MailTemplateOutcome> {
    const edit = await editTemplate(ctx, { ...input });
    if (edit.outcome === 'saved') return { template: edit.template };
    return { message: 'Somebody else saved this template since you read it.', theirs: edit.theirs };
  }
}
