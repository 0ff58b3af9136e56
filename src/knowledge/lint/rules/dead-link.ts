import { commentFields } from '../../review/comment.js';
import type { LintRule, LintSurroundings } from '../lint-rule.js';

const link = /\]\(([^()\s]{0,2000})[^)\n]{0,200}\)/g;

/** Links that lead nowhere, as far as can be told without asking the network. */
export const deadLink: LintRule = {
  name: 'dead-link',
  weight: 4,
  check: (text, around) =>
    commentFields.flatMap((field) =>
      [...text[field].matchAll(link)].flatMap(({ 0: whole, 1: target = '', index }) => {
        const message = fault(target, around);
        const start = index + 2;
        return message
          ? [{ field, start, end: start + Math.min(target.length, whole.length), message, suggestion: null }]
          : [];
      }),
    ),
};

function fault(target: string, { linkTargets }: LintSurroundings): string | null {
  if (target === '') return 'The link has no address.';
  if (target.startsWith('{{fact:') || /^(?:mailto|tel):./i.test(target)) return null;
  const key = /^answer:(.*)$/.exec(target)?.[1];
  if (key !== undefined)
    return linkTargets.has(key)
      ? null
      : `The link leads nowhere: there is no answer ${key} for the readers of this one.`;
  return isHttps(target) ? null : `“${target.slice(0, 80)}” is no https address.`;
}

function isHttps(target: string): boolean {
  const url = URL.canParse(target) ? new URL(target) : null;
  return url?.protocol === 'https:' && url.username === '' && /^[^.]+(?:\.[^.]+)+$/.test(url.hostname);
}
