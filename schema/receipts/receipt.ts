import { Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { type ContentReceipt, receiptDocument } from '../../src/receipts/index.js';
import type { RequestContext } from '../context.js';

@ObjectType('Receipt', {
  description:
    'Proof of what was shown: no time and no recipient, so the same for all who are shown it. In the preview of a release it proves nothing: its code is PREVIEW and nobody signed it.',
})
export class ReceiptType implements Omit<ContentReceipt, 'factValueIds' | 'code'> {
  @Field(() => String, { description: "The answer's key." })
  answer!: string;

  @Field(() => Int, { description: 'The number of the version that was shown.' })
  version!: number;

  @Field(() => String, { description: 'In which language.' })
  locale!: string;

  @Field(() => String, { description: 'On which channel.' })
  channel!: string;

  @Field(() => String, {
    description: 'SHA-256 of what was shown: of the JSON text [title, text, html].',
  })
  renditionHash!: string;

  @Field(() => String, {
    description: 'SHA-256 of version, locale and fact values: equal = the same answer by construction.',
  })
  contentHash!: string;

  @Field(() => [ID], { description: 'The fact values that were shown.' })
  factValueIds!: readonly number[];

  @Field(() => String, { description: 'The key that signed.' })
  keyId!: string;

  @Field(() => String, {
    description: 'Ed25519 over the other fields but the code, which follows from them; base64url.',
  })
  signature!: string;
}

/** Whoever is told a code may ask for it: what is given here is written first. */
@Resolver(() => ReceiptType)
export class ReceiptResolver {
  @FieldResolver(() => String, {
    description:
      'A short code that a customer can quote. Its last sign checks the others; signs that look or sound alike are not in it.',
  })
  async code(@Root() receipt: ContentReceipt, @Ctx() ctx: RequestContext): Promise<string> {
    await ctx.receiptBook.keep(receipt);
    return receipt.code;
  }

  @FieldResolver(() => String, {
    description: 'The whole receipt as a file to keep: what verifyReceipt and `univocal verify-receipt` read.',
  })
  async document(@Root() receipt: ContentReceipt, @Ctx() ctx: RequestContext): Promise<string> {
    await ctx.receiptBook.keep(receipt);
    return receiptDocument(receipt);
  }
}
