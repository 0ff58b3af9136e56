import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';
import { AppError } from '../errors.js';

const connectMs = 5_000;

/**
 * Connects to public addresses only, except for the hosts (`host:port`) that are allowed. The address is checked when the name is resolved for
 * the connection itself: a check before would be fooled by a name that answers differently the second time.
 */
export function guardedConnector(allowedHosts: readonly string[]): buildConnector.connector {
  const open = buildConnector({ timeout: connectMs, allowH2: false });
  const guarded = buildConnector({
    timeout: connectMs,
    allowH2: false,
    lookup: publicLookup,
  } as buildConnector.BuildOptions);
  const allowed = new Set(allowedHosts.map((host) => host.toLowerCase()));
  return (options, callback) => {
    const { hostname } = options;
    if (allowed.has(hostAndPort(options))) return open(options, callback);
    // A literal address is connected to without a look-up.
    if (isIP(hostname) !== 0 && !isPublic(hostname)) return callback(refusal(hostname), null);
    return guarded(options, callback);
  };
}

/** `host:port` of an address, with the port that its protocol implies, in lower case: as the lists of allowed hosts name it. */
export function hostAndPort({ hostname, protocol, port }: Pick<URL, 'hostname' | 'protocol' | 'port'>): string {
  const host = hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname;
  return `${host}:${port || (protocol === 'https:' ? 443 : 80)}`.toLowerCase();
}

/** Whether an address is one of the open internet: neither loopback, private, link-local nor one of the wrappers around them. */
export function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

type Found = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

function publicLookup(hostname: string, options: LookupOptions, found: Found): void {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return found(error, '');
    const open = addresses.filter(({ address }) => isPublic(address));
    const [first] = open;
    if (!first) return found(refusal(hostname), '');
    return options.all ? found(null, open) : found(null, first.address, first.family);
  });
}

function refusal(host: string): AppError {
  return new AppError(
    'FORBIDDEN',
    `${host} is not a public address, and it is not on the list of hosts that may be read.`,
  );
}
