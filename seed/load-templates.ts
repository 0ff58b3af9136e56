import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { directionOf, type Template } from '../src/channels/index.js';
import { projectRoot } from '../src/platform/paths.js';

const folder = join(projectRoot, 'seed', 'templates');
const frontMatter = z.strictObject({
  key: z.string(),
  locale: z.string(),
  subject: z.string(),
  preview: z.string(),
  frame: z.enum(['mail', 'chat']).default('mail'),
});
type Frames = Readonly<Record<'mail' | 'chat', string>>;
const frameWords = z.record(z.string(), z.string());

/** The demo's templates, each put into the one frame that all mails share, or into the bare one of the chat; throws for a file that is not as the others are. */
export function loadTemplates(): readonly Template[] {
  const frames: Frames = {
    mail: readFileSync(join(folder, 'frame.mjml'), 'utf8'),
    chat: readFileSync(join(folder, 'chat-frame.mjml'), 'utf8'),
  };
  const footers = frameWords.parse(parse(readFileSync(join(folder, 'frame.yaml'), 'utf8')));
  return readdirSync(folder)
    .filter((file) => file.endsWith('.liquid'))
    .sort()
    .map((file) => readTemplate(file, frames, footers));
}

function readTemplate(file: string, frames: Frames, footers: Readonly<Record<string, string>>): Template {
  const [, head = '', content = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(readFileSync(join(folder, file), 'utf8')) ?? [];
  const { key, locale, subject, preview, frame } = frontMatter.parse(parse(head));
  if (file !== `${key}.${locale}.liquid`) throw new Error(`seed/templates/${file} holds ${key} in ${locale}.`);
  const direction = directionOf(locale);
  const words = {
    locale,
    direction,
    start: direction === 'rtl' ? 'right' : 'left',
    preview,
    content: content.trimEnd(),
    footer: footers[locale] ?? '',
  };
  return { key, locale, subject, source: fill(frames[frame], words) };
}

function fill(frame: string, words: Readonly<Record<string, string>>): string {
  return frame.replace(/\[\[(\w+)\]\]/g, (_, name: string) => words[name] ?? '');
}
