import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
} from 'graphql';

/** What may be told to an API of others about the question. */
export const queryVariables = ['key', 'locale', 'question'] as const;
export type QueryVariable = (typeof queryVariables)[number];

const mostTokens = 2_000;

/** Where in the reply something is read, and by which field of the source. */
export interface ReadPath {
  readonly field: string;
  readonly path: string;
}

/*
 * Decided on 29 November 2026: `src` knows nothing of our own schema, and that stays so; this is the language of other people's APIs, of which nothing
 * but the grammar is read. Without it a mutation could be registered as a query, and a misspelt path be seen at the first sweep only.
 */

/** What is wrong with a query and the paths into its reply, as the rest of a sentence; null when nothing is. It must only read. */
export function queryFault(query: string, paths: readonly ReadPath[]): string | null {
  const document = documentOf(query);
  if (document === null) return 'query is no GraphQL document.';
  const [operation, ...others] = operationsIn(document);
  if (!operation || others.length > 0) return 'query must hold one operation.';
  if (operation.operation !== 'query') return 'query must be a query: a channel is only read.';
  const variables = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  const unknown = variables.find((name) => !(queryVariables as readonly string[]).includes(name));
  if (unknown !== undefined) return `query may take the variables key, locale and question, not ${unknown}.`;
  if (!variables.includes('key') && !variables.includes('question'))
    return 'query must take the variable key or question: else every question has one answer.';
  const unasked = paths.find(({ path }) => !isAsked(document, operation, path));
  return unasked ? `${unasked.field} names ${unasked.path}, which the query does not ask for.` : null;
}

/** The variables that a query takes. */
export function variablesOf(query: string): readonly QueryVariable[] {
  const [operation] = operationsIn(parse(query, { maxTokens: mostTokens }));
  const taken = (operation?.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  return queryVariables.filter((name) => taken.includes(name));
}

function documentOf(query: string): DocumentNode | null {
  try {
    return parse(query, { maxTokens: mostTokens });
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}

function operationsIn({ definitions }: DocumentNode): readonly OperationDefinitionNode[] {
  return definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
}

function isAsked(document: DocumentNode, operation: OperationDefinitionNode, path: string): boolean {
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  let level: readonly SelectionNode[] = operation.selectionSet.selections;
  for (const name of path.split('.').filter((part) => !/^\d+$/.test(part))) {
    const fields = fieldsIn(level, fragments, new Set()).filter((field) => (field.alias ?? field.name).value === name);
    if (fields.length === 0) return false;
    // A field without fields of its own may be JSON: what is inside is not asked for by name.
    if (fields.some(({ selectionSet }) => !selectionSet)) return true;
    level = fields.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
  }
  return true;
}

function fieldsIn(
  selections: readonly SelectionNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  // A fragment may spread itself.
  met: Set<string>,
): readonly FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsIn(selection.selectionSet.selections, fragments, met);
    const { value: name } = selection.name;
    if (met.has(name)) return [];
    met.add(name);
    return fieldsIn(fragments.get(name)?.selectionSet.selections ?? [], fragments, met);
  });
}
