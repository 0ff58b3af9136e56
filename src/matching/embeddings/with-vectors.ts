import { AppError } from '../../platform/errors.js';
import type { Models, ServedModel } from '../models.js';
import { embeddedText } from './dense-block.js';
import type { QuestionVectors } from './question-vectors.js';

type ModelsOfOneAsk = Pick<Models, 'for'>;

/**
 * Runs `compute`, which asks models, with the embeddings that these need: where one is missing it is found, and `compute` is run anew. So asking stays
 * synchronous and pure, and costs nothing where no model reads embeddings. All of it is asked of the same models, whatever is published meanwhile.
 * Throws UNAVAILABLE when the endpoint fails and is not given up.
 */
export async function withVectors<T>(
  ctx: { readonly models: ModelsOfOneAsk; readonly questionVectors: QuestionVectors | null },
  compute: (models: ModelsOfOneAsk) => T,
): Promise<T> {
  const vectors = new Map<string, Int8Array>();
  let pinned = pin(ctx.models);
  for (let round = 0; round < mostRounds; round++) {
    const missing: Missing = { texts: new Set(), dimensions: 0 };
    const result = compute({
      for: (locale, audience) => withKnown(pinned.for(locale, audience), ctx.questionVectors, vectors, missing),
    });
    if (missing.texts.size === 0) return result;
    const found = await ctx.questionVectors?.find([...missing.texts], missing.dimensions);
    if (found) for (const [text, vector] of found) vectors.set(text, vector);
    else pinned = pin(ctx.models);
  }
  throw cannotMatch();
}

/** The texts whose embeddings a run could not find, and how long these must be. */
interface Missing {
  readonly texts: Set<string>;
  dimensions: number;
}

/**
 * Each question of a message may follow up the one before, and looks at the answers made for another scope: a few rounds each, of which only those
 * with new words ask the endpoint; and all again if the switch is turned meanwhile.
 */
const mostRounds = 40;

function pin(models: ModelsOfOneAsk): ModelsOfOneAsk {
  const served = new Map<string, ServedModel | null>();
  return {
    for: (locale, audience) => {
      const name = `${locale}/${audience}`;
      const model = served.get(name) ?? models.for(locale, audience);
      served.set(name, model);
      return model;
    },
  };
}

function withKnown(
  served: ServedModel | null,
  questionVectors: QuestionVectors | null,
  vectors: ReadonlyMap<string, Int8Array>,
  missing: Missing,
): ServedModel | null {
  const embedding = served?.model.design === 'dense' ? served.model.embedding : null;
  if (served === null || embedding === null) return served;
  if (questionVectors?.version !== embedding.version) throw cannotMatch();
  return {
    ...served,
    embedded: (question) => {
      const text = embeddedText(question);
      const vector = vectors.get(text);
      missing.dimensions = embedding.dimensions;
      if (vector === undefined && text !== '') missing.texts.add(text);
      return vector;
    },
  };
}

/** This node's settings are not those of the node that trains. */
function cannotMatch(): AppError {
  return new AppError('UNAVAILABLE', 'The question cannot be matched at the moment. Ask again in a few seconds.');
}
