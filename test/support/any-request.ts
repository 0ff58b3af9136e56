import { isDeepStrictEqual } from 'node:util';
import {
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  parse,
  typeFromAST,
  visit,
} from 'graphql';
import { loadOperations } from '../../schema/operations/run-operation.js';
import { type Candidates, everyQuery, type RequestShape } from './every-request.js';

/** Every query shape, with what is said of an argument and something harmless for the others: a new argument needs no word of it. */
export function anyRequest(schema: GraphQLSchema, said: Candidates): readonly RequestShape[] {
  const harmless: Record<string, readonly unknown[]> = {};
  // One name may be required here and not there.
  const add = (name: string, value: unknown) => {
    const known = harmless[name] ?? [];
    if (!known.some((one) => isDeepStrictEqual(one, value))) harmless[name] = [...known, value];
  };
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {}))
    for (const { name, type } of field.args) add(name, something(type));
  for (const text of loadOperations().values())
    visit(parse(text), {
      VariableDefinition: ({ variable, type }) => {
        const known = typeFromAST(schema, type as never) as GraphQLInputType | undefined;
        add(variable.name.value, known ? something(known) : null);
      },
    });
  return everyQuery(schema, { ...harmless, ...said });
}

function something(type: GraphQLInputType): unknown {
  if (!isNonNullType(type)) return null;
  const plain = type.ofType;
  if (isListType(plain)) return [];
  if (isEnumType(plain)) return plain.getValues()[0]?.name;
  if (isInputObjectType(plain))
    return Object.fromEntries(
      Object.values(plain.getFields())
        .filter(isRequiredInputField)
        .map(({ name, type: needed }) => [name, something(needed)]),
    );
  return (
    { Int: 1, Float: 1, Boolean: true, ID: '1', Locale: 'de', DateTime: '2026-12-01T00:00:00Z' }[plain.toString()] ??
    'none'
  );
}
