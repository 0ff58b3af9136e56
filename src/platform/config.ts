import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from './errors.js';
import { type MailIntakeSetting, mailIntake, type MailSigningSetting, mailSigning } from './mail-settings.js';
import { originTokens, requireSafeOrigins } from './origin-tokens.js';
import { namedSender, type Organisation, organisationFrom } from './organisation.js';
import { isAddressRange } from './http/trusted-proxies.js';
import { Secret } from './secret.js';

const roles = ['api', 'worker', 'bots'] as const;

/** What a process does: any of the three may be started alone. */
export type Role = (typeof roles)[number];

const port = z.coerce.number('a port number from 0 to 65535').int().min(0).max(65535);
const flag = z.enum(['on', 'off']);
const secret = z
  .string()
  .min(1)
  .transform((value) => new Secret(value));
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  );
const locale = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a BCP 47 language tag such as en');

const settings = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(4000),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  ROLES: z
    .string()
    .default('api,worker,bots')
    .transform((list) => list.split(',').map((role) => role.trim()))
    .pipe(z.array(z.enum(roles)).min(1)),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'a PostgreSQL address such as postgres://user@host/name' })
    .optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'a Redis address such as redis://host:6379' }).optional(),
  SEARCH: z.enum(['postgres', 'meilisearch']).default('postgres'),
  MEILI_URL: z
    .url({ protocol: /^https?$/, error: 'the address of a Meilisearch, such as http://host:7700' })
    .refine((url) => URL.parse(url)?.username === '', 'an address without a name and password in it')
    .optional(),
  MEILI_SEARCH_KEY: secret.optional(),
  MEILI_INDEX_KEY: secret.optional(),
  MEILI_INDEX_PREFIX: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'at most 40 small letters, digits and hyphens')
    .default('univocal'),
  DATA_DIR: z.string().min(1).default('./data'),
  SEED: z.enum(['demo', 'none']).default('demo'),
  ORGANISATION_NAME: z
    .string()
    .trim()
    .regex(/^[^\p{Cc}"<>]{1,80}$/u, 'a name of at most 80 characters without quotes and angle brackets')
    .optional(),
  DEFAULT_LOCALE: locale.default('en'),
  TIME_ZONE: z.string().default('Europe/London').refine(isTimeZone, 'an IANA time zone such as Europe/London'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default('help@larkhaven.example'),
  DKIM_DOMAIN: z
    .string()
    .regex(/^(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$/, 'a domain such as example.org')
    .optional(),
  DKIM_SELECTOR: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,63}$/, 'at most 63 letters, digits and hyphens')
    .optional(),
  DKIM_KEY: secret.optional(),
  MAIL_INTAKE_PORT: port.optional(),
  MAIL_INTAKE_HOST: z.string().min(1).default('127.0.0.1'),
  MAIL_INTAKE_ADDRESSES: list,
  BOT_APP_ID: z.string().min(1).optional(),
  BOT_APP_PASSWORD: secret.optional(),
  BOT_TENANT_ID: z.string().min(1).optional(),
  BOT_HUBS: list
    .transform((accounts) => accounts.map(hubAccount))
    .refine(
      (hubs): hubs is HubAccount[] => !hubs.includes(null),
      'accounts such as msteams/28:5a6c9f7e, each a network, a slash and an id, separated by commas',
    ),
  RECHECK_PUBLISHED_ANSWERS: z.coerce.number('a number of answers').int().min(0).max(100_000).default(200),
  SWEEP_EVERY_HOURS: z.coerce.number('a number of hours').int().min(0).max(8760).default(0),
  SIGNING_KEY_DAYS: z.coerce.number('a number of days').int().min(0).max(3650).default(90),
  INQUIRY_RETENTION_DAYS: z.coerce.number('a number of days').int().min(1).max(3650).default(180),
  OBSERVED_SITE: flag.default('on'),
  OBSERVED_PORT: port.optional(),
  SERVICE_SECRET: z
    .string()
    .min(32, 'at least 32 random characters')
    .transform((value) => new Secret(value))
    .optional(),
  API_URL: z.url({ protocol: /^https?$/ }).optional(),
  ALLOWED_ORIGINS: list,
  TRUSTED_PROXIES: list.refine(
    (ranges) => ranges.every(isAddressRange),
    'IP addresses or ranges such as 10.0.0.0/8, separated by commas, and never all addresses',
  ),
  OBSERVED_ALLOWED_HOSTS: list.transform((hosts) => hosts.map((host) => host.toLowerCase())),
  OBSERVED_FOLDER: z.string().optional(),
  OBSERVED_TOKENS: originTokens,
  WEBHOOK_ALLOWED_HOSTS: list.transform((hosts) => hosts.map((host) => host.toLowerCase())),
  EMBEDDINGS_URL: z.url({ protocol: /^https?$/, error: 'an address such as https://host/v1' }).optional(),
  EMBEDDINGS_MODEL: z.string().min(1).max(200).optional(),
  EMBEDDINGS_KEY: secret.optional(),
  EMBEDDINGS_BUDGET_MS: z.coerce
    .number('a number of milliseconds from 50 to 2000')
    .int()
    .min(50)
    .max(2_000)
    .default(300),
  JUDGE_URL: z.url({ protocol: /^https?$/, error: 'an address such as https://host/v1' }).optional(),
  JUDGE_MODEL: z.string().min(1).max(200).optional(),
  JUDGE_API_KEY: secret.optional(),
  JUDGE_BUDGET: z.coerce.number('a number of calls from 1 to 10000').int().min(1).max(10_000).default(100),
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
});

/** The search engine, with all it needs. */
export type SearchChoice =
  | { readonly mode: 'postgres' }
  | {
      readonly mode: 'meilisearch';
      readonly url: string;
      readonly searchKey: Secret;
      /** Null in a process without the role that writes the index. */
      readonly indexKey: Secret | null;
      readonly prefix: string;
    };

/** By which the organisation's people speak on a network. */
interface HubAccount {
  readonly channelId: string;
  readonly accountId: string;
}

/** The whole configuration, parsed once; nothing else reads the environment. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Where people reach the service; null = the address it listens on. */
  readonly publicUrl: string | null;
  readonly roles: readonly Role[];
  readonly database:
    | { readonly mode: 'embedded'; readonly folder: string }
    | { readonly mode: 'server'; readonly url: Secret };
  /** Shared by all nodes for rate limits; off = each node counts for itself. */
  readonly redis: { readonly mode: 'off' } | { readonly mode: 'on'; readonly url: Secret };
  /** Where is searched; PostgreSQL stands in for a Meilisearch that is lost. */
  readonly search: SearchChoice;
  readonly dataDir: string;
  readonly seed: 'demo' | 'none';
  readonly organisation: Organisation;
  readonly defaultLocale: string;
  readonly timeZone: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly mail: { readonly mode: 'caught' } | { readonly mode: 'smtp'; readonly url: Secret };
  readonly mailFrom: string;
  readonly mailSigning: MailSigningSetting;
  /** The mail server that takes customers' mails in. */
  readonly mailIntake: MailIntakeSetting;
  /** Bot Framework credentials; off = the endpoint takes calls from this machine only. */
  readonly bot:
    | { readonly mode: 'local' }
    | { readonly mode: 'azure'; readonly appId: string; readonly password: Secret; readonly tenantId: string };
  /** The accounts on networks whose news of a handoff is believed. */
  readonly botHubs: readonly HubAccount[];
  /** After how many days what customers asked is deleted. */
  /** How many answers a publication may change to have them asked about anew at once; 0 = never. */
  readonly recheckPublishedAnswers: number;
  /** 0 = sweeps are started by hand only. */
  readonly sweepEveryHours: number;
  readonly inquiryRetentionDays: number;
  /** After how many days receipts are signed with a new key; 0 = when an administrator says so. */
  readonly signingKeyDays: number;
  /** The demo's observed channels, served on a port of their own. */
  readonly observedSite: { readonly mode: 'off' } | { readonly mode: 'on'; readonly port: number };
  /** What channel keys and conversation tokens are derived from; null = made on first start and kept in DATA_DIR. */
  readonly serviceSecret: Secret | null;
  /** Where the API is when this process does not serve it. */
  readonly apiUrl: string | null;
  /** Pages on other hosts that may hold the chat. */
  readonly allowedOrigins: readonly string[];
  /** Addresses and ranges of the reverse proxies that are believed when they say for whom they call. */
  readonly trustedProxies: readonly string[];
  /** `host:port` of webhook receivers that may be called although their address is private, and without TLS. */
  readonly webhookAllowedHosts: readonly string[];
  /** `host:port` of observed sites that may be read although their address is private. */
  readonly observedAllowedHosts: readonly string[];
  /** The only folder in which observed files are read; null = none. */
  readonly observedFolder: string | null;
  /** What observed APIs want to be told before they answer, by their origin. */
  readonly observedTokens: ReadonlyMap<string, Secret>;
  /** Vectors of texts for the matcher; off = it reads words and characters alone. */
  readonly embeddings:
    | { readonly mode: 'off' }
    | {
        readonly mode: 'on';
        /** The part of the endpoint's address before `/embeddings`. */
        readonly url: string;
        readonly model: string;
        /** null = the endpoint asks for none. */
        readonly key: Secret | null;
        /** How long a question waits for its vector. */
        readonly budgetMs: number;
      };
  /** A model that reads two texts where the checker is not sure; off = nobody is asked. */
  readonly judge:
    | { readonly mode: 'off' }
    | {
        readonly mode: 'on';
        /** The part of the endpoint's address before `/chat/completions`. */
        readonly url: string;
        readonly model: string;
        /** null = the endpoint asks for none. */
        readonly key: Secret | null;
        /** How many calls a sweep may make. */
        readonly budget: number;
      };
  readonly production: boolean;
}

/** Reads every setting, from `NAME` or from the file that `NAME_FILE` names, and reports all faults at once by name. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = settings.safeParse(withFiles(environment));
  if (!parsed.success) throw new AppError('BAD_SETTING', parsed.error.issues.map(sentence).join(' '));
  const s = parsed.data;
  const production = s.NODE_ENV === 'production';
  if (production && !s.SERVICE_SECRET)
    throw new AppError(
      'BAD_SETTING',
      'SERVICE_SECRET must be set in production, to the same value on every node: at least 32 random characters.',
    );
  requireSafeOrigins(s.OBSERVED_TOKENS, s.OBSERVED_ALLOWED_HOSTS);
  if (!s.ROLES.includes('api') && !s.API_URL)
    throw new AppError(
      'BAD_SETTING',
      'API_URL must be set when ROLES leaves out api: the other roles ask the API there.',
    );
  const organisation = organisationFrom(s.ORGANISATION_NAME, s.SEED);
  return {
    host: s.HOST,
    port: s.PORT,
    publicUrl: s.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    roles: s.ROLES,
    database: s.DATABASE_URL
      ? { mode: 'server', url: new Secret(s.DATABASE_URL) }
      : { mode: 'embedded', folder: s.DATA_DIR },
    redis: s.REDIS_URL ? { mode: 'on', url: new Secret(s.REDIS_URL) } : { mode: 'off' },
    search: searchChoice(s),
    dataDir: s.DATA_DIR,
    seed: s.SEED,
    organisation,
    defaultLocale: s.DEFAULT_LOCALE,
    timeZone: s.TIME_ZONE,
    logLevel: s.LOG_LEVEL,
    mail: s.SMTP_URL ? { mode: 'smtp', url: new Secret(s.SMTP_URL) } : { mode: 'caught' },
    mailFrom: namedSender(s.MAIL_FROM, organisation),
    mailSigning: mailSigning(s),
    mailIntake: mailIntake(s),
    bot: botCredentials(s, production),
    botHubs: s.BOT_HUBS,
    recheckPublishedAnswers: s.RECHECK_PUBLISHED_ANSWERS,
    sweepEveryHours: s.SWEEP_EVERY_HOURS,
    inquiryRetentionDays: s.INQUIRY_RETENTION_DAYS,
    signingKeyDays: s.SIGNING_KEY_DAYS,
    observedSite:
      s.OBSERVED_SITE === 'on' ? { mode: 'on', port: s.OBSERVED_PORT ?? nextPort(s.PORT) } : { mode: 'off' },
    serviceSecret: s.SERVICE_SECRET ?? null,
    apiUrl: s.API_URL ?? null,
    allowedOrigins: s.ALLOWED_ORIGINS,
    trustedProxies: s.TRUSTED_PROXIES,
    webhookAllowedHosts: s.WEBHOOK_ALLOWED_HOSTS,
    observedAllowedHosts: s.OBSERVED_ALLOWED_HOSTS,
    observedFolder: s.OBSERVED_FOLDER ?? null,
    observedTokens: s.OBSERVED_TOKENS,
    embeddings: embeddingsEndpoint(s),
    judge: judgeEndpoint(s),
    production,
  };
}

function nextPort(main: number): number {
  return main === 0 ? 0 : main + 1;
}

function searchChoice(s: z.output<typeof settings>): SearchChoice {
  if (s.SEARCH === 'postgres') return { mode: 'postgres' };
  const needed = {
    MEILI_URL: s.MEILI_URL,
    MEILI_SEARCH_KEY: s.MEILI_SEARCH_KEY,
    ...(s.ROLES.includes('worker') ? { MEILI_INDEX_KEY: s.MEILI_INDEX_KEY } : {}),
  };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length > 0 || !s.MEILI_URL || !s.MEILI_SEARCH_KEY)
    throw new AppError('BAD_SETTING', `SEARCH=meilisearch needs ${missing.join(' and ')}.`);
  const indexKey = s.MEILI_INDEX_KEY ?? null;
  if (indexKey?.reveal() === s.MEILI_SEARCH_KEY.reveal())
    throw new AppError(
      'BAD_SETTING',
      'MEILI_SEARCH_KEY and MEILI_INDEX_KEY must be two keys: one that may only search, and one that may write.',
    );
  const { MEILI_URL: url, MEILI_SEARCH_KEY: searchKey, MEILI_INDEX_PREFIX: prefix } = s;
  return { mode: 'meilisearch', url, searchKey, indexKey, prefix };
}

function embeddingsEndpoint(s: z.output<typeof settings>): Config['embeddings'] {
  const { EMBEDDINGS_URL: url, EMBEDDINGS_MODEL: model, EMBEDDINGS_KEY: key, EMBEDDINGS_BUDGET_MS: budgetMs } = s;
  if (url && model) return { mode: 'on', url, model, key: key ?? null, budgetMs };
  if (url ?? model ?? key)
    throw new AppError(
      'BAD_SETTING',
      'EMBEDDINGS_URL and EMBEDDINGS_MODEL go together: set both or none of EMBEDDINGS.',
    );
  return { mode: 'off' };
}

function judgeEndpoint(s: z.output<typeof settings>): Config['judge'] {
  const { JUDGE_URL: url, JUDGE_MODEL: model, JUDGE_API_KEY: key, JUDGE_BUDGET: budget } = s;
  if (url && model) return { mode: 'on', url, model, key: key ?? null, budget };
  if (url ?? model ?? key)
    throw new AppError('BAD_SETTING', 'JUDGE_URL and JUDGE_MODEL go together: set both or none of JUDGE.');
  return { mode: 'off' };
}

/** An id may hold slashes of its own; null = it is not written as an account. */
function hubAccount(written: string): HubAccount | null {
  const [, channelId, accountId] = /^([^/\s]+)\/(\S+)$/.exec(written) ?? [];
  return channelId && accountId ? { channelId: channelId.toLowerCase(), accountId } : null;
}

function botCredentials(s: z.output<typeof settings>, production: boolean): Config['bot'] {
  const given = [s.BOT_APP_ID, s.BOT_APP_PASSWORD, s.BOT_TENANT_ID].filter((value) => value !== undefined).length;
  if (s.BOT_APP_ID && s.BOT_APP_PASSWORD && s.BOT_TENANT_ID) {
    return { mode: 'azure', appId: s.BOT_APP_ID, password: s.BOT_APP_PASSWORD, tenantId: s.BOT_TENANT_ID };
  }
  if (given > 0)
    throw new AppError(
      'BAD_SETTING',
      'BOT_APP_ID, BOT_APP_PASSWORD and BOT_TENANT_ID go together: set all three or none.',
    );
  if (production && s.ROLES.includes('bots')) {
    throw new AppError(
      'BAD_SETTING',
      'BOT_APP_ID, BOT_APP_PASSWORD and BOT_TENANT_ID must be set in production: without them anyone could speak to the bot as the channel; or leave bots out of ROLES.',
    );
  }
  return { mode: 'local' };
}

function withFiles(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of Object.keys(settings.shape)) {
    const direct = environment[name];
    const file = environment[`${name}_FILE`];
    if (direct !== undefined && direct !== '') values[name] = direct;
    else if (file) values[name] = readSettingFile(name, file);
  }
  return values;
}

function readSettingFile(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new AppError('BAD_SETTING', `${name}_FILE names a file that cannot be read.`, {}, { cause: error });
  }
}

function sentence(issue: z.core.$ZodIssue): string {
  return `${String(issue.path[0])} is not valid: ${issue.message.replace(/^Invalid input: /, '')}.`;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
