import {
  coerceInputValue,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  type NamedTypeNode,
  OperationTypeNode,
  parse,
  print,
  typeFromAST,
  type TypeNode,
} from 'graphql';
import { excess } from '../../schema/document-limits.js';
import { loadOperations } from '../../schema/operations/run-operation.js';

/** One request that a caller may send. */
export interface RequestShape {
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What an argument may be given, by its name; the first is what it is while another one varies. */
export type Candidates = Readonly<Record<string, readonly unknown[]>>;

/** Every root query with every field that it leads to, and every query of a channel, each with every candidate of every argument. */
export function everyQuery(schema: GraphQLSchema, candidates: Candidates): readonly RequestShape[] {
  const roots = rootDocuments(schema).flatMap(({ name, text }) => shapesOf(schema, `Query.${name}`, text, candidates));
  const queries = [...loadOperations()].filter(([, text]) => operationOf(text).operation === OperationTypeNode.QUERY);
  return [...roots, ...queries.flatMap(([name, text]) => shapesOf(schema, name, text, candidates))];
}

/** They are a matter of the schema alone, and long to measure. */
function rootDocuments(schema: GraphQLSchema): readonly { readonly name: string; readonly text: string }[] {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  const documents =
    known.get(schema) ?? fields.map((field) => ({ name: field.name, text: rootDocument(schema, field) }));
  known.set(schema, documents);
  return documents;
}

const known = new WeakMap<GraphQLSchema, ReturnType<typeof rootDocuments>>();

/** The root field in a document that selects all there is below it, as deep as the limits allow; every argument is a variable. */
function rootDocument(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): string {
  const variables = field.args.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const given = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const head = `query Everything${variables && `(${variables})`} { ${field.name}${given && `(${given})`}`;
  for (let depth = 6; depth >= 0; depth -= 1) {
    const text = `${head} ${everything(getNamedType(field.type), depth)} }`;
    const document = parse(text);
    if (!excess(schema, document, { first: pageSize, keys: ['a', 'b'], asOf: {} })) return text;
  }
  throw new Error(`${field.name} cannot be asked for within the limits`);
}

const pageSize = 2;

function everything(type: GraphQLNamedType, depth: number): string {
  if (isUnionType(type))
    return `{ __typename ${type
      .getTypes()
      .map((member) => `... on ${member.name} ${everything(member, depth)}`)
      .join(' ')} }`;
  if (!isObjectType(type)) return '';
  return `{ __typename ${Object.values(type.getFields())
    .map((field) => selected(field, depth))
    .join(' ')} }`;
}

function selected(field: GraphQLField<unknown, unknown>, depth: number): string {
  const type = getNamedType(field.type);
  if (field.args.some(isRequiredArgument) || (!isLeafType(type) && depth === 0)) return '';
  const page = field.args.some(({ name }) => name === 'first') ? `(first: ${pageSize})` : '';
  return `${field.name}${page} ${everything(type, depth - 1)}`;
}

/** The base, and one shape for each candidate of each variable beside it. */
function shapesOf(schema: GraphQLSchema, name: string, query: string, candidates: Candidates): readonly RequestShape[] {
  const given = (operationOf(query).variableDefinitions ?? []).map(({ variable, type }) => {
    const called = variable.name.value;
    const fitting = candidates[called]?.filter((value) => fits(schema, type, value)) ?? [];
    if (fitting.length === 0) throw new Error(`${name}: say what ${called} may be given, as ${print(type)}`);
    return [called, fitting] as const;
  });
  const base = Object.fromEntries(given.map(([variable, all]) => [variable, all[0]]));
  const others = given.flatMap(([variable, all]) => all.slice(1).map((value) => ({ ...base, [variable]: value })));
  return [base, ...others].map((values) => ({ name, query, variables: values }));
}

/** What is refused for its type tells nothing of what may be seen. */
function fits(schema: GraphQLSchema, node: TypeNode, value: unknown): boolean {
  const type = typeFromAST(schema, node as NamedTypeNode);
  if (!type) return false;
  let isFit = true;
  coerceInputValue(value, type as GraphQLInputType, () => {
    isFit = false;
  });
  return isFit;
}

function operationOf(text: string) {
  const operation = getOperationAST(parse(text), null);
  if (!operation) throw new Error('the document holds no single operation');
  return operation;
}
