import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Field, InputType } from 'type-graphql';

/** How every read names its instants. */
export const asOfArg = { nullable: true, description: 'At which instants; now when not given.' } as const;

/** How every read names a release whose preview it is made from. */
export const releaseArg = {
  nullable: true,
  description:
    'What would be read if this release were published, on its day if it has one; for editors, and without asOf.',
} as const;

@InputType({ description: 'The two instants of a read: what held then, as far as we knew it then.' })
export class AsOfInput {
  @Field(() => DateTime, {
    nullable: true,
    description: 'Whose truth is asked for; knownAt when not given. The future is for editors.',
  })
  validAt?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Only what was recorded by then counts; now when not given.' })
  knownAt?: Date | null;
}
