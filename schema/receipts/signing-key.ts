import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import {
  type ContentReceipt,
  keySetDocument,
  type PublicKey,
  publicKeysOf,
  readKeySet,
  type ReceiptVerdict,
  type Rotation,
  rotateSigningKey,
  type Verdict,
  verifyDocument,
} from '../../src/receipts/index.js';
import type { RequestContext } from '../context.js';
import { enumOf } from '../shared/enums.js';
import { ReceiptType } from './receipt.js';

const VerdictEnum = enumOf<Verdict>('ReceiptVerdict', 'What verifying a receipt can say.', {
  GENUINE: 'We signed it, and nothing in it was changed since.',
  ALTERED: 'It is not what we signed.',
  UNKNOWN_KEY: 'The key that it names is none of ours: it is from elsewhere.',
  UNREADABLE: 'It is no receipt.',
});

@ObjectType({ description: 'What a receipt turned out to be.' })
class ReceiptVerification implements ReceiptVerdict {
  @Field(() => VerdictEnum, { description: 'What it is.' })
  verdict!: Verdict;

  @Field(() => String, { description: 'Why, in one sentence.' })
  sentence!: string;

  @Field(() => ReceiptType, {
    nullable: true,
    description: 'What it states; null unless it is genuine.',
  })
  receipt!: ContentReceipt | null;
}

@ObjectType({ description: 'A public key by which receipts are verified.' })
class ReceiptKey implements PublicKey {
  @Field(() => ID, { description: 'Its name in receipts: the thumbprint of RFC 7638.' })
  keyId!: string;

  @Field(() => String, { description: 'The key: 32 bytes in base64url, the x of its JSON Web Key.' })
  publicKey!: string;

  @Field(() => DateTime, { description: 'Since when it signed.' })
  createdAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when it signs no more; null = it signs now. What it signed stays valid.',
  })
  retiredAt!: Date | null;
}

@ObjectType({ description: 'A new key signs.' })
class SigningKeyRotated implements Rotation {
  @Field(() => ID, { description: 'The key that signs from now on.' })
  keyId!: string;

  @Field(() => ID, { nullable: true, description: 'The key that did until now.' })
  previousKeyId!: string | null;
}

@Resolver()
export class SigningKeyResolver {
  @Query(() => ReceiptVerification, {
    description:
      'Verifies the file of a receipt by the published keys. It needs no record of it: the signature is the proof.',
  })
  async verifyReceipt(
    @Ctx() ctx: RequestContext,
    @Arg('document', () => String, { description: 'The file, as Receipt.document gives it; up to 20,000 characters.' })
    document: string,
  ): Promise<ReceiptVerdict> {
    return verifyDocument(document, readKeySet(await keySetDocument(ctx.db)));
  }

  @Query(() => [ReceiptKey], {
    description: 'The public keys, the one that signs now first; also at /.well-known/jwks.json.',
  })
  signingKeys(@Ctx() ctx: RequestContext): Promise<readonly PublicKey[]> {
    return publicKeysOf(ctx.db);
  }

  @Mutation(() => SigningKeyRotated, {
    description:
      'Signs receipts with a new key from now on. The private half of the old one is destroyed, its public half stays published.',
  })
  rotateSigningKey(@Ctx() ctx: RequestContext): Promise<Rotation> {
    return rotateSigningKey(ctx);
  }
}
