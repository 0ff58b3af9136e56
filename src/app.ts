import type { Services } from '../schema/context.js';
import { type Carry, operationsOver, type RunOperation } from '../schema/operations/run-operation.js';
import { type Actor, derivedBytes, deriveKey } from './access/index.js';
import {
  allChannels,
  type Channel,
  channelGateRules,
  checkMarkdown,
  type MailCatcher,
  type MailIntake,
  parseMailAddress,
  registerGovernedChannels,
  sendTemplate,
  smtpTransport,
  startMailCatcher,
} from './channels/index.js';
import { claimsIn, contradictionsIn, contradictsPublished, omittedClauses } from './consistency/index.js';
import { withinBudget } from './demand/index.js';
import { knowledgeGateRules, openSnapshots, releasePreviews } from './knowledge/index.js';
import {
  confusableAnswers,
  type EmbeddingTimes,
  type KnownModels,
  type Models,
  modelsOfThen,
  modelsToTry,
  openModels,
  prepareExactPhrasings,
  type Train,
  trainInWorker,
} from './matching/index.js';
import { type Clock, systemClock } from './platform/clock.js';
import type { Config } from './platform/config.js';
import type { Database, DatabaseTransaction } from './platform/database/database.js';
import { createLog, type Log } from './platform/log.js';
import { openNews } from './platform/news.js';
import { connectRedis } from './platform/redis.js';
import { localRateLimits, type RateLimits, sharedRateLimits } from './platform/rate-limits.js';
import { openReceiptBook, openSigningKey } from './receipts/index.js';
import { currentSynonyms, popularityFromEvents, type SearchEngine } from './search/index.js';
import { ensureDemo } from './app/ensure-demo.js';
import { followChannels } from './app/follow-channels.js';
import { followPublished } from './app/follow-published.js';
import { keepQuestions } from './app/keep-questions.js';
import { recheckPublished } from './app/recheck-published.js';
import { startQueuedSweep, sweepRegularly } from './app/start-sweeps.js';
import { openIntake } from './app/open-intake.js';
import { openJudge } from './app/open-judge.js';
import { openDoors, type Doors } from './app/open-doors.js';
import { openSearch } from './app/open-search.js';
import { type Closers, openResources, type Resources } from './app/resources.js';
import { checkerAgent, observedFolder, registerJobs } from './app/register-jobs.js';
import { queueAssignment, tellFindings } from './app/tell-findings.js';
import { weighHourly } from './app/weigh-findings.js';
import { tellWebhooks } from './app/tell-webhooks.js';
import { tendReceipts } from './app/tend-receipts.js';
import { openEmbeddings, type OpenedEmbeddings, tendEndpoint } from './app/tend-embeddings.js';

/** The running service, as main, the command line and the tests hold it. */
export interface App {
  readonly config: Config;
  readonly db: Database;
  readonly services: Services;
  readonly keys: ChannelKeys;
  readonly run: RunOperation;
  readonly doors: Doors;
  readonly mail: MailCatcher | null;
  /** Where customers' mails come in; null = nowhere. */
  readonly mailIntake: MailIntake | null;
  /** Resolves when models and index stand for what is published. */
  caughtUp(): Promise<void>;
  close(): Promise<void>;
}

/** The bearer tokens of our own channels, and the operator's. */
export interface ChannelKeys {
  readonly help: string;
  readonly webchat: string;
  readonly social: string;
  readonly 'social-reply': string;
  readonly email: string;
  readonly agents: string;
  readonly operator: string;
}

/** What tests give instead of the world's. */
export interface AppOptions {
  readonly clock?: Clock;
  readonly log?: Log;
  readonly train?: Train;
  readonly embeddingTimes?: Partial<EmbeddingTimes>;
  readonly knownModels?: KnownModels;
}

/** Opens everything a process needs, in order; a step that fails closes what was opened before it. */
export async function createApp(config: Config, options: AppOptions = {}): Promise<App> {
  const closers: Closers = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return await open(config, options, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(config: Config, options: AppOptions, closers: Closers, close: () => Promise<void>): Promise<App> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? createLog(config.logLevel);
  const resources = await openResources(config, log, closers);
  const { db } = resources.connection;
  if (config.seed === 'demo') await ensureDemo(db);
  if (config.seed === 'demo' && !config.organisation.isDemo)
    log.warn(
      'ORGANISATION_NAME stands over the answers of the demo bank: set SEED=none where the answers are your own',
    );
  await registerGovernedChannels(db);
  const keys = await channelKeys({ db, clock, secret: resources.secret });
  resources.folder.write('operator.key', keys.operator);
  // It is no key of the API: it opens conversations, and nothing else.
  const deskKey = `uv-desk-${derivedBytes(resources.secret, 'desk').toString('base64url')}`;
  resources.folder.write('desk.key', deskKey);
  const mail = config.mail.mode === 'caught' ? await startMailCatcher() : null;
  if (mail) closers.push(() => mail.close());
  const carrier: { carry: Carry | null } = { carry: null };
  const run = operationsOver((request, credential) => {
    if (!carrier.carry) throw new Error('the API was asked before it was open');
    return carrier.carry(request, credential);
  });
  const redis = config.redis.mode === 'on' ? connectRedis(config.redis.url.reveal(), log) : null;
  closers.push(() => redis?.disconnect());
  const rateLimits = redis ? sharedRateLimits(redis) : localRateLimits();
  const train = options.train ?? trainInWorker;
  const search = await openSearch(config, { db, log, closers });
  const models = await openModels(db, options.knownModels);
  const embeddings = openEmbeddings({ db, clock, models }, config.embeddings, closers, options.embeddingTimes);
  const channels = new Map((await allChannels(db)).map((channel) => [channel.key, channel]));
  const services = await openServices({
    channels,
    config,
    clock,
    log,
    resources,
    run,
    keys,
    train,
    rateLimits,
    search,
    models,
    embeddings,
  });
  followChannels(services, channels, closers);
  tendReceipts(services, { work: config.roles.includes('worker'), keyDays: config.signingKeyDays }, closers);
  const published = followPublished({
    ...services,
    databaseUrl: resources.databaseUrl,
    train,
    work: config.roles.includes('worker'),
  });
  closers.push(() => published.close());
  if (config.roles.includes('worker')) await tendEndpoint({ ...services, train }, embeddings, closers);
  const doors = await openDoors(
    {
      config,
      resources,
      services,
      run,
      keys,
      mail,
      rateLimits,
      redis,
      tokenSecret: derivedBytes(resources.secret, 'direct-line-tokens'),
      deskKey,
    },
    closers,
    (carry) => {
      carrier.carry = carry;
    },
  );
  await registerJobs({
    config,
    resources,
    services,
    run,
    keys,
    doors,
    judge: openJudge(config.judge, closers),
    transport: smtpTransport(
      config.mail.mode === 'smtp' ? config.mail.url.reveal() : (mail?.url ?? ''),
      config.mailSigning,
    ),
  });
  if (config.roles.includes('worker')) {
    keepQuestions({ db, clock, log, retentionDays: config.inquiryRetentionDays }, closers);
    sweepRegularly({ db, clock, log, jobs: resources.jobs }, config.sweepEveryHours, closers);
    recheckPublished({ ...services, jobs: resources.jobs }, config.recheckPublishedAnswers, closers);
    weighHourly(services, closers);
  }
  const telling = { services, jobs: resources.jobs, work: config.roles.includes('worker') };
  await tellWebhooks(telling, closers);
  const apiAddress = `${config.publicUrl ?? config.apiUrl ?? doors.url}/graphql`;
  await tellFindings({ ...telling, timeZone: config.timeZone, apiAddress }, closers);
  const mailIntake = await openIntake({ config, services, jobs: resources.jobs }, closers);
  return { config, db, services, keys, run, doors, mail, mailIntake, caughtUp: () => published.caughtUp(), close };
}

interface Opening {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly resources: Resources;
  readonly run: RunOperation;
  readonly keys: ChannelKeys;
  readonly rateLimits: RateLimits;
  readonly train: Train;
  readonly search: SearchEngine;
  readonly models: Models;
  readonly embeddings: OpenedEmbeddings | null;
  readonly channels: ReadonlyMap<string, Channel>;
}

const suggestionsPerHour = 30;
const searchEventsPerMinute = 1_200;

async function openServices({
  config,
  clock,
  log,
  resources,
  run,
  keys,
  train,
  rateLimits,
  search,
  models,
  embeddings,
  channels,
}: Opening): Promise<Services> {
  const { db } = resources.connection;
  const { jobs } = resources;
  const sourceLocale = config.defaultLocale;
  const base = config.publicUrl ?? `http://${config.host}:${config.port}`;
  const addressOf = (key: string, locale: string) =>
    `${base}/help/${key}${locale === sourceLocale ? '' : `?locale=${locale}`}`;
  const mailContext = {
    db,
    clock,
    sourceLocale,
    runOperation: run,
    credential: keys.email,
    from: parseMailAddress('MAIL_FROM', config.mailFrom),
    enqueue: (tx: DatabaseTransaction, mailId: number) => jobs.send('deliver-mail', { mailId }, tx),
  };
  const snapshots = await openSnapshots({ db, log, sourceLocale });
  await prepareExactPhrasings(snapshots.current());
  const thenModels = modelsOfThen({ db, clock, train });
  const services: Omit<Services, 'releasePreviews'> = {
    db,
    clock,
    log,
    sourceLocale,
    channels,
    snapshots,
    models,
    questionVectors: embeddings?.questionVectors ?? null,
    modelsOfThen: thenModels,
    modelsToTry: modelsToTry({ train }),
    confusableAnswers: confusableAnswers({ train }),
    search,
    synonyms: currentSynonyms(db),
    popularity: popularityFromEvents({ db, clock, log }),
    searchEventLimit: rateLimits.perCaller('search-events', searchEventsPerMinute, 60),
    news: openNews(),
    webhookSettings: {
      key: derivedBytes(resources.secret, 'webhook-secrets'),
      allowedHosts: config.webhookAllowedHosts,
    },
    signingKey: await openSigningKey({ db, clock }),
    receiptBook: openReceiptBook({ db, clock, log }),
    caseKey: derivedBytes(resources.secret, 'case-references'),
    addressOf,
    markdownProblems: checkMarkdown,
    gateRules: [
      ...knowledgeGateRules,
      ...channelGateRules({
        channels,
        addressOf,
        omits: omittedClauses,
        claims: claimsIn,
        contradictions: contradictionsIn,
      }),
      contradictsPublished,
    ],
    releaseRules: [withinBudget({ db, clock, modelsOfThen: thenModels })],
    factCheckKey: derivedBytes(resources.secret, 'fact-check-links'),
    factCheckAddress: (token) => `${base}/fact-check/${token}`,
    suggestionLimit: rateLimits.perCaller('suggestions', suggestionsPerHour, 3_600),
    queueCorrection: (tx, correctionId) => jobs.send('send-corrections', { correctionId }, tx),
    observing: {
      observed: {
        site: null,
        allowedHosts: config.observedAllowedHosts,
        folder: observedFolder(config),
        tokens: config.observedTokens,
      },
      userAgent: checkerAgent(base),
    },
    queueAssignment: queueAssignment(jobs),
    startSweep: (actor, part) => startQueuedSweep({ db, clock, jobs }, actor, part),
    mailing: mailContext,
    queueOutcome: (tx, inquiryId) => jobs.send('tell-outcome', { inquiryId }, tx),
    sendTemplate: (actor: Actor, order) => sendTemplate({ ...mailContext, actor }, order),
  };
  return { ...services, releasePreviews: releasePreviews(services) };
}

async function channelKeys(ctx: Parameters<typeof deriveKey>[0]): Promise<ChannelKeys> {
  const key = (channel: string) => deriveKey(ctx, channel, channel);
  return {
    help: await key('help'),
    webchat: await key('webchat'),
    social: await key('social'),
    'social-reply': await key('social-reply'),
    email: await key('email'),
    agents: await key('agents'),
    operator: await deriveKey(ctx, 'operator', null),
  };
}
