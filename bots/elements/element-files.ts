import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { projectRoot } from '../../src/platform/paths.js';
import { elementWords } from './words.js';

/** A script of the elements, as it is and compressed. */
export interface ElementFile {
  readonly body: Buffer;
  readonly zipped: Buffer;
}

/** The elements' scripts by name, and the name of this build of them: it changes with any of their bytes. */
export interface ElementFiles {
  readonly build: string;
  readonly scripts: ReadonlyMap<string, ElementFile>;
}

/** What the demo page adds. */
export const demoStyle = readFileSync(join(projectRoot, 'bots', 'elements', 'demo.css'));

const folder = join(projectRoot, 'bots', 'elements');
const written = [
  'dom.js',
  'markdown.js',
  'html.js',
  'vote.js',
  'launcher.js',
  'direct-line.js',
  'chat-view.js',
  'univocal-chat.js',
  'univocal-answer.js',
] as const;

/** Read once: the service gives out what it was built with. */
export const elementFiles: ElementFiles = readElements();

/** The address of this build's entry, which may be kept for good. */
export const versionedEntry = `/elements/${elementFiles.build}/univocal.js`;

/** Imports every script at once, so that a browser need not find them one behind the other. */
export function entryScript(path: string): string {
  return [...written].map((name) => `import '${path}${name}';\n`).join('');
}

function readElements(): ElementFiles {
  const texts = new Map<string, string>(written.map((name) => [name, slim(readFileSync(join(folder, name), 'utf8'))]));
  for (const style of ['shared.css', 'chat.css', 'answer.css'])
    texts.set(`${style}.js`, `export default ${JSON.stringify(slim(readFileSync(join(folder, style), 'utf8')))};\n`);
  texts.set('words.js', `export const words = ${JSON.stringify(elementWords)};\n`);
  texts.set('univocal.js', entryScript('./'));
  const hash = createHash('sha256');
  for (const [name, text] of texts) hash.update(`${name}\0${text}\0`);
  return {
    build: hash.digest('hex').slice(0, 16),
    scripts: new Map([...texts].map(([name, text]) => [name, fileOf(text)])),
  };
}

/** Without indentation and comments that have lines of their own. Sources here hold no text that runs over lines, so nothing that is said or done changes. */
function slim(text: string): string {
  return text.replace(/^\s*(?:\/\/.*|\/\*[\s\S]*?\*\/)?\n/gm, '').replace(/^\s+/gm, '');
}

/** A script with its compressed form. */
export function fileOf(text: string): ElementFile {
  const body = Buffer.from(text);
  return { body, zipped: gzipSync(body, { level: 9 }) };
}
