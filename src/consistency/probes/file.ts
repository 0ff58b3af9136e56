import { open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { AppError } from '../../platform/errors.js';
import type { ChannelProbe } from './channel-probe.js';
import { markdownSection } from './markdown-section.js';
import { fileSource } from './observed-source.js';
import { nothingSaid, saidWithoutReceipt } from './said.js';

const largestFile = 2_000_000;

/** Reads an observed Markdown file, heading by heading, inside `folder` and nowhere else. The file is read once. */
export function fileProbe(source: unknown, folder: string | null): ChannelProbe {
  const { path, sections } = fileSource(source);
  let content: Promise<string> | null = null;
  return {
    probe: async (question) => {
      const slug = Object.hasOwn(sections, question.expects) ? sections[question.expects] : undefined;
      if (slug === undefined) return nothingSaid('not-applicable', question);
      content ??= readInside(folder, path);
      const text = await content;
      const address = `${path}#${slug}`;
      const evidence = { mediaType: 'text/markdown', content: Buffer.from(text) };
      const words = markdownSection(text, slug);
      if (words === null)
        return nothingSaid('error', question, {
          address,
          evidence,
          failure: `The file has no heading ${slug} any more.`,
        });
      return saidWithoutReceipt(question, words, { address, evidence });
    },
  };
}

/** Links are resolved first: one in the folder must not lead out of it. */
async function readInside(folder: string | null, path: string): Promise<string> {
  if (folder === null) throw new AppError('FORBIDDEN', 'No folder is set from which files may be read.');
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, path))]);
    if (!file.startsWith(root + sep))
      throw new AppError('FORBIDDEN', `${path} lies outside of the folder from which files may be read.`);
    return await readWhole(file, path);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('UNAVAILABLE', `${path} cannot be read.`, {}, { cause: error });
  }
}

async function readWhole(file: string, path: string): Promise<string> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size > largestFile) throw new AppError('UNAVAILABLE', `${path} is larger than ${largestFile} bytes.`);
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}
