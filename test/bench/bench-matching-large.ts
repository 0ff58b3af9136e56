/**
 * What knowledge bases of different sizes cost: training (CPU seconds, memory, what the event loop feels of it), the artefact, and questions through
 * `ask()` on a real snapshot. The bank is made up (phrasing-bank.ts), the same on every run; MiniSearch over the same phrasings is the peer of the same
 * run. Each size runs in a process of its own, so that its peak memory is its own. `npm run` builds first and measures what a server runs: from the
 * source, the training thread would load and translate every module again, half a second that no server spends.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureSize, type SizeFigures } from './measure-size.js';

const { values } = parseArgs({
  options: {
    /** Answers × phrasings of each. */
    sizes: { type: 'string', default: '77x130,1000x10,10000x10' },
    /** MiniSearch takes minutes and gigabytes beyond 100,000 phrasings. */
    peer: { type: 'string', default: '100000' },
    questions: { type: 'string', default: '2000' },
    one: { type: 'string' },
  },
});

const targets: Readonly<Record<string, Partial<Record<keyof SizeFigures, number>>>> = {
  '77x130': { trainingCpuSeconds: 4, askP50Ms: 0.15, askP99Ms: 1 },
  '10000x10': { trainingCpuSeconds: 300, peakMb: 1_000, askP50Ms: 0.5, askP99Ms: 3 },
  '100000x5': { trainingCpuSeconds: 2_400, peakMb: 4_000, askP99Ms: 15 },
};

if (values.one === undefined) compareSizes();
else process.stdout.write(JSON.stringify(await measureSize(settingsOf(values.one))));

function settingsOf(size: string) {
  const [answers = 0, phrasings = 0] = size.split('x').map(Number);
  return {
    answers,
    phrasings,
    questions: Number(values.questions),
    peer: answers * phrasings <= Number(values.peer),
  };
}

function compareSizes(): void {
  let before: SizeFigures | null = null;
  for (const size of values.sizes.split(',')) {
    const figures = JSON.parse(
      execFileSync(
        process.execPath,
        [
          ...process.execArgv,
          fileURLToPath(import.meta.url),
          '--one',
          size,
          '--peer',
          values.peer,
          '--questions',
          values.questions,
        ],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 24 },
      ),
    ) as SizeFigures;
    print(size, figures);
    if (before) printGrowth(before, figures);
    before = figures;
  }
}

function print(size: string, figures: SizeFigures): void {
  process.stdout.write(`\n${size} (answers x phrasings)\n`);
  for (const [name, value] of Object.entries(figures)) {
    const target = targets[size]?.[name as keyof SizeFigures];
    const wanted = target === undefined ? '' : `at most ${target}${(value ?? 0) > target ? '  MISSED' : ''}`;
    process.stdout.write(
      `  ${name.padEnd(28)} ${value === null ? 'not run'.padStart(12) : value.toFixed(3).padStart(12)}  ${wanted}\n`,
    );
  }
}

function printGrowth(before: SizeFigures, now: SizeFigures): void {
  const ratio = (name: 'phrasings' | 'trainingCpuSeconds' | 'artefactMb' | 'askMeanCpuMs') =>
    ((now[name] ?? 0) / (before[name] ?? 1)).toFixed(1);
  process.stdout.write(
    `  growth: phrasings x${ratio('phrasings')}, training x${ratio('trainingCpuSeconds')}, artefact x${ratio('artefactMb')}, question x${ratio('askMeanCpuMs')}\n`,
  );
}
