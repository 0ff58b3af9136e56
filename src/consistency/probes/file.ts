import type { ChannelProbe } from './channel-probe.js';
import { readInside } from './inside-folder.js';
import { markdownSection } from './markdown-section.js';
import { fileSource } from './observed-source.js';
import { nothingSaid, saidWithoutReceipt } from './said.js';

/** Reads an observed Markdown file, heading by heading, inside `folder` and nowhere else. The file is read once. */
export function fileProbe(source: unknown, folder: string | null): ChannelProbe {
  const { path, sections } = fileSource(source);
  let content: Promise<Buffer> | null = null;
  return {
    probe: async (question) => {
      const slug = Object.hasOwn(sections, question.expects) ? sections[question.expects] : undefined;
      if (slug === undefined) return nothingSaid('not-applicable', question);
      content ??= readInside(folder, path);
      const text = (await content).toString('utf8');
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
