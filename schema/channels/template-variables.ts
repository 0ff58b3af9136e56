import { Field, InputType } from 'type-graphql';
import type { TemplateVariables } from '../../src/channels/index.js';
import { AppError } from '../../src/platform/errors.js';

@InputType({ description: 'A variable of a template.' })
export class VariableInput {
  @Field(() => String, { description: 'Its name in the template.' })
  name!: string;

  @Field(() => String, { description: 'Its value, up to 1,000 characters.' })
  value!: string;
}

const mostVariables = 50;

/** The variables by their names; throws BAD_INPUT for too many. */
export function variablesFrom(given: readonly VariableInput[] | null | undefined): TemplateVariables {
  if ((given?.length ?? 0) > mostVariables)
    throw new AppError('BAD_INPUT', `variables must be at most ${mostVariables}.`);
  return Object.fromEntries((given ?? []).map(({ name, value }) => [name, value]));
}
