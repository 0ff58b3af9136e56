/** How much an import may hold: what is larger is refused by a sentence, before it costs memory. */
export const bounds = {
  /** All files together. */
  bytes: 64_000_000,
  /** One file that is one answer. */
  fileBytes: 1_000_000,
  files: 20_000,
  rows: 20_000,
  /** One record of a table. */
  recordBytes: 200_000,
  /** The part of a Markdown file above its text. */
  frontMatter: 64_000,
  /** Folders in folders. */
  depth: 10,
  /** Problems, remarks and duplicates that a report names, each; it counts them all. */
  named: 200,
} as const;
