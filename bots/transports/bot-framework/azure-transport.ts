import type { BotFrameworkAuthentication, Claim } from 'botframework-connector';
import { AppError } from '../../../src/platform/errors.js';
import type { Activity } from '../../conversation/activity.js';
import { within } from '../../within.js';
import { isEndorsed, type NetworkKeys, renewedKeys } from './endorsement.js';
import { type BotAccount, type NetworkTokens, networkTokens } from './network-token.js';
import { postActivity } from './post-activity.js';
import { isServiceUrl } from './service-url.js';
import type { BotFrameworkTransport, ReplyAddress, SendOutcome, VerifiedCall, WebhookRequest } from './transport.js';

/** A single-tenant bot's account at Azure. */
export interface AzureCredentials extends BotAccount {
  /** Where the network publishes the keys that sign its calls; only a test names another place. */
  readonly openIdMetadataUrl?: string;
  /** Hosts beside Microsoft's to which replies may go, such as `127.0.0.1:4010`. */
  readonly serviceHosts?: readonly string[];
}

/** What checks a call: the connector, and the keys that the network publishes. */
interface Connector {
  readonly authentication: BotFrameworkAuthentication;
  readonly keys: NetworkKeys;
}

/** The connector's own type of an activity; ours holds what we use of it. */
type ConnectorActivity = Parameters<BotFrameworkAuthentication['authenticateRequest']>[0];

const network = 'https://api.botframework.com';
const verifyMs = 10_000;

/**
 * Calls proved by the network's signed tokens, checked by Microsoft's connector and by what the connector leaves open. Replies go out by
 * `postActivity`.
 */
export function azureTransport(credentials: AzureCredentials): BotFrameworkTransport {
  const hosts = credentials.serviceHosts ?? [];
  const tokens = networkTokens(credentials);
  let authentication: Promise<Connector> | null = null;
  const connector = (): Promise<Connector> => {
    authentication ??= openConnector(credentials);
    return authentication;
  };
  return {
    verify: async (request) => verify(await connector(), request, hosts),
    send: (address, activity) => send(tokens, address, activity, hosts),
  };
}

async function verify(
  connector: Connector,
  { headers, body }: WebhookRequest,
  hosts: readonly string[],
): Promise<VerifiedCall> {
  const { serviceUrl } = body;
  // The connector skips its comparison with the token when the activity names no service.
  if (!isServiceUrl(serviceUrl, hosts))
    throw new AppError('UNAUTHENTICATED', 'serviceUrl is not one of the Bot Framework.');
  try {
    await within(verifyMs, prove(connector, body, headers.authorization ?? ''));
  } catch (error) {
    // Some of the connector's errors carry no status; whatever it is, the caller has not proved itself.
    throw new AppError('UNAUTHENTICATED', 'The call could not be authenticated.', {}, { cause: error });
  }
  return { activity: body, replyBy: body.deliveryMode === 'expectReplies' ? 'body' : 'service' };
}

async function prove({ authentication, keys }: Connector, body: WebhookRequest['body'], token: string): Promise<void> {
  await authentication.authenticateRequest(body as unknown as ConnectorActivity, token);
  if (!(await isEndorsed(keys, token, body.channelId))) throw new Error(`the key does not vouch for ${body.channelId}`);
}

async function send(
  tokens: NetworkTokens,
  address: ReplyAddress,
  activity: Activity,
  hosts: readonly string[],
): Promise<SendOutcome> {
  // Again, and not only when it came in: the list may have become shorter since.
  if (!isServiceUrl(address.serviceUrl, hosts))
    return { outcome: 'refused', reason: 'serviceUrl is not one of the Bot Framework.' };
  let token: string;
  try {
    token = await tokens.current();
  } catch (error) {
    return { outcome: 'later', reason: (error as Error).message, retryAfterMs: null };
  }
  const { status, ...sent } = await postActivity(address, activity, token);
  if (status === 401) tokens.drop();
  return sent;
}

/** The connector is loaded only here: it costs 50 MB and a third of a second, which a bot without Azure need not pay. */
async function openConnector({ appId, password, tenantId, openIdMetadataUrl }: AzureCredentials): Promise<Connector> {
  const {
    AuthenticationConfiguration,
    AuthenticationConstants,
    BotFrameworkAuthenticationFactory,
    PasswordServiceClientCredentialFactory,
  } = await import('botframework-connector');
  const { OpenIdMetadata } = await import('botframework-connector/lib/auth/openIdMetadata.js');
  const channelKeysUrl = openIdMetadataUrl ?? AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl;
  const authentication = BotFrameworkAuthenticationFactory.create(
    '',
    true,
    `${AuthenticationConstants.ToChannelFromBotLoginUrlPrefix}${tenantId}`,
    AuthenticationConstants.ToChannelFromBotOAuthScope,
    AuthenticationConstants.ToBotFromChannelTokenIssuer,
    AuthenticationConstants.OAuthUrl,
    channelKeysUrl,
    openIdMetadataUrl ?? AuthenticationConstants.ToBotFromEmulatorOpenIdMetadataUrl,
    '',
    new PasswordServiceClientCredentialFactory(appId, password.reveal(), tenantId),
    new AuthenticationConfiguration([], refuseReflectedTokens),
  );
  return { authentication, keys: renewedKeys(() => new OpenIdMetadata(channelKeysUrl)) };
}

/**
 * Prevents reflection: a token that this bot itself sends out with a reply is signed by Microsoft for this bot, and the connector would take it
 * back as an emulator's, for any service URL. The network's own tokens have its issuer, an end, and the service's URL.
 */
async function refuseReflectedTokens(claims: Claim[]): Promise<void> {
  const claim = (type: string): unknown => claims.find((one) => one.type === type)?.value;
  const isWhole =
    claim('iss') === network && Number.isFinite(Number(claim('exp') ?? Number.NaN)) && Boolean(claim('serviceurl'));
  if (!isWhole) throw new AppError('UNAUTHENTICATED', 'The token is not one of the network’s.');
}
