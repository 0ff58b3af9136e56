/** The form of an export; a change that older readers would take wrongly makes it 2. */
export const exportFormat = 'univocal-export/1';

/**
 * The tables of an export, each after those that its rows name. Rows keep their numbers: receipts, content hashes and statements name fact values,
 * comments name drafts by them.
 */
export const exportedTables = [
  'installation',
  'team',
  'person',
  'topic',
  'channel',
  'template',
  'answer',
  'answer_version',
  'draft',
  'draft_contributor',
  'draft_transition',
  'draft_comment',
  'fact_check',
  'phrasing',
  'negative_phrasing',
  'threshold',
  'translation',
  'translation_draft',
  'duplicate_dismissal',
  'translation_removal',
  'redaction',
  'retirement',
  'withdrawal',
  'emergency',
  'suggestion',
  'verification',
  'verification_plan',
  'lint_setting',
  'search_synonym',
  'replay_budget',
  'fact',
  'fact_value',
  'fact_formula',
  'fact_statement',
  'release',
  'release_item',
  'release_transition',
  'probe',
  'sweep',
  'evidence',
  'observation',
  'finding',
  'snapshot_switch',
  'outbox',
  'audit_person',
  'audit_entry',
] as const;

/** The tables that an export leaves out, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  session: 'a secret: people sign in anew',
  sign_in_link: 'a secret, and valid for hours only',
  channel_key: 'secrets of this installation: the next one derives its own',
  signing_key: 'the private keys of this installation; what they signed is verified with their public halves',
  webhook: 'its secret is sealed with the key of this installation',
  webhook_delivery: 'belongs to the webhooks',
  conversation: 'what customers wrote: a backup keeps it, a copy of the knowledge does not',
  activity: 'what customers wrote',
  mail: 'what customers were sent, with their addresses',
  delivery: 'names the conversations and mails that are left out',
  inquiry: 'what customers asked',
  phrasing_dismissal: 'what customers asked',
  correction: 'names the deliveries that are left out',
  correction_recipient: 'customers',
  model: 'trained anew from the knowledge',
  model_part: 'belongs to the models',
  model_pointer: 'belongs to the models',
  search_document: 'written anew from the knowledge',
  search_word: 'belongs to the search documents',
  search_event: 'what people typed, without names: a backup keeps it, a copy of the knowledge does not',
  search_index: 'belongs to the search documents',
  search_task: 'what the second search engine of this installation was told',
  import_plan: 'holds for the state of this database; what was carried out is in the drafts and in the audit trail',
};

/** A large row is read in small company. */
export function rowsAtOnce(table: string): number {
  return table === 'evidence' ? 10 : 500;
}
