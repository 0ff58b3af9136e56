import type { Channel, ChannelKind, ChannelSource } from '../../channels/index.js';
import { agentsProbe } from './agents.js';
import { botInProcessProbe, byWireOrInProcess } from './bot-in-process.js';
import { botMessageProbe } from './bot-message.js';
import type { ChannelProbe, ProbeEnvironment } from './channel-probe.js';
import { directLineProbe } from './direct-line.js';
import { emailProbe, type MailRoom, openMailRoom } from './email.js';
import { helpPageProbe } from './help-page.js';
import { type ObservedProbes, openObservedProbes } from './observed-probes.js';
import type { Reading } from './page-reader.js';

/** A channel with the place where it is read. */
export type ProbedChannel = Channel & { readonly source: ChannelSource };

/** The probes of one sweep, with what they share. */
export interface SweepProbes {
  /** Null for a kind that is no channel but a network of one; throws BAD_INPUT for a source that is not understood. */
  of(channel: ProbedChannel): ChannelProbe | null;
  close(): Promise<void>;
}

interface Session {
  readonly environment: ProbeEnvironment;
  readonly observed: ObservedProbes;
  readonly mail: () => Promise<MailRoom>;
}

type MakeProbe = (session: Session, channel: ProbedChannel) => ChannelProbe;

/** How each kind of channel is asked. */
const probes: Readonly<Record<ChannelKind, MakeProbe | null>> = {
  help: ({ environment }) => helpPageProbe(environment),
  webchat: ({ environment }, { key }) =>
    byWireOrInProcess(directLineProbe(environment, key), botInProcessProbe(environment, 'webchat')),
  social: ({ environment }) => networkProbe(environment, 'instagram', 'social'),
  'social-reply': ({ environment }) => networkProbe(environment, 'public-reply', 'social-reply'),
  email: ({ environment, mail }, { key }) => emailProbe(environment, key, mail),
  agents: ({ environment }, { key }) => agentsProbe(environment, key),
  'web-page': observedProbe,
  file: observedProbe,
  macros: observedProbe,
  mails: observedProbe,
  graphql: observedProbe,
  // Networks are asked as the channels that speak on them.
  directline: null,
  msteams: null,
  slack: null,
  facebook: null,
  telegram: null,
  line: null,
  sms: null,
  whatsapp: null,
};

function observedProbe({ observed }: Session, { kind, source }: ProbedChannel): ChannelProbe {
  return observed.of(kind, source);
}

function networkProbe(
  environment: ProbeEnvironment,
  network: Parameters<typeof botMessageProbe>[1],
  channel: Parameters<typeof botInProcessProbe>[1],
): ChannelProbe {
  const inProcess = botInProcessProbe(environment, channel);
  return environment.hasOpenWebhook ? byWireOrInProcess(botMessageProbe(environment, network), inProcess) : inProcess;
}

/** Opens the probes of one sweep; whoever opens them closes them. */
export function openProbes(environment: ProbeEnvironment, reading?: Reading): SweepProbes {
  const observed = openObservedProbes(environment, reading);
  let room: Promise<MailRoom> | null = null;
  const mail = (): Promise<MailRoom> => {
    room ??= openMailRoom();
    return room;
  };
  return {
    of: (channel) => probes[channel.kind]?.({ environment, observed, mail }, channel) ?? null,
    close: async () => {
      await observed.close();
      await (await room)?.close();
    },
  };
}
