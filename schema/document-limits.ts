import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';

/** The most that a document may ask for; refused before validation, which is itself what a nested document attacks. */
export const documentLimits = {
  tokens: 2_000,
  depth: 12,
  cost: 2_500,
  rootFields: 25,
  aliases: 50,
  directives: 50,
  introspectionLists: 4,
  introspections: 4,
} as const;

/** Lists without a page size count as this many items. */
const assumedItems = 5;
const defaultPage = 20;
const introspectionDepth = 20;
/** A field that is read as of another instant, or as a release would make it, compiles a snapshot of its own. */
const costOfThePast = 130;

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly measured: Map<string, Measure | 'open'>;
  aliases: number;
  directives: number;
  introspections: number;
}

interface Measure {
  readonly depth: number;
  readonly cost: number;
  /** How many lists of introspection lie one in another. */
  readonly lists: number;
}

const nothing: Measure = { depth: 0, cost: 0, lists: 0 };

/**
 * Why a document is too much, in one sentence, or null. Linear in its size: each fragment is measured once for each operation, and sums saturate.
 * Operations that are not asked for and fragments that are not used count too, because validation reads them all.
 */
export function excess(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): string | null {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  for (const operation of operations.length > 0 ? operations : [null]) {
    const found = operationExcess(schema, document, operation, variables);
    if (found) return found;
  }
  return null;
}

function operationExcess(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode | null,
  variables: Readonly<Record<string, unknown>>,
): string | null {
  const selections = operation?.selectionSet.selections ?? [];
  if (selections.length > documentLimits.rootFields)
    return `The document has more than ${documentLimits.rootFields} fields at its root.`;
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  const walk: Walk = {
    schema,
    fragments: new Map(fragments.map((fragment) => [fragment.name.value, fragment])),
    variables: { ...defaultsOf(operation), ...variables },
    measured: new Map(),
    aliases: 0,
    directives: directivesOf(operation, fragments),
    introspections: 0,
  };
  const root = operation ? (schema.getRootType(operation.operation) ?? undefined) : undefined;
  const asked = operation ? measureSelections(walk, operation.selectionSet, root) : nothing;
  const parts = [asked, ...fragments.map(({ name }) => measureFragment(walk, name.value))];
  return tooMuch(walk, parts, selections.length > 0 && selections.every(isIntrospection));
}

function tooMuch(walk: Walk, parts: readonly Measure[], introspects: boolean): string | null {
  const most = (what: keyof Measure) => Math.max(...parts.map((part) => part[what]));
  if (most('depth') > (introspects ? introspectionDepth : documentLimits.depth))
    return `The document is nested deeper than ${documentLimits.depth} levels.`;
  if (most('cost') > documentLimits.cost)
    return `The document costs ${most('cost')} points; at most ${documentLimits.cost} are allowed. Ask for fewer fields or smaller pages.`;
  if (most('lists') > documentLimits.introspectionLists || walk.introspections > documentLimits.introspections)
    return 'The document asks for the schema too deeply or too often.';
  if (walk.aliases > documentLimits.aliases) return `The document has more than ${documentLimits.aliases} aliases.`;
  if (walk.directives > documentLimits.directives)
    return `The document has more than ${documentLimits.directives} directives.`;
  return null;
}

/** A page size may stand in a variable's default as well as in the variables that are sent. */
function defaultsOf(operation: OperationDefinitionNode | null): Readonly<Record<string, unknown>> {
  const definitions = operation?.variableDefinitions ?? [];
  return Object.fromEntries(
    definitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );
}

function directivesOf(operation: OperationDefinitionNode | null, fragments: readonly FragmentDefinitionNode[]): number {
  const holders = [...(operation ? [operation, ...(operation.variableDefinitions ?? [])] : []), ...fragments];
  return holders.reduce((sum, { directives }) => sum + (directives?.length ?? 0), 0);
}

/** `__typename` at the root is no question about the schema. */
function isIntrospection(selection: SelectionNode): boolean {
  return selection.kind === Kind.FIELD && (selection.name.value === '__schema' || selection.name.value === '__type');
}

function measureSelections(walk: Walk, set: SelectionSetNode, parent: GraphQLNamedType | undefined): Measure {
  let total = nothing;
  for (const selection of set.selections) {
    walk.directives += selection.directives?.length ?? 0;
    const part =
      selection.kind === Kind.FIELD
        ? measureField(walk, selection, parent)
        : selection.kind === Kind.INLINE_FRAGMENT
          ? measureSelections(
              walk,
              selection.selectionSet,
              (selection.typeCondition && walk.schema.getType(selection.typeCondition.name.value)) ?? parent,
            )
          : measureFragment(walk, selection.name.value);
    total = {
      depth: Math.max(total.depth, part.depth),
      cost: saturated(total.cost + part.cost),
      lists: Math.max(total.lists, part.lists),
    };
  }
  return total;
}

function measureField(walk: Walk, field: FieldNode, parent: GraphQLNamedType | undefined): Measure {
  if (field.alias) walk.aliases += 1;
  if (isIntrospection(field)) walk.introspections += 1;
  const name = field.name.value;
  const definition = parent && (isObjectType(parent) || isInterfaceType(parent)) ? parent.getFields()[name] : undefined;
  const type = definition ? getNamedType(definition.type) : introspected(walk.schema, name);
  const inner = field.selectionSet
    ? measureSelections(walk, field.selectionSet, isCompositeType(type) ? type : undefined)
    : nothing;
  const isList =
    definition !== undefined && isListType(isNonNullType(definition.type) ? definition.type.ofType : definition.type);
  const introspection = parent?.name.startsWith('__') ?? false;
  if (introspection)
    return { depth: inner.depth + 1, cost: inner.cost, lists: inner.lists + (isList && field.selectionSet ? 1 : 0) };
  // A connection's page size was counted at the field that opened it: its nodes and edges do not multiply again.
  const multiplies = isList && !parent?.name.endsWith('Connection');
  return {
    depth: inner.depth + 1,
    cost: saturated(
      (readsAnotherState(walk, field, parent) ? costOfThePast : 1) +
        items(walk, field, multiplies ? assumedItems : type?.name.endsWith('Connection') ? defaultPage : 1) *
          inner.cost,
    ),
    lists: inner.lists,
  };
}

function readsAnotherState(walk: Walk, field: FieldNode, parent: GraphQLNamedType | undefined): boolean {
  if (parent?.name === 'Release' && field.name.value === 'obstacles') return true;
  return argument(walk, field, 'asOf') != null || argument(walk, field, 'release') != null;
}

function measureFragment(walk: Walk, name: string): Measure {
  const known = walk.measured.get(name);
  if (known === 'open') return { depth: Number.MAX_SAFE_INTEGER, cost: 0, lists: 0 };
  if (known) return known;
  const fragment = walk.fragments.get(name);
  if (!fragment) return nothing;
  walk.measured.set(name, 'open');
  const measure = measureSelections(
    walk,
    fragment.selectionSet,
    walk.schema.getType(fragment.typeCondition.name.value),
  );
  walk.measured.set(name, measure);
  return measure;
}

/** How many times a field's selection may be resolved: its page size, the number of its keys, or else `otherwise`. */
function items(walk: Walk, field: FieldNode, otherwise: number): number {
  const first = argument(walk, field, 'first');
  const keys = argument(walk, field, 'keys');
  const sizes = [...(typeof first === 'number' ? [first] : []), ...(Array.isArray(keys) ? [keys.length] : [])];
  if (sizes.length > 0) return Math.max(1, Math.min(...sizes));
  return otherwise;
}

function argument(walk: Walk, field: FieldNode, name: string): unknown {
  const value = field.arguments?.find((candidate) => candidate.name.value === name)?.value;
  switch (value?.kind) {
    case Kind.VARIABLE:
      return walk.variables[value.name.value];
    case Kind.INT:
      return Number(value.value);
    case Kind.LIST:
      return value.values;
    case Kind.OBJECT:
      return value.fields;
    default:
      return undefined;
  }
}

function introspected(schema: GraphQLSchema, name: string): GraphQLNamedType | undefined {
  if (name === '__schema') return schema.getType('__Schema');
  return name === '__type' ? schema.getType('__Type') : undefined;
}

function saturated(cost: number): number {
  return Math.min(cost, Number.MAX_SAFE_INTEGER / 1_000);
}
