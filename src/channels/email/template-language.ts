import {
  type Context,
  type Emitter,
  Liquid,
  LiquidError,
  Tag,
  type TagToken,
  type Template as LiquidPart,
  type TopLevelToken,
  Value,
} from 'liquidjs';
import { AppError, isAppError } from '../../platform/errors.js';

/** The two parts of a mail: in one, variables are escaped for HTML. */
export type MailPart = 'html' | 'text';

/** What a tag writes of an answer: its words, its title, or its title as a link to the help pages. */
export const answerForms = ['body', 'title', 'link'] as const;
export type AnswerForm = (typeof answerForms)[number];

/** Gives the words for `{% answer key form %}` in the part that is being rendered. */
export type WriteAnswer = (key: string, form: AnswerForm) => string;

// A symbol, so that no template can reach the writer by a name.
const writer = Symbol('answer writer');
const limits = { parseLimit: 400_000, renderLimit: 2_000, memoryLimit: 2_000_000 };
const tags = ['if', 'unless', 'case', 'for', 'assign', 'comment', 'answer'];
// Without `raw`, which would let a variable through unescaped.
const filters = ['capitalize', 'date', 'default', 'downcase', 'size', 'strip', 'upcase'];

/** `{% answer "key" %}`, `{% answer variable %}`, and either with `title` or `link` after it. */
class AnswerTag extends Tag {
  readonly #key: Value;
  readonly #form: AnswerForm;

  constructor(token: TagToken, rest: TopLevelToken[], liquid: Liquid) {
    super(token, rest, liquid);
    const [, key = '', word = 'body'] = /^\s*("[^"]*"|'[^']*'|[\w.]+)(?:\s+(\w+))?\s*$/.exec(token.args) ?? [];
    const form = answerForms.find((known) => known === word);
    if (key === '' || !form)
      throw new AppError(
        'BAD_INPUT',
        `{% answer ${token.args.trim()} %} is not understood: write {% answer "key" %}, with title or link after the key if wanted.`,
      );
    this.#key = new Value(key, liquid);
    this.#form = form;
  }

  override *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const key = yield this.#key.value(context, false);
    const write = (context.globals as { readonly [writer]?: WriteAnswer })[writer];
    if (write) emitter.write(write(String(key), this.#form));
  }
}

const engines: Readonly<Record<MailPart, Liquid>> = { html: createEngine('escape'), text: createEngine(undefined) };

const mostRemembered = 200;
const remembered = new Map<string, LiquidPart[]>();

/** Reads a Liquid text, the same text once; throws BAD_INPUT with a sentence that says what is wrong. */
export function parseLiquid(part: MailPart, text: string): LiquidPart[] {
  const name = `${part} ${text}`;
  const parsed = remembered.get(name) ?? sentenceOnFailure(() => engines[part].parse(text));
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(name, parsed);
  return parsed;
}

/** Writes a parsed text; throws BAD_INPUT for a variable that was not given. */
export function renderLiquid(part: MailPart, parsed: LiquidPart[], variables: object, write: WriteAnswer): string {
  return sentenceOnFailure(() => String(engines[part].renderSync(parsed, variables, { globals: { [writer]: write } })));
}

function createEngine(outputEscape: 'escape' | undefined): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    templates: {},
    ...limits,
    ...(outputEscape ? { outputEscape } : {}),
  });
  engine.registerTag('answer', AnswerTag);
  for (const name of Object.keys(engine.tags)) if (!tags.includes(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) if (!filters.includes(name)) delete engine.filters[name];
  return engine;
}

function sentenceOnFailure<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explained(error);
  }
}

function explained(error: unknown): unknown {
  if (!LiquidError.is(error)) return error;
  const cause = error.originalError;
  if (isAppError(cause)) return cause;
  const variable = /undefined variable: ([\w.]{1,100})/.exec(error.message)?.[1];
  if (variable !== undefined)
    return new AppError('BAD_INPUT', `The variable “${variable}” was not given.`, { variable }, { cause: error });
  return new AppError(
    'BAD_INPUT',
    `The template cannot be read: ${error.message.slice(0, 200)}.`,
    {},
    { cause: error },
  );
}
