import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../src/platform/paths.js';
import { type Bundle, bundleProgram } from './support/bundle-program.js';
import { startProgram } from './support/program.js';

const folder = mkdtempSync(join(tmpdir(), 'univocal-compare-'));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const answer = file('answer.md', 'A replacement card costs **£7.50** and arrives within 5 working days.');

let bundle: Bundle;
beforeAll(async () => {
  bundle = await bundleProgram('src/command-line/univocal.ts');
}, 60_000);
afterAll(() => {
  bundle.remove();
  rmSync(folder, { recursive: true });
});

async function run(args: readonly string[], input?: string) {
  const program = startProgram(bundle, {}, ['compare', ...args]);
  program.process.stdin?.end(input ?? '');
  const code = await program.ended();
  return { code, ...program.output() };
}

describe('univocal compare', () => {
  it('ends with 0 where both say the same, whatever the markup', async () => {
    const page = file('page.html', '<p>A replacement card costs £7.50.</p><p>It arrives within 5 working days.</p>');
    expect(await run([answer, page])).toMatchObject({ code: 0, err: '' });
  });

  it('ends with 1 where they contradict each other, and quotes both', async () => {
    const { code, out } = await run([answer, '-'], 'A replacement card costs £9 and arrives within 5 working days.');
    expect({ code, out }).toMatchObject({ code: 1, out: expect.stringMatching(/^contradicts \(alert\)/) });
    expect(out).toContain('£7.50');
    expect(out).toContain('£9');
  });

  it('ends with 3 where something is missing', async () => {
    expect(await run([answer, '-'], 'A replacement card costs £7.50.')).toMatchObject({ code: 3 });
  });

  it('writes the verdict as JSON, with the places of both quotes', async () => {
    const observed = 'Eine Ersatzkarte kostet 9 £ und kommt innerhalb von 5 Werktagen.';
    const { code, out } = await run([answer, '-', '--json', '--locale', 'en', '--observed-locale', 'de'], observed);
    const verdict = JSON.parse(out) as { tier: string; differences: { b: { span: { start: number; end: number } } }[] };
    const { start, end } = verdict.differences[0]?.b.span ?? { start: 0, end: 0 };
    expect({ code, tier: verdict.tier, quote: observed.slice(start, end) }).toEqual({
      code: 1,
      tier: 'alert',
      quote: '9 £',
    });
  });

  it('hears the question that both answer', async () => {
    const yes = file('yes.txt', 'Yes.');
    const asked = ['--question', 'Can I use the card abroad?'];
    expect(await run([yes, '-', ...asked], 'No.')).toMatchObject({ code: 1 });
  });

  it.each([
    ['a file that is not there', [answer, join(folder, 'nothing.txt')], 'cannot be read: ENOENT'],
    ['an empty text', [answer, '-'], 'Standard input is empty'],
    ['standard input twice', ['-', '-'], 'Only one text can be standard input'],
    ['one text only', [answer], 'missing required argument'],
    ['an option that does not exist', [answer, answer, '--loud'], 'unknown option'],
  ])('ends with 2 for %s', async (_rule, args, sentence) => {
    expect(await run(args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(sentence) });
  });

  it('tells its exit codes', async () => {
    expect(await run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Exit codes: 0') });
  });
});

describe('the package univocal', () => {
  it('gives the comparer by the name univocal/compare, with its types', () => {
    const installed = join(folder, 'node_modules', 'univocal');
    mkdirSync(installed, { recursive: true });
    cpSync(join(projectRoot, 'package.json'), join(installed, 'package.json'));
    const source = { extends: join(projectRoot, 'tsconfig.json'), include: [], files: [] as string[] };
    const tsc = join(projectRoot, 'node_modules', '.bin', 'tsc');
    const build = file(
      'build.json',
      JSON.stringify({
        ...source,
        files: [join(projectRoot, 'src/consistency/compare.ts')],
        compilerOptions: {
          rootDir: projectRoot,
          outDir: join(installed, 'dist'),
          incremental: false,
          tsBuildInfoFile: null,
          typeRoots: [join(projectRoot, 'node_modules/@types')],
        },
      }),
    );
    execFileSync(tsc, ['-p', build]);
    const caller = file(
      'caller.mts',
      `import { compare, comparerVersion, claimsOf, type Comparison } from 'univocal/compare';
       const found: Comparison = compare({ canonical: 'It costs £5.', observed: 'It costs £6.' });
       console.log(JSON.stringify([found.tier, claimsOf('It costs £5.').map(({ value }) => value), comparerVersion.length > 0]));`,
    );
    execFileSync(tsc, ['--module', 'nodenext', '--strict', '--skipLibCheck', '--ignoreConfig', caller], {
      cwd: folder,
    });
    const out = execFileSync(process.execPath, [caller.replace(/mts$/, 'mjs')], { encoding: 'utf8' });
    expect(JSON.parse(out)).toEqual(['alert', expect.arrayContaining(['money:GBP 5']), true]);
  }, 60_000);
});
