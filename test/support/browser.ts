import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';
import { projectRoot } from '../../src/platform/paths.js';

/**
 * Starts the headless Chromium that comes inside the npm package @sparticuz/chromium, so that nothing need be
 * installed; close it when done. The first caller unpacks it (some seconds), later ones start it in well under one. `more` = further arguments.
 */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const folder = await unpacked();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    // Chromium's sandbox refuses to run as root, as tests do in a container.
    args: [
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--font-render-hinting=none',
      ...more,
    ],
    env: { ...process.env, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
  });
}

const packageFolder = fileURLToPath(new URL('..', import.meta.resolve('@sparticuz/chromium')));
const cache = join(projectRoot, 'node_modules', '.cache');

/** The package's own fonts first, then the system's; its configuration names folders of another machine. */
const fontSettings = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`;

/** Unpacked aside and renamed: two test files that start together must not run a half-written binary. */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const folder = join(cache, `univocal-chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const aside = mkdtempSync(join(cache, 'unpacking-'));
  await Promise.all(inflateInto(aside));
  writeFileSync(join(aside, 'fonts', 'fonts.conf'), fontSettings(folder));
  try {
    renameSync(aside, folder);
  } catch {
    // Another test file was first; its copy is as good as ours.
    rmSync(aside, { recursive: true, force: true });
  }
  return folder;
}

/** The package unpacks to wherever the system's temporary folder is at the moment of the call. */
function inflateInto(folder: string): Promise<string>[] {
  const usual = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'].map((archive) =>
      inflate(join(packageFolder, 'bin', archive)),
    );
  } finally {
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
  }
}
