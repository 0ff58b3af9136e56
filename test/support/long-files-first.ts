import { createHash } from 'node:crypto';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest: one of them begun last would keep one worker busy while the others have nothing left. */
const long = [
  'crash-release',
  'invariants',
  'pages-in-a-browser',
  'start',
  'visibility',
  'one-answer-everywhere',
  'gate',
  'as-of-replay',
  'crash',
];

/** Shuffles the files by the seed of the run, then puts the long ones in front. */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { seed } = this.ctx.config.sequence;
    const lot = ({ moduleId }: TestSpecification) => createHash('sha256').update(`${seed} ${moduleId}`).digest('hex');
    const shuffled = files.map((file) => ({ file, lot: lot(file) })).sort((a, b) => (a.lot < b.lot ? -1 : 1));
    const isLong = (file: TestSpecification) => long.some((name) => file.moduleId.endsWith(`/${name}.test.ts`));
    return shuffled.map(({ file }) => file).sort((a, b) => Number(isLong(b)) - Number(isLong(a)));
  }
}
