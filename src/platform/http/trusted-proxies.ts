import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** Whether an address is of a proxy that may say for whom it calls. */
export type TrustsProxy = (address: string) => boolean;

const rangeForm = /^([^/]+)(?:\/(\d{1,3}))?$/;

/** Whether a text is an IP address, or a range of them such as 10.0.0.0/8; a range of all addresses is none. */
export function isAddressRange(text: string): boolean {
  const [, address = '', bits] = rangeForm.exec(text) ?? [];
  const most = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  return most > 0 && (bits === undefined || (Number(bits) >= 1 && Number(bits) <= most));
}

/** Trusts the proxies at these addresses or in these ranges, and no other. */
export function trustsProxies(ranges: readonly string[]): TrustsProxy {
  const trusted = new BlockList();
  for (const range of ranges) {
    const [, address = '', bits] = rangeForm.exec(range) ?? [];
    if (bits === undefined) trusted.addAddress(address, family(address));
    else trusted.addSubnet(address, Number(bits), family(address));
  }
  return (address) => isIP(address) > 0 && trusted.check(address, family(address));
}

/** The address that a request comes from: the last that a trusted proxy names, for what stands before it anybody may have written. */
export function callerOf(request: Pick<IncomingMessage, 'headers' | 'socket'>, trusts: TrustsProxy): string {
  const named = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  let caller = request.socket.remoteAddress ?? '';
  for (let next = named.pop()?.trim(); next && trusts(caller); next = named.pop()?.trim()) caller = next;
  return caller;
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
