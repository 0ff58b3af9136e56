import { commentFields } from '../../review/comment.js';
import type { LintRule } from '../lint-rule.js';

const image = /!\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)/g;
const saysNothing =
  /^\s*$|^(?:image|img|picture|photo|screenshot|bild|foto|imagen|captura|صورة)[\s_-]*\d*$|\.(?:png|jpe?g|gif|webp|svg)$/iu;

/** Images that say nothing to those who cannot see them. */
export const imageAltText: LintRule = {
  name: 'image-alt-text',
  weight: 3,
  check: (text) =>
    commentFields.flatMap((field) =>
      [...text[field].matchAll(image)]
        .filter(([, words = '']) => saysNothing.test(words))
        .map(({ 0: whole, index }) => ({
          field,
          start: index,
          end: index + whole.length,
          message: 'The image has no words for those who cannot see it: say between the brackets what it shows.',
          suggestion: null,
        })),
    ),
};
