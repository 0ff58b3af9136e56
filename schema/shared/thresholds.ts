import { Field, Float, ObjectType } from 'type-graphql';
import type { Thresholds } from '../../src/knowledge/index.js';

@ObjectType('Thresholds', { description: 'From which calibrated confidence on a question is answered.' })
export class ThresholdsType implements Thresholds {
  @Field(() => Float, { description: 'From here on the answer is given.' })
  answer!: number;

  @Field(() => Float, { description: 'From here on choices are given; below it nothing is.' })
  choices!: number;
}
