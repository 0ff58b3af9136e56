import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Description, Json, JsonObject } from './description.js';
import { corrected } from './overlay.js';

/** A call as it came over the wire. */
export interface SpecCall {
  readonly method: string;
  /** The path as the description writes it, such as `/indexes/{index_uid}/search`. */
  readonly template: string;
  readonly query: URLSearchParams;
  /** Lower case, without parameters; null when there was no body. */
  readonly mediaType: string | null;
  readonly body: Json | undefined;
}

/** Compares what goes over the wire with the published description. */
export interface SpecCheck {
  /** How many requests and responses were compared so far. */
  readonly counted: () => { readonly requests: number; readonly responses: number };
  /** What is wrong with a request; empty = nothing. */
  request(call: SpecCall): readonly string[];
  response(call: Pick<SpecCall, 'method' | 'template'>, status: number, body: Json | undefined): readonly string[];
}

/** Checks against the description with the corrections of `overlay.ts`. */
export function specCheck(published: Description): SpecCheck {
  const { requests, responses } = corrected(published);
  const ajv = new Ajv2020({ strict: false, allErrors: true, coerceTypes: false });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  for (const [name, format] of Object.entries(numbers)) ajv.addFormat(name, format);
  ajv.addSchema(requests, 'requests').addSchema(responses, 'responses');
  const count = { requests: 0, responses: 0 };
  const compiled = new Map<string, ValidateFunction>();
  const validator = (pointer: string): ValidateFunction => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: pointer });
    compiled.set(pointer, known);
    return known;
  };
  const faults = (pointer: string, value: Json | undefined): readonly string[] => {
    const validate = validator(pointer);
    return validate(value)
      ? []
      : (validate.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message} ${JSON.stringify(e.params)}`);
  };

  return {
    counted: () => ({ ...count }),
    request: (call) => {
      count.requests++;
      const operation = requests.paths[call.template]?.[call.method];
      if (!operation) return [`${call.method} ${call.template} is not in the description`];
      return [...queryFaults(operation, call.query, ajv), ...bodyFaults(operation, call, faults)];
    },
    response: ({ method, template }, status, body) => {
      count.responses++;
      if (status >= 400) return faults('responses#/components/schemas/ResponseError', body);
      const described = responses.paths[template]?.[method]?.['responses'] as JsonObject | undefined;
      const response = described?.[String(status)] as JsonObject | undefined;
      if (!response) return [`${method} ${template} does not answer ${status}`];
      if (!response['content']) return body === undefined ? [] : ['a body where none is described'];
      return faults(pointerTo('responses', template, method, 'responses', String(status)), body);
    },
  };
}

function bodyFaults(
  operation: JsonObject,
  { method, template, mediaType, body }: SpecCall,
  faults: (pointer: string, value: Json | undefined) => readonly string[],
): readonly string[] {
  const described = operation['requestBody'] as JsonObject | undefined;
  if (!described) return body === undefined ? [] : ['a body where none is described'];
  if (body === undefined) return described['required'] === true ? ['no body'] : [];
  if (mediaType === null || !((described['content'] as JsonObject)[mediaType] !== undefined))
    return [`the media type ${mediaType ?? '(none)'} is not described`];
  return faults(pointerTo('requests', template, method, 'requestBody'), body);
}

function pointerTo(document: 'requests' | 'responses', ...steps: readonly string[]): string {
  const escaped = ['paths', ...steps, 'content', 'application/json', 'schema'].map((step) =>
    encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')),
  );
  return `${document}#/${escaped.join('/')}`;
}

function queryFaults(operation: JsonObject, query: URLSearchParams, ajv: Ajv2020): readonly string[] {
  const parameters = ((operation['parameters'] ?? []) as readonly JsonObject[]).filter(
    ({ in: place }) => place === 'query',
  );
  const known = new Map(parameters.map((parameter) => [String(parameter['name']), parameter['schema'] as JsonObject]));
  return [...query].flatMap(([name, text]) => {
    const schema = known.get(name);
    if (!schema) return [`the parameter ${name} is not described`];
    return ajv.validate(withDefinitions(schema), spoken(text, schema))
      ? []
      : [`the parameter ${name}: ${ajv.errorsText()}`];
  });
}

function withDefinitions(schema: JsonObject): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"requests#/')) as object;
}

/** A parameter's text as the value that the engine reads in it. */
function spoken(text: string, schema: JsonObject): Json {
  const types = [schema['type']].flat();
  if (types.includes('array'))
    return text.split(',').map((item) => spoken(item, (schema['items'] ?? {}) as JsonObject));
  if (types.includes('integer') || types.includes('number')) return text.trim() === '' ? text : Number(text);
  if (types.includes('boolean') && ['true', 'false'].includes(text)) return text === 'true';
  return text;
}

const numbers = {
  'u-int8': { type: 'number', validate: (n: number) => n >= 0 && n <= 255 },
  'u-int32': { type: 'number', validate: (n: number) => n >= 0 && n < 2 ** 32 },
  'u-int64': { type: 'number', validate: (n: number) => n >= 0 },
  float: { type: 'number', validate: Number.isFinite },
  double: { type: 'number', validate: Number.isFinite },
} as const;
