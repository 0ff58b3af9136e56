import { GraphQLDateTime as DateTime } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import type { FindingDeed, FindingState, SuggestedFix, Waiver } from '../../src/consistency/index.js';
import { enumOf, FindingStateEnum } from '../shared/enums.js';

@ObjectType('FindingDeed', { description: 'What somebody did with a finding; a comment leaves it where it stands.' })
export class FindingDeedType implements FindingDeed {
  @Field(() => FindingStateEnum, { description: 'Where it stood.' })
  from!: FindingState;

  @Field(() => FindingStateEnum, { description: 'Where it stood afterwards.' })
  to!: FindingState;

  @Field(() => String, { description: 'Why, or what was said; may be empty.' })
  note!: string;

  @Field(() => String, { description: 'Who did it; system for what a sweep did.' })
  actor!: string;

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;
}

@ObjectType('Waiver', {
  description:
    'That a difference is accepted until a day, as long as both sides say what they said when it was asked for.',
})
export class WaiverType implements Omit<Waiver, 'id'> {
  @Field(() => String, { description: 'Why it is accepted.' })
  reason!: string;

  @Field(() => DateTime, { description: 'When it ends.' })
  until!: Date;

  @Field(() => String, { description: 'Who asked for it.' })
  proposedBy!: string;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  proposedAt!: Date;

  @Field(() => String, { nullable: true, description: 'Who agreed; null while a second person has not.' })
  approvedBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it came into force; null while it is not.' })
  approvedAt!: Date | null;
}

const FixKindEnum = enumOf('FixKind', 'How a suggested fix is brought in.', {
  REPLACEMENT: 'Words of ours, to be exchanged where they are written: an answer or a template.',
  PATCH: 'A file: the patch changes it.',
  LINK: 'A page that only others can change: the link leads to the words.',
} satisfies Record<SuggestedFix['kind'], string>);

@ObjectType('SuggestedFix', {
  description: "What to change in a channel's words so that they say what the answer says.",
})
export class SuggestedFixType implements SuggestedFix {
  @Field(() => FixKindEnum, { description: 'How it is brought in.' })
  kind!: SuggestedFix['kind'];

  @Field(() => String, {
    nullable: true,
    description: 'Where the words stand: a page, or a file with its heading; null where the channel has no such place.',
  })
  address!: string | null;

  @Field(() => String, {
    description: 'What has to be edited: a line of a file or of a template, a page, an answer.',
  })
  place!: string;

  @Field(() => String, { nullable: true, description: 'The words that are there; null where something is missing.' })
  was!: string | null;

  @Field(() => String, { description: 'The words to put in their place.' })
  becomes!: string;

  @Field(() => String, {
    nullable: true,
    description: 'A unified diff of the file, for git apply or patch -p1; null where there is no file to change.',
  })
  patch!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Opens the page at these words; null where they are on no page.',
  })
  link!: string | null;

  @Field(() => Boolean, {
    description:
      'Whether the checker finds this difference in the words as they are, and neither it nor a new one once it is done; if not, a person must find better words.',
  })
  mends!: boolean;
}
