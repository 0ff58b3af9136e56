import type { ColumnType, GeneratedAlways, Insertable, Selectable } from 'kysely';

type Json<T> = ColumnType<T, string, string>;
/** A column the database fills unless told. */
type Defaulted<T> = ColumnType<T, T | undefined, T>;

export interface TeamTable {
  id: GeneratedAlways<number>;
  key: string;
  name: string;
  email: string;
}

export interface TopicTable {
  id: GeneratedAlways<number>;
  key: string;
  name: string;
  parent_id: number | null;
  owner_team_id: number;
  authority_team_id: number;
  demand_class: string;
  service_level_hours: number;
  recorded_at: Date;
}

export interface PersonTable {
  id: GeneratedAlways<number>;
  key: string;
  name: string;
  email: string;
  role: string;
  team_id: number;
}

export interface SignInLinkTable {
  token_hash: Buffer;
  person_id: number;
  expires_at: Date;
  used_at: Defaulted<Date | null>;
}

export interface SessionTable {
  token_hash: Buffer;
  person_id: number;
  expires_at: Date;
}

export interface ChannelTable {
  key: string;
  name: string;
  kind: string;
  mode: string;
  audience: string;
  locales: string[];
  limits: Json<Record<string, unknown>>;
  source: Json<Record<string, unknown> | null>;
  position: number;
  retired_at: Defaulted<Date | null>;
}

export interface ChannelKeyTable {
  id: GeneratedAlways<number>;
  token_hash: Buffer;
  channel_key: string | null;
  name: string;
  role: string;
  created_at: Date;
  revoked_at: Defaulted<Date | null>;
}

export interface AnswerTable {
  id: GeneratedAlways<number>;
  key: string;
  topic_id: number;
  audience: string;
  scope: Json<Record<string, string>>;
  /** What its first draft begins with; from then on the draft's and the version's own count. */
  must_say: string[];
  related: string[];
  owner_team_id: number;
  review_every_days: number;
  recorded_at: Date;
  retired_at: Defaulted<Date | null>;
}

export interface PhrasingTable {
  id: GeneratedAlways<number>;
  answer_id: number;
  locale: string;
  text: string;
  added_by: string;
  added_at: Date;
  removed_at: Defaulted<Date | null>;
}

export interface NegativePhrasingTable extends PhrasingTable {
  removed_by: Defaulted<string | null>;
}

export interface ThresholdTable {
  id: GeneratedAlways<number>;
  /** Null = for every locale that has none of its own. */
  locale: string | null;
  answer: number;
  choices: number;
  added_by: string;
  approved_by: string;
  added_at: Date;
  ended_at: Defaulted<Date | null>;
}

export interface QuestionSampleTable {
  id: GeneratedAlways<number>;
  locale: string;
  window_from: Date;
  window_to: Date;
  questions: Json<readonly { readonly audience: string; readonly text: string }[]>;
  hash: string;
  frozen_by: string;
  frozen_at: Date;
}

export interface LearnedSampleTable {
  id: GeneratedAlways<number>;
  locale: string;
  sample_id: number;
  added_by: string;
  approved_by: string;
  added_at: Date;
  ended_at: Defaulted<Date | null>;
}

export interface AnswerVersionTable {
  id: GeneratedAlways<number>;
  answer_id: number;
  number: number;
  hash: string;
  question: string;
  title: string;
  body: string;
  short: string;
  author: string;
  reviewer: string | null;
  change_note: string;
  significance: string;
  effective_from: Date;
  effective_to: Date | null;
  recorded_at: Date;
  must_say: string[];
  related: string[];
  /** See person-policy.ts. */
  person_policy: string;
  /** Everybody who wrote in it, the author too; empty where that was not kept yet. */
  contributors: Defaulted<string[]>;
  /** When its words were taken out by law; see the table redaction. */
  redacted_at: Defaulted<Date | null>;
}

export interface DraftTable {
  answer_id: number;
  /** Names this draft among all that its answer ever had. */
  id: GeneratedAlways<number>;
  edit: number;
  state: string;
  question: string;
  title: string;
  body: string;
  short: string;
  author: string;
  reviewer: string | null;
  change_note: string;
  significance: string;
  effective_from: Date | null;
  effective_to: Date | null;
  based_on: number | null;
  updated_at: Date;
  must_say: string[];
  related: string[];
  person_policy: string;
}

export interface DraftTransitionTable {
  id: GeneratedAlways<number>;
  answer_id: number;
  from_state: string | null;
  to_state: string;
  actor: string;
  note: string;
  at: Date;
}

export interface TranslationTable {
  id: GeneratedAlways<number>;
  answer_id: number;
  locale: string;
  source_version_id: number;
  hash: string;
  question: string;
  title: string;
  body: string;
  short: string;
  translator: string;
  /** Made by a machine, and nobody has read it. */
  machine: Defaulted<boolean>;
  recorded_at: Date;
  /** When the words of its source were taken out by law, and its own with them. */
  redacted_at: Defaulted<Date | null>;
  /** Who read it before it was published; null = no person did. */
  reviewer: Defaulted<string | null>;
}

export interface FactTable {
  id: GeneratedAlways<number>;
  key: string;
  type: string;
  name: string;
  owner_team_id: number;
  recorded_at: Date;
}

export interface FactValueTable {
  id: GeneratedAlways<number>;
  fact_id: number;
  scope: Json<Record<string, string>>;
  scope_key: string;
  content: Json<unknown>;
  valid_from: Date;
  valid_to: Date | null;
  source: string;
  stated_by: string;
  approved_by: string;
  recorded_at: Date;
  retracted_at: Defaulted<Date | null>;
  /** The value whose content this row goes on with after its dates were cut; it keeps that value's identity. */
  continues: Defaulted<number | null>;
}

export interface FactStatementTable {
  id: GeneratedAlways<number>;
  fact_id: number;
  scope: Json<Record<string, string>>;
  content: Json<unknown>;
  valid_from: Date;
  valid_to: Date | null;
  source: string;
  stated_by: string;
  stated_at: Date;
  state: string;
  decided_by: Defaulted<string | null>;
  decided_at: Defaulted<Date | null>;
  /** VALUE, VALUES (an import), RETRACTION or FORMULA; it decides what `content` holds. */
  kind: Defaulted<string>;
  decision_note: Defaulted<string | null>;
}

export interface SnapshotSwitchTable {
  sequence: number;
  moment: Date;
  reason: string;
  subject: string;
}

export interface OutboxTable {
  sequence: number;
  type: string;
  payload: Json<Record<string, unknown>>;
  at: Date;
}

export interface ModelTable {
  input_hash: string;
  model_id: string;
  matcher_version: string;
  byte_count: number;
  created_at: Date;
}

export interface ModelPartTable {
  input_hash: string;
  number: number;
  bytes: Buffer;
}

export interface ModelPointerTable {
  locale: string;
  audience: string;
  input_hash: string;
  model_id: string;
  snapshot_sequence: number;
  switched_at: Date;
}

export interface EmbeddingVectorTable {
  version: string;
  text_hash: Buffer;
  vector: Buffer;
  kept_until: Date | null;
}

export interface EmbeddingPointerTable extends ModelPointerTable {
  version: string;
}

export interface EmbeddingSwitchTable {
  id: Defaulted<number>;
  version: string;
  in_use: boolean;
  good_probes: number;
  failed_probes: number;
  reports: number;
  reported_at: Date | null;
  probed_at: Date;
  switched_at: Date;
}

export interface TemplateTable {
  key: string;
  locale: string;
  subject: string;
  source: string;
  html: string;
  text: string;
  updated_at: Date;
  edit: Defaulted<number>;
}

export interface MailTable {
  id: GeneratedAlways<number>;
  idempotency_key: string | null;
  template_key: string;
  recipient: string;
  answers: string[];
  /** What was asked, for a mail that replies to a question. */
  question: Defaulted<string | null>;
  /** In which language it was asked for; null for mails from before this was kept. */
  locale: Defaulted<string | null>;
  message_id: string;
  raw: Buffer;
  state: string;
  queued_at: Date;
  sent_at: Defaulted<Date | null>;
  /** The receipts of all that it shows; null for mails from before this was kept. */
  receipts: Defaulted<string[] | null>;
  attempts: Defaulted<number>;
  attempted_at: Defaulted<Date | null>;
  failure: Defaulted<string | null>;
}

export interface MailInquiryTable {
  id: GeneratedAlways<number>;
  number: string;
  /** The same for the same mail, however often a server hands it over. */
  fingerprint: string;
  /** Whom a machine may write back to; empty for mails that nobody may. */
  return_path: string;
  sender: string;
  subject: string;
  question: string;
  locale: string;
  message_id: string | null;
  /** The Message-IDs that went before it, oldest first. */
  thread: string[];
  /** Why no machine answers it; null = one may. */
  automatic: string | null;
  received_at: Date;
  outcome: Defaulted<string | null>;
  closed_at: Defaulted<Date | null>;
  closed_by: Defaulted<string | null>;
}

export interface ConversationTable {
  id: string;
  channel_key: string;
  user_id: string;
  locale: string;
  state: Json<Record<string, unknown>>;
  next_activity: number;
  created_at: Date;
  ended_at: Defaulted<Date | null>;
  /** Since when a person is called or here; null = none is. */
  called_at: Defaulted<Date | null>;
}

export interface ActivityTable {
  conversation_id: string;
  position: number;
  activity: Json<Record<string, unknown>>;
  at: Date;
}

export interface NetworkConversationTable {
  conversation_id: string;
  reference: Json<Record<string, unknown>>;
  /** The position of the last of the bot's words that has gone to the network, or never will. */
  sent_up_to: number;
  /** The words that are on their way; null between two. */
  sending: Defaulted<number | null>;
  /** Counts what was asked for, so that work which comes while a node is at it is seen. */
  asked: Defaulted<number>;
  /** How often the next words were refused. */
  attempts: Defaulted<number>;
  /** Since or from when there is something to do; null = nothing. */
  due_at: Date | null;
  /** From when the next words may be sent that the network did not take; null = at once. */
  not_before: Defaulted<Date | null>;
  /** Until when a node has it; a node that dies lets it go by this. */
  held_until: Defaulted<Date | null>;
  /** Counts how often it was taken: a node that was too slow sees by it that another has it. */
  hold: Defaulted<number>;
}

export interface UndeliveredReplyTable {
  conversation_id: string;
  position: number;
  outcome: 'REFUSED' | 'UNKNOWN';
  reason: string;
  at: Date;
}

export interface SigningKeyTable {
  key_id: string;
  /** Gone once another key has taken its place. */
  private_jwk: Json<Record<string, unknown> | null>;
  public_jwk: Json<Record<string, unknown>>;
  created_at: Date;
  retired_at: Defaulted<Date | null>;
}

export interface ContentReceiptTable {
  code: string;
  answer_key: string;
  version: number;
  locale: string;
  channel_key: string;
  rendition_hash: string;
  content_hash: string;
  fact_value_ids: number[];
  key_id: string;
  signature: string;
  first_given_at: Date;
}

export interface DeliveryBatchTable {
  sequence: number;
  at: Date;
  count: number;
  content_hash: string;
  previous_hash: string;
  hash: string;
  key_id: string;
  signature: string;
}

export interface ProbeTable {
  id: GeneratedAlways<number>;
  key: string;
  question: string;
  locale: string;
  audience: string;
  scope: Json<Record<string, string>>;
  expects: string;
  /** Since when its answer is no longer one that everybody may ask for. */
  retired_at: Defaulted<Date | null>;
}

export interface SweepTable {
  id: GeneratedAlways<number>;
  state: string;
  started_by: string;
  started_at: Date;
  finished_at: Defaulted<Date | null>;
  cells_total: Defaulted<number>;
  cells_done: Defaulted<number>;
  rates: ColumnType<unknown, string | null | undefined, string | null>;
  failure: Defaulted<string | null>;
  answers: string[] | null;
  channels: string[] | null;
  snapshot_sequence: number | null;
  /** Whether the schedule started it. */
  scheduled: Defaulted<boolean>;
}

export interface ObservedPageTable {
  /** As it was asked for. */
  address: string;
  /** Where redirects led to. */
  read_from: string;
  etag: string | null;
  last_modified: string | null;
  charset: string;
  evidence_hash: string;
  read_at: Date;
  /** When the sweep was started that last had it from its server. */
  fresh_from: Date;
}

export interface ObservedHostTable {
  host: string;
  rests_until: Date;
}

export interface EvidenceTable {
  hash: string;
  media_type: string;
  content: Buffer;
  recorded_at: Date;
}

export interface ObservationTable {
  id: GeneratedAlways<number>;
  sweep_id: number;
  probe_id: number;
  channel_key: string;
  state: string;
  text: string;
  locale: string;
  address: string | null;
  evidence_hash: string | null;
  answer_key: string | null;
  version_number: number | null;
  receipt_code: string | null;
  failure: string | null;
  verdict: string | null;
  tier: string | null;
  canonical: string | null;
  canonical_version: number | null;
  differences: Json<unknown[]>;
  omits: string[];
  cell_key: string | null;
  at: Date;
}

export interface FindingTable {
  id: GeneratedAlways<number>;
  probe_id: number;
  channel_key: string;
  signature: string;
  kind: string;
  /** As things stand; `base_severity` is that of its kind. */
  severity: string;
  base_severity: string;
  /** Why the one is not the other. */
  severity_reasons: Defaulted<string[]>;
  tier: string;
  claim: string;
  confidence: number;
  canonical_quote: string | null;
  canonical_start: number | null;
  canonical_end: number | null;
  observed_quote: string | null;
  observed_start: number | null;
  observed_end: number | null;
  owner_team_id: number | null;
  state: string;
  missed: Defaulted<number>;
  first_seen_at: Date;
  last_seen_at: Date;
  first_sweep_id: number;
  last_sweep_id: number;
  closed_at: Defaulted<Date | null>;
  /** How often it has opened: an opening is told once. */
  opening: Defaulted<number>;
  /** How often a sweep saw it again after it was fixed. */
  times_returned: Defaulted<number>;
  /** The account that sees to it. */
  assignee: Defaulted<string | null>;
}

export interface FindingAlertTable {
  id: GeneratedAlways<number>;
  target: string;
  mail_address: string | null;
  /** Encrypted; see src/webhooks/sealed-secret.ts. */
  slack_url: Buffer | null;
  /** The address without what is secret in it. */
  shown_as: string;
  team_id: number | null;
  channel_key: string | null;
  least_severity: string;
  schedule: string;
  hour: number | null;
  quiet_from: string | null;
  quiet_to: string | null;
  working_days_only: boolean;
  urgent_severity: string | null;
  /** The day of the last digest, in the organisation's time zone. */
  digested_for: Defaulted<string | null>;
  created_by: string;
  created_at: Date;
  /** When it was made or last changed: digests begin after it. */
  settled_at: Date;
}

export interface FindingMessageTable {
  id: GeneratedAlways<number>;
  alert_id: number;
  state: string;
  mail_id: Defaulted<number | null>;
  queued_at: Date;
  told_at: Defaulted<Date | null>;
  failed_at: Defaulted<Date | null>;
  failure: Defaulted<string | null>;
}

export interface FindingToldTable {
  alert_id: number;
  finding_id: number;
  opening: number;
  what: string;
  /** Null for what was known before the alert was made. */
  message_id: number | null;
}

export interface FindingDeedTable {
  id: GeneratedAlways<number>;
  finding_id: number;
  from_state: string;
  to_state: string;
  note: string;
  actor: string;
  at: Date;
}

export interface FindingWaiverTable {
  id: GeneratedAlways<number>;
  finding_id: number;
  reason: string;
  until: Date;
  /** Of what both sides said when it was asked for. */
  quotes_hash: string;
  proposed_by: string;
  proposed_at: Date;
  approved_by: Defaulted<string | null>;
  approved_at: Defaulted<Date | null>;
  ended_at: Defaulted<Date | null>;
  end_reason: Defaulted<string | null>;
}

export interface AskedOtherwiseTable {
  sweep_id: number;
  probe_id: number;
  channel_key: string;
  position: number;
  words: string;
  outcome: string;
  /** The answer that the bot gave; null when it gave none. */
  answer_key: string | null;
  /** The program, the published state and the model that the bot answered by. */
  made_of: string;
  at: Date;
}

export interface JudgeOpinionTable {
  cell_key: string;
  judge: string;
  /** The sweep that asked for it. */
  sweep_id: number | null;
  /** Null for a reply that was no opinion. */
  label: string | null;
  canonical_quote: string;
  observed_quote: string;
  at: Date;
}

export interface AgentTextTable {
  id: GeneratedAlways<number>;
  team_id: number;
  answer_id: number;
  /** The version that was in effect when it was sent. */
  version: number;
  state: string;
  /** A JSON array; empty where it does not deviate. */
  deviations: Json<readonly unknown[]>;
  sent_at: Date;
  /** SHA-256 of the text without personal data: the same text of the same instant is kept once. */
  digest: Buffer;
}

export interface AuditSampleTable {
  id: GeneratedAlways<number>;
  /** Such as 2026-11. */
  month: string;
  /** The place in the order of drawing, from 1. */
  position: number;
  sweep_id: number;
  probe_id: number;
  channel_key: string;
  question: string;
  locale: string;
  canonical: string;
  observed: string;
  /** What the checker called it. */
  state: string;
  drawn_by: string;
  drawn_at: Date;
  label: Defaulted<string | null>;
  note: Defaulted<string>;
  labelled_by: Defaulted<string | null>;
  labelled_at: Defaulted<Date | null>;
}

export interface FindingLabelTable {
  finding_id: number;
  /** The sweep that had last seen the finding. */
  sweep_id: number;
  question: string;
  locale: string;
  canonical: string;
  observed: string;
  /** What the checker called the cell. */
  state: string;
  kind: string;
  /** How a rule would know the two sides; null where none can be about them. */
  canonical_expression: string | null;
  observed_expression: string | null;
  label: string;
  note: string;
  labelled_by: string;
  labelled_at: Date;
}

export interface LearnedRuleTable {
  id: GeneratedAlways<number>;
  kind: string;
  canonical: string;
  observed: string;
  /** Null = it holds everywhere. */
  topic_id: number | null;
  reason: string;
  proposed_by: string;
  proposed_at: Date;
  approved_by: string | null;
  approved_at: Date | null;
  removed_by: Defaulted<string | null>;
  removed_at: Defaulted<Date | null>;
}

export interface SearchDocumentTable {
  id: Defaulted<number>;
  locale: string;
  answer_key: string;
  version: number;
  audience: string;
  topics: readonly string[];
  owner: string;
  scope: Readonly<Record<string, string>>;
  /** Written from text by the engine; never selected. */
  words: string;
  vocabulary: readonly string[];
  question_length: number;
  hash: string;
}

export interface SearchWordTable {
  locale: string;
  word: string;
  audience: string;
  stem: string;
  variants: readonly string[];
  documents: number;
}

export interface SearchIndexTable {
  only_row: Defaulted<boolean>;
  snapshot_sequence: number;
  generation: string;
  /** The generation's id for each audience. */
  seen: Defaulted<Readonly<Record<string, string>>>;
  /** How many documents there are, by locale and audience. */
  documents: Readonly<Record<string, Readonly<Record<string, number>>>>;
  synonyms: unknown;
}

export interface SearchEventTable {
  id: Defaulted<number>;
  at: Date;
  locale: string;
  query: string;
  shown: number;
  clicked_answer: string | null;
  clicked_position: number | null;
  session: string;
  channel_key: string;
  audience: string;
}

export interface SearchSynonymTable {
  id: Defaulted<number>;
  locale: string;
  from_words: string;
  to_words: string;
  two_way: boolean;
  state: 'PROPOSED' | 'APPROVED' | 'DECLINED' | 'REMOVED';
  sessions: number;
  proposed_by: string;
  proposed_at: Date;
  decided_by: Defaulted<string | null>;
  decided_at: Defaulted<Date | null>;
  approved_at: Defaulted<Date | null>;
  removed_at: Defaulted<Date | null>;
}

export interface SearchTaskTable {
  id: GeneratedAlways<number>;
  prefix: string;
  task_uid: number;
  snapshot_sequence: number;
  begun_at: Defaulted<Date>;
  ending: string | null;
  ended_at: Date | null;
  error: string | null;
}

export interface InstallationTable {
  only_row: Defaulted<boolean>;
  demo: string;
}

export interface RetirementTable {
  id: GeneratedAlways<number>;
  answer_id: number;
  redirect_to: number | null;
  reason: string;
  state: string;
  proposed_by: string;
  proposed_at: Date;
  decided_by: Defaulted<string | null>;
  decided_at: Defaulted<Date | null>;
}

export interface DraftCommentTable {
  id: GeneratedAlways<number>;
  answer_id: number;
  draft_id: number;
  edit: number;
  field: string;
  start_at: number;
  quote: string;
  text: string;
  author: string;
  at: Date;
  resolved_by: Defaulted<string | null>;
  resolved_at: Defaulted<Date | null>;
}

export interface FactCheckTable {
  id: GeneratedAlways<number>;
  answer_id: number;
  draft_id: number;
  edit: number;
  words_hash: string;
  name: string;
  email: string;
  requested_by: string;
  requested_at: Date;
  expires_at: Date;
  verdict: Defaulted<string | null>;
  note: Defaulted<string>;
  decided_at: Defaulted<Date | null>;
}

export interface SuggestionTable {
  id: GeneratedAlways<number>;
  /** The answer it would change; null for a new one. */
  answer_id: number | null;
  topic_id: number;
  based_on: number | null;
  question: string | null;
  title: string | null;
  body: string | null;
  short: string | null;
  reason: string;
  origin: string;
  source_url: string | null;
  suggested_by: string;
  suggested_at: Date;
  state: string;
  decided_by: Defaulted<string | null>;
  decided_at: Defaulted<Date | null>;
  decision_note: Defaulted<string>;
  draft_key: Defaulted<string | null>;
}

export interface FactFormulaTable {
  id: GeneratedAlways<number>;
  fact_id: number;
  number: number;
  expression: string;
  tree: Json<unknown>;
  /** Identifier → key of the fact that it stands for. */
  inputs: Json<Record<string, string>>;
  decimals: number;
  rounding: string;
  valid_from: Date;
  source: string;
  stated_by: string;
  approved_by: string;
  recorded_at: Date;
}

export interface AuditPersonTable {
  /** `person:` and a salted hash; all that the trail itself knows. */
  reference: string;
  salt: Buffer | null;
  key: string | null;
  erased_at: Defaulted<Date | null>;
}

export interface AuditEntryTable {
  sequence: number;
  at: Date;
  actor: string;
  role: string;
  action: string;
  subject: string;
  details: string;
  previous_hash: string;
  hash: string;
}

export interface WebhookTable {
  id: GeneratedAlways<number>;
  url: string;
  /** Encrypted; see src/webhooks/sealed-secret.ts. */
  secret: Buffer;
  events: string[];
  created_by: string;
  created_at: Date;
  active: Defaulted<boolean>;
  /** Up to which event deliveries were made. */
  queued_through: number;
}

export interface WebhookDeliveryTable {
  id: GeneratedAlways<number>;
  webhook_id: number;
  event_sequence: number;
  type: string;
  subject: string;
  state: string;
  /** How often it was queued; a job of an earlier round does nothing. */
  round: Defaulted<number>;
  attempts: Defaulted<number>;
  last_status: Defaulted<number | null>;
  failure: Defaulted<string | null>;
  queued_at: Date;
  attempted_at: Defaulted<Date | null>;
  delivered_at: Defaulted<Date | null>;
}

export interface DraftContributorTable {
  draft_id: number;
  person: string;
  first_at: Date;
  last_at: Date;
}

export interface TranslationDraftTable {
  id: GeneratedAlways<number>;
  answer_id: number;
  locale: string;
  source_version_id: number;
  /** Grows by one with every change. */
  edit: number;
  state: string;
  question: string;
  title: string;
  body: string;
  short: string;
  /** Whether a machine made the words that stand now. */
  machine: boolean;
  /** Everybody who wrote in it. */
  contributors: string[];
  /** Who wrote in it last. */
  translator: string;
  /** Who returned it; null while it is proposed. */
  reviewer: string | null;
  /** What the one who returned it wants. */
  note: string;
  updated_at: Date;
}

export interface ImportPlanTable {
  id: GeneratedAlways<number>;
  format: string;
  /** Of the rows that it would write. */
  hash: string;
  /** Of the knowledge that it was made on. */
  basis: string;
  rows: Json<unknown[]>;
  report: Json<Record<string, unknown>>;
  planned_by: string;
  planned_at: Date;
  carried_out_at: Defaulted<Date | null>;
  snapshot_sequence: Defaulted<number | null>;
}

export interface WithdrawalTable {
  id: GeneratedAlways<number>;
  answer_id: number;
  kind: string;
  reason: string;
  begun_by: string;
  confirmed_by: string | null;
  begun_at: Date;
  ended_by: Defaulted<string | null>;
  /** When its end was recorded. */
  ended_at: Defaulted<Date | null>;
  /** From when on the answer is given again. */
  given_from: Defaulted<Date | null>;
}

export interface EmergencyTable {
  id: GeneratedAlways<number>;
  kind: string;
  answer_id: number;
  /** The version that it is about. */
  version: number;
  question: Defaulted<string | null>;
  title: Defaulted<string | null>;
  body: Defaulted<string | null>;
  short: Defaulted<string | null>;
  change_note: Defaulted<string | null>;
  reason: string;
  legal_basis: Defaulted<string | null>;
  state: string;
  proposed_by: string;
  proposed_at: Date;
  decided_by: Defaulted<string | null>;
  decided_at: Defaulted<Date | null>;
  /** The version that a correction became. */
  made_version: Defaulted<number | null>;
  reviewed_by: Defaulted<string | null>;
  reviewed_at: Defaulted<Date | null>;
  review_note: Defaulted<string>;
}

export interface RedactionTable {
  version_id: number;
  reason: string;
  legal_basis: string;
  proposed_by: string;
  confirmed_by: string;
  at: Date;
}

export interface VerificationTable {
  id: GeneratedAlways<number>;
  answer_id: number;
  version_id: number;
  by: string;
  at: Date;
  note: Defaulted<string>;
  due_at: Date;
}

export interface VerificationPlanTable {
  id: GeneratedAlways<number>;
  answer_id: number;
  /** Grows by one with every change. */
  number: number;
  every_days: number;
  verifier_person_id: number | null;
  verifier_team_id: number | null;
  overdue_policy: string;
  set_by: string;
  recorded_at: Date;
}

export interface LintSettingTable {
  number: number;
  weights: Json<Record<string, number>>;
  retired_terms: Json<{ term: string; useInstead: string; locale: string | null }[]>;
  set_by: string;
  set_at: Date;
}

export interface DeliveryTable {
  id: GeneratedAlways<number>;
  receipt_code: string;
  answer_key: string;
  version: number;
  locale: string;
  content_hash: string;
  /** int8: the id of a derived value lies above 2^52. */
  fact_value_ids: number[];
  channel_key: string;
  conversation_id: string | null;
  mail_id: number | null;
  case_hash: Defaulted<string | null>;
  at: Date;
  /** The batch of the chain that seals it; null = none yet. */
  batch: Defaulted<number | null>;
}

export interface VoteTable {
  id: GeneratedAlways<number>;
  conversation_id: string | null;
  receipt_code: string;
  answer_key: string;
  version: number;
  locale: string;
  channel_key: string;
  helpful: boolean;
  at: Date;
}

export interface InquiryTable {
  id: Defaulted<number>;
  at: Date;
  channel_key: string;
  locale: string;
  audience: string;
  scope: Json<Record<string, string>>;
  conversation_id: string | null;
  turn: string | null;
  question: string;
  question_key: string;
  previous_answer: string | null;
  outcome: 'ANSWERED' | 'CHOICES' | 'NO_ANSWER';
  answer_key: string | null;
  version: number | null;
  choices: string[];
  confidence: number;
  snapshot_sequence: number;
  model_id: string;
  picked: string | null;
  picked_at: Date | null;
}

export interface PhrasingDismissalTable {
  locale: string;
  question_key: string;
  dismissed_by: string;
  dismissed_at: Date;
}

export interface ReplayBudgetTable {
  version: number;
  other_answer: number;
  newly_unanswered: number;
  days: number;
  fewest: number;
  set_by: string;
  set_at: Date;
}

export interface CorrectionTable {
  id: GeneratedAlways<number>;
  edit: number;
  state: string;
  answer_key: string | null;
  fact_key: string | null;
  snapshot_sequence: number;
  told_since: Date;
  reason: string;
  /** Customers whose words still stand in their language, so that there is nothing to correct. */
  still_standing: number;
  prepared_by: string;
  prepared_at: Date;
  decided_by: Defaulted<string | null>;
  decided_at: Defaulted<Date | null>;
  sent_at: Defaulted<Date | null>;
}

export interface CorrectionRecipientTable {
  id: GeneratedAlways<number>;
  correction_id: number;
  channel_key: string;
  conversation_id: string | null;
  mail_id: number | null;
  locale: string;
  told: Json<unknown[]>;
  state: string;
  note: Defaulted<string | null>;
  done_at: Defaulted<Date | null>;
}

export interface ReleaseTable {
  id: GeneratedAlways<number>;
  key: string;
  name: string;
  state: string;
  edit: number;
  effective_at: Defaulted<Date | null>;
  created_by: string;
  created_at: Date;
  approved_by: Defaulted<string | null>;
  approved_at: Defaulted<Date | null>;
  published_by: Defaulted<string | null>;
  published_at: Defaulted<Date | null>;
  rolled_back_by: Defaulted<string | null>;
  rolled_back_at: Defaulted<Date | null>;
  snapshot_sequence: Defaulted<number | null>;
  failure: Defaulted<string | null>;
  gate: ColumnType<unknown, string | null | undefined, string | null>;
}

export interface ReleaseItemTable {
  id: GeneratedAlways<number>;
  release_id: number;
  kind: string;
  answer_id: number | null;
  statement_id: number | null;
  locale: string | null;
  content: ColumnType<unknown, string | null, string | null>;
  draft_edit: number | null;
  added_by: string;
  added_at: Date;
  live: Defaulted<boolean>;
  done: ColumnType<unknown, string | null | undefined, string | null>;
}

export interface ReleaseTransitionTable {
  id: GeneratedAlways<number>;
  release_id: number;
  from_state: string | null;
  to_state: string;
  actor: string;
  note: string;
  at: Date;
}

export interface TranslationRemovalTable {
  translation_id: number;
  answer_id: number;
  removed_by: string;
  removed_at: Date;
}

export interface DuplicateDismissalTable {
  id: GeneratedAlways<number>;
  answer_id: number;
  /** The higher of the two ids. */
  other_id: number;
  answer_hash: string;
  other_hash: string;
  dismissed_by: string;
  dismissed_at: Date;
}

/** Every table by name. */
export interface Tables {
  team: TeamTable;
  topic: TopicTable;
  person: PersonTable;
  sign_in_link: SignInLinkTable;
  session: SessionTable;
  channel: ChannelTable;
  channel_key: ChannelKeyTable;
  answer: AnswerTable;
  phrasing: PhrasingTable;
  negative_phrasing: NegativePhrasingTable;
  threshold: ThresholdTable;
  question_sample: QuestionSampleTable;
  learned_sample: LearnedSampleTable;
  answer_version: AnswerVersionTable;
  draft: DraftTable;
  draft_transition: DraftTransitionTable;
  translation: TranslationTable;
  fact: FactTable;
  fact_value: FactValueTable;
  fact_statement: FactStatementTable;
  fact_formula: FactFormulaTable;
  snapshot_switch: SnapshotSwitchTable;
  outbox: OutboxTable;
  model: ModelTable;
  model_part: ModelPartTable;
  model_pointer: ModelPointerTable;
  embedding_vector: EmbeddingVectorTable;
  embedding_pointer: EmbeddingPointerTable;
  embedding_switch: EmbeddingSwitchTable;
  template: TemplateTable;
  mail: MailTable;
  mail_inquiry: MailInquiryTable;
  conversation: ConversationTable;
  activity: ActivityTable;
  network_conversation: NetworkConversationTable;
  undelivered_reply: UndeliveredReplyTable;
  signing_key: SigningKeyTable;
  probe: ProbeTable;
  sweep: SweepTable;
  evidence: EvidenceTable;
  observed_page: ObservedPageTable;
  observed_host: ObservedHostTable;
  observation: ObservationTable;
  finding: FindingTable;
  finding_deed: FindingDeedTable;
  finding_waiver: FindingWaiverTable;
  audit_sample: AuditSampleTable;
  agent_text: AgentTextTable;
  asked_otherwise: AskedOtherwiseTable;
  judge_opinion: JudgeOpinionTable;
  finding_label: FindingLabelTable;
  learned_rule: LearnedRuleTable;
  finding_alert: FindingAlertTable;
  finding_message: FindingMessageTable;
  finding_told: FindingToldTable;
  search_document: SearchDocumentTable;
  search_word: SearchWordTable;
  search_index: SearchIndexTable;
  search_task: SearchTaskTable;
  search_event: SearchEventTable;
  search_synonym: SearchSynonymTable;
  installation: InstallationTable;
  draft_comment: DraftCommentTable;
  fact_check: FactCheckTable;
  suggestion: SuggestionTable;
  retirement: RetirementTable;
  audit_person: AuditPersonTable;
  audit_entry: AuditEntryTable;
  release: ReleaseTable;
  release_item: ReleaseItemTable;
  release_transition: ReleaseTransitionTable;
  translation_removal: TranslationRemovalTable;
  withdrawal: WithdrawalTable;
  emergency: EmergencyTable;
  redaction: RedactionTable;
  webhook: WebhookTable;
  webhook_delivery: WebhookDeliveryTable;
  duplicate_dismissal: DuplicateDismissalTable;
  draft_contributor: DraftContributorTable;
  translation_draft: TranslationDraftTable;
  import_plan: ImportPlanTable;
  verification: VerificationTable;
  verification_plan: VerificationPlanTable;
  lint_setting: LintSettingTable;
  delivery: DeliveryTable;
  delivery_batch: DeliveryBatchTable;
  content_receipt: ContentReceiptTable;
  correction: CorrectionTable;
  inquiry: InquiryTable;
  vote: VoteTable;
  replay_budget: ReplayBudgetTable;
  phrasing_dismissal: PhrasingDismissalTable;
  correction_recipient: CorrectionRecipientTable;
}

/** A row as it is read. */
export type Row<T extends keyof Tables> = Selectable<Tables[T]>;

/** A row as it is written. */
export type NewRow<T extends keyof Tables> = Insertable<Tables[T]>;
