import { registerEnumType } from 'type-graphql';
import { roundings, statementKinds, statementStates } from '../../src/knowledge/index.js';

export const RoundingEnum = namesOf(roundings);
export const StatementKindEnum = namesOf(statementKinds);
export const StatementStateEnum = namesOf(statementStates);

registerEnumType(RoundingEnum, {
  name: 'Rounding',
  description: 'How a reckoned amount loses the decimals that it may not have.',
  valuesConfig: {
    HALF_UP: { description: 'To the nearest; a half goes up.' },
    HALF_EVEN: { description: 'To the nearest; a half goes to the even neighbour.' },
    UP: { description: 'Every remainder goes up.' },
    DOWN: { description: 'Every remainder is dropped.' },
  },
});

registerEnumType(StatementKindEnum, {
  name: 'FactStatementKind',
  description: 'What a statement asks for.',
  valuesConfig: {
    VALUE: { description: 'That a value holds.' },
    VALUES: { description: 'That the values of an import hold, all together.' },
    RETRACTION: { description: 'That a value is taken back, because it never held.' },
    FORMULA: { description: 'That the fact is reckoned from others.' },
  },
});

registerEnumType(StatementStateEnum, {
  name: 'FactStatementState',
  description: 'Where a statement stands.',
  valuesConfig: {
    PROPOSED: { description: 'It waits for a second person.' },
    PUBLISHED: { description: 'A second person published it.' },
    REFUSED: { description: 'A second person turned it down.' },
  },
});

function namesOf<T extends string>(names: readonly T[]): Readonly<Record<T, T>> {
  return Object.fromEntries(names.map((name) => [name, name])) as Record<T, T>;
}
