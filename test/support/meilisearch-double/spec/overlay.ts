import type { Description, Json, JsonObject } from './description.js';

/** The description with its known defects corrected: one copy for what is sent, in which objects are closed, and one for what comes back. */
export interface CorrectedDescription {
  readonly requests: Description;
  readonly responses: Description;
}

/**
 * Corrects what the published description of 1.53 says wrongly about the wire, and closes what the engine closes: it refuses unknown fields, and a
 * check that let them pass would find no misspelt one. The schemas of chats and of webhooks stay open.
 */
export function corrected(published: Description): CorrectedDescription {
  const right = withSeparateResults(withMediaTypes(withSchemas(published)));
  return { requests: closed(right), responses: right };
}

const score: JsonObject = { type: ['number', 'null'], format: 'double', minimum: 0, maximum: 1 };

function withSchemas(published: Description): Description {
  const { schemas } = published.components;
  const wrapped = schemas['SettingEmbeddingSettings'] as JsonObject;
  const embedder = (wrapped['properties'] as JsonObject)['inner'] as JsonObject;
  const withScore = (name: string): Record<string, JsonObject> => {
    const schema = schemas[name] as JsonObject;
    return {
      [name]: { ...schema, properties: { ...(schema['properties'] as JsonObject), rankingScoreThreshold: score } },
    };
  };
  return {
    ...published,
    components: {
      schemas: {
        ...schemas,
        AttributePatterns: { type: 'array', items: { type: 'string' } },
        SettingEmbeddingSettings: embedder,
        RankingScoreThreshold: { ...schemas['RankingScoreThreshold'], minimum: 0, maximum: 1 },
        TaskView: withEmptyTimes(schemas['TaskView'] as JsonObject),
        ...withScore('SearchQuery'),
        ...withScore('SearchQueryWithIndex'),
        ...withScore('SimilarQuery'),
      },
    },
  };
}

/** A task that waits has no start and no end: null, says the text of the description, not so its type. */
function withEmptyTimes(task: JsonObject): JsonObject {
  const properties = task['properties'] as JsonObject;
  const time: JsonObject = { type: ['string', 'null'] };
  return { ...task, properties: { ...properties, startedAt: time, finishedAt: time } };
}

/** Settings of one value are JSON, whatever the description calls them; documents come as lines and tables too. */
function withMediaTypes(description: Description): Description {
  const paths = mapValues(description.paths, (operations, path) =>
    mapValues(operations, (operation) => {
      const body = operation['requestBody'] as JsonObject | undefined;
      const content = body?.['content'] as JsonObject | undefined;
      if (!body || !content) return operation;
      return { ...operation, requestBody: { ...body, content: mediaTypes(path, content) } };
    }),
  );
  return { ...description, paths };
}

/** A multi-search that is not federated answers with one result a query; only the federated answer is described. */
function withSeparateResults(description: Description): Description {
  const path = '/multi-search';
  const operation = description.paths[path]?.['post'] as JsonObject;
  const responses = operation['responses'] as JsonObject;
  const either = ['SearchResults', 'FederatedSearchResult'].map((name) => ({ $ref: `#/components/schemas/${name}` }));
  const success = { description: '', content: { 'application/json': { schema: { anyOf: either } } } };
  const corrected = { ...operation, responses: { ...responses, '200': success } };
  return { ...description, paths: { ...description.paths, [path]: { post: corrected } } };
}

function mediaTypes(path: string, content: JsonObject): JsonObject {
  const plain = content['text/plain'];
  if (plain !== undefined) return { 'application/json': plain };
  if (path !== '/indexes/{index_uid}/documents') return content;
  return { ...content, 'application/x-ndjson': {}, 'text/csv': {} };
}

const open = /^(Chat|CreateChat|Webhook)/;

function closed(description: Description): Description {
  const schemas = mapValues(description.components.schemas, (schema, name) =>
    open.test(name) ? schema : (close(schema) as JsonObject),
  );
  return { ...description, components: { schemas } };
}

function close(value: Json): Json {
  if (Array.isArray(value)) return value.map(close);
  if (value === null || typeof value !== 'object') return value;
  const object = value as JsonObject;
  // The parts of an allOf each know some of the fields only.
  if ('allOf' in object) return object;
  const inner = mapValues(object, close);
  return 'properties' in object && !('additionalProperties' in object)
    ? { ...inner, additionalProperties: false }
    : inner;
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  change: (value: T, name: string) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
}
