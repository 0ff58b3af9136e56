import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { addNegatives, removeNegatives } from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { LocaleScalar } from '../shared/scalars.js';
import { AnswerType } from './answer.js';
import { afresh } from './edit-answer.js';
import type { AnswerView } from './views.js';

const keyArg = { description: "The answer's key." };
const localeArg = { nullable: true, description: 'Its language; the source locale when not given.' };

@Resolver()
export class EditNegativesResolver {
  @Mutation(() => AnswerType, {
    nullable: true,
    description:
      'Says that a text does not ask for an answer though it may look so; it counts at once. Null while the answer is given to nobody.',
  })
  async addNegativePhrasing(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('text', () => String, { description: 'The text, up to 300 characters.' }) text: string,
    @Arg('locale', () => LocaleScalar, localeArg) locale: string | null | undefined,
  ): Promise<AnswerView | null> {
    await addNegatives(ctx, { key, locale: locale ?? ctx.sourceLocale, texts: [text] });
    return afresh(ctx, key, locale);
  }

  @Mutation(() => AnswerType, {
    nullable: true,
    description: 'Ends a negative phrasing; the past still knows it. Null while the answer is given to nobody.',
  })
  async removeNegativePhrasing(
    @Ctx() ctx: RequestContext,
    @Arg('key', () => String, keyArg) key: string,
    @Arg('text', () => String, { description: 'The text, word for word.' }) text: string,
    @Arg('locale', () => LocaleScalar, localeArg) locale: string | null | undefined,
  ): Promise<AnswerView | null> {
    await removeNegatives(ctx, { key, locale: locale ?? ctx.sourceLocale, texts: [text] });
    return afresh(ctx, key, locale);
  }
}
