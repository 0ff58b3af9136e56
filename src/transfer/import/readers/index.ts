import type { ImportFormat, ImportReader } from '../imported-answer.js';
import { readChatwoot } from './chatwoot.js';
import { readCsv } from './csv.js';
import { readFreshdesk } from './freshdesk.js';
import { readHtml } from './html.js';
import { readMarkdown } from './markdown.js';
import { readZendesk } from './zendesk.js';

/** The reader of each format. */
export const readers: Readonly<Record<ImportFormat, ImportReader>> = {
  MARKDOWN: readMarkdown,
  CSV: readCsv,
  HTML: readHtml,
  ZENDESK: readZendesk,
  CHATWOOT: readChatwoot,
  FRESHDESK: readFreshdesk,
};
