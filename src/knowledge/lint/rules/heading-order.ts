import type { LintIssue, LintRule } from '../lint-rule.js';

const heading = /^[ ]{0,3}(#{1,6})[ \t]+(.*)$/gm;
const highest = 2;

/** Headings that those who listen to a page cannot find their way by: a level left out, or nothing beneath. */
export const headingOrder: LintRule = {
  name: 'heading-order',
  weight: 2,
  check: ({ body }) => {
    const headings = [...body.matchAll(heading)].map(({ 0: whole, 1: marks = '', index }) => ({
      level: marks.length,
      start: index,
      end: index + whole.length,
    }));
    return headings.flatMap(({ level, start, end }, i): LintIssue[] => {
      const above = headings[i - 1]?.level ?? highest - 1;
      const next = headings[i + 1];
      const at = { field: 'body', start, end, suggestion: null } as const;
      if (level < highest) return [{ ...at, message: 'The first level is the title: begin headings with ##.' }];
      if (level > above + 1)
        return [{ ...at, message: `The heading jumps to level ${level}: after level ${above} comes ${above + 1}.` }];
      const isEmpty = body.slice(end, next?.start).trim() === '' && (!next || next.level <= level);
      return isEmpty ? [{ ...at, message: 'Nothing stands under this heading.' }] : [];
    });
  },
};
