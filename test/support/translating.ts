import { draftTranslation, publishTranslation } from '../../src/knowledge/index.js';

/** Proposes a translation as one person and publishes it as another; fails unless it is published. */
export async function translated(
  editor: Parameters<typeof draftTranslation>[0],
  reviewer: Parameters<typeof publishTranslation>[0],
  input: Parameters<typeof draftTranslation>[1],
): Promise<void> {
  const saved = await draftTranslation(editor, input);
  if (saved.outcome !== 'saved') throw new Error(`${input.key} has a translation waiting already`);
  const { key, locale } = input;
  const outcome = await publishTranslation(reviewer, { key, locale, expectedEdit: saved.draft.edit });
  if (outcome.outcome !== 'published') throw new Error(`not published: ${JSON.stringify(outcome)}`);
}
