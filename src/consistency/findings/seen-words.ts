import { findCompiled, type Template, templateLocales } from '../../channels/index.js';
import type { Database } from '../../platform/database/database.js';
import type { Finding } from '../finding.js';
import { markdownEvidence, wordsOfFindings } from '../observation.store.js';
import type { SeenWords } from './suggested-fix.js';

/** The frame in which e-mail puts the answer to a question. */
const replyTemplate = 'reply-to-question';

/** What each finding's channel said when the finding was last seen, with the file or the template that the words stand in; by number. */
export async function seenWords(
  { db, sourceLocale }: { readonly db: Database; readonly sourceLocale: string },
  findings: readonly Finding[],
): Promise<ReadonlyMap<number, SeenWords>> {
  const words = await wordsOfFindings(
    db,
    findings.map(({ id }) => id),
  );
  const files = await markdownEvidence(db, [
    ...new Set([...words.values()].flatMap(({ evidenceHash }) => evidenceHash ?? [])),
  ]);
  const templates = await templatesOf(db, sourceLocale, findings);
  const seen = findings.flatMap((finding): [number, SeenWords][] => {
    const said = words.get(finding.id);
    if (!said) return [];
    const file = files.get(said.evidenceHash ?? '') ?? null;
    const template = finding.channel === 'email' ? (templates.get(finding.probe.locale) ?? null) : null;
    return [[finding.id, { ...said, file, template }]];
  });
  return new Map(seen);
}

/** The frame of replies in each language in which e-mail was found to differ. */
async function templatesOf(
  db: Database,
  sourceLocale: string,
  findings: readonly Finding[],
): Promise<ReadonlyMap<string, Template | null>> {
  const locales = new Set(findings.flatMap(({ channel, probe }) => (channel === 'email' ? [probe.locale] : [])));
  const found = new Map<string, Template | null>();
  for (const locale of locales)
    found.set(locale, await findCompiled(db, replyTemplate, templateLocales(locale, sourceLocale)));
  return found;
}
