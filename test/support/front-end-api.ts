import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, graphql, GraphQLError } from 'graphql';

/** What the front end gives as an answer. */
export interface GivenArticle {
  readonly body: string | null;
  readonly revision?: number | string | null;
  readonly language?: string | null;
}

/** A GraphQL server of others on loopback, whose articles a test changes as it goes. */
export interface FrontEndApi {
  readonly url: string;
  readonly origin: string;
  /** By key, or by question. */
  readonly articles: Map<string, GivenArticle>;
  /** What it was told, call by call. */
  readonly calls: { readonly authorization: string | undefined; readonly variables: object }[];
  /** Replies with this instead, once, when it is set. */
  instead: {
    readonly status: number;
    readonly body: string;
    readonly headers?: Readonly<Record<string, string>>;
  } | null;
  /** The token that it wants; null = none. */
  wants: string | null;
  close(): Promise<void>;
}

const schema = buildSchema(`
  scalar Json
  type Article { body: String, revision: Json, language: String, price: Int }
  type Query { article(key: String, question: String, locale: String): Article, articles(key: String): [Article!]! }
`);

/** Starts it on a free port. */
export async function openFrontEndApi(): Promise<FrontEndApi> {
  const server = createServer(async (request, response) => {
    const text = await bodyOf(request);
    const { instead } = api;
    api.instead = null;
    if (instead) return response.writeHead(instead.status, instead.headers).end(instead.body);
    const { query, variables } = JSON.parse(text) as { query: string; variables: object };
    const { authorization } = request.headers;
    api.calls.push({ authorization, variables });
    const rootValue = {
      article: ({ key, question }: { key?: string; question?: string }) => {
        if (api.wants !== null && authorization !== api.wants)
          throw new GraphQLError(`Not for you: ${authorization ?? 'nobody'}`);
        return api.articles.get(key ?? question ?? '') ?? null;
      },
      articles: ({ key }: { key?: string }) => [api.articles.get(key ?? '') ?? []].flat(),
    };
    const result = await graphql({ schema, source: query, rootValue, variableValues: { ...variables } });
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const api: FrontEndApi = {
    url: `${origin}/graphql`,
    origin,
    articles: new Map(),
    calls: [],
    instead: null,
    wants: null,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return api;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
