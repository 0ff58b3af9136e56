import { Arg, Ctx, Field, ID, Mutation, ObjectType, Resolver } from 'type-graphql';
import { allow } from '../../src/access/index.js';
import type { RequestContext } from '../context.js';
import { LocaleScalar } from '../shared/scalars.js';
import { VariableInput, variablesFrom } from './template-variables.js';

@ObjectType({ description: 'A mail that was rendered and is on its way.' })
export class MailQueued {
  @Field(() => ID, { description: 'Names the mail.' })
  id!: number;

  @Field(() => String, { description: 'Its Message-ID.' })
  messageId!: string;

  @Field(() => [String], { description: 'The answers it shows, each as key@version.' })
  answers!: readonly string[];
}

@Resolver()
export class SendTemplateResolver {
  @Mutation(() => MailQueued, {
    description:
      'Renders a template with the answers it embeds and sends it. An unknown answer or variable refuses the whole mail.',
  })
  sendTemplate(
    @Ctx() ctx: RequestContext,
    @Arg('template', () => String, { description: "The template's key." }) template: string,
    @Arg('to', () => String, { description: 'The recipient: one e-mail address.' }) to: string,
    @Arg('locale', () => LocaleScalar, {
      nullable: true,
      description: 'In which language; the source locale when not given.',
    })
    locale: string | null | undefined,
    @Arg('variables', () => [VariableInput], {
      nullable: true,
      description: 'The variables of the template; at most 50.',
    })
    variables: VariableInput[] | null | undefined,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description: 'The same key sends the mail once, however often it is asked for.',
    })
    idempotencyKey: string | null | undefined,
  ): Promise<MailQueued> {
    allow(ctx.actor, 'send mail');
    return ctx.sendTemplate(ctx.actor, {
      template,
      to,
      locale: locale ?? ctx.sourceLocale,
      variables: variablesFrom(variables),
      idempotencyKey: idempotencyKey ?? null,
    });
  }
}
