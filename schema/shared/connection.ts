import type { ClassType } from 'type-graphql';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { AppError } from '../../src/platform/errors.js';

const defaultPage = 20;
const largestPage = 100;

@ObjectType({ description: 'Where a page of a list stands.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follows.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether something comes before.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first item; null for an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last item; null for an empty page.' })
  endCursor!: string | null;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: 'How many items: 1 to 100; 20 when not given.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The cursor after which the page begins.' })
  after?: string | null;
}

/** A page of a list in Relay's form. */
export interface Connection<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
  readonly totalCount: number;
}

/** How many items to read and how many to skip; throws BAD_INPUT for a page or cursor that is none. */
export function pageBounds(args: PageArgs): { readonly limit: number; readonly offset: number } {
  return { limit: pageSize(args), offset: args.after == null ? 0 : position(args.after) + 1 };
}

/** How many items a page has; throws BAD_INPUT for a number that is none. */
export function pageSize(args: Pick<PageArgs, 'first'>): number {
  const size = args.first ?? defaultPage;
  if (size < 1 || size > largestPage) throw new AppError('BAD_INPUT', `first must be from 1 to ${largestPage}.`);
  return size;
}

/** Wraps one page that was read at an offset. */
export function connectionOf<T>(
  nodes: readonly T[],
  bounds: { readonly offset: number },
  totalCount: number,
): Connection<T> {
  const edges = nodes.map((node, i) => ({ cursor: cursorAt(bounds.offset + i), node }));
  return {
    edges,
    nodes,
    totalCount,
    pageInfo: {
      hasNextPage: bounds.offset + nodes.length < totalCount,
      hasPreviousPage: bounds.offset > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** Cuts one page out of a list that is in memory. */
export function connectionFrom<T>(all: readonly T[], args: PageArgs): Connection<T> {
  const bounds = pageBounds(args);
  return connectionOf(all.slice(bounds.offset, bounds.offset + bounds.limit), bounds, all.length);
}

/** The GraphQL types of a connection over a node type; call it once per type. */
export function connectionType<T extends object>(name: string, node: ClassType<T>): ClassType<Connection<T>> {
  @ObjectType(`${name}Edge`, { description: `One ${name} in a page, with its cursor.` })
  class Edge {
    @Field(() => String, { description: 'Names this place in the list.' })
    cursor!: string;

    @Field(() => node, { description: 'The item.' })
    node!: T;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name} (Relay connection).` })
  class ConnectionClass {
    @Field(() => [Edge], { description: 'The items with their cursors.' })
    edges!: Edge[];

    @Field(() => [node], { description: 'The items.' })
    nodes!: T[];

    @Field(() => PageInfo, { description: 'Where the page stands.' })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'How many items the whole list has.' })
    totalCount!: number;
  }
  return ConnectionClass as unknown as ClassType<Connection<T>>;
}

function cursorAt(offset: number): string {
  return Buffer.from(`at:${offset}`).toString('base64url');
}

function position(cursor: string): number {
  const offset = /^at:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))?.[1];
  if (offset === undefined) throw new AppError('BAD_INPUT', 'after is not a cursor of this list.');
  return Number(offset);
}
