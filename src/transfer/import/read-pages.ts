import { AppError } from '../../platform/errors.js';
import { type GuardedFetchOptions, openGuardedFetch } from '../../platform/http/guarded-fetch.js';
import { bounds } from './bounds.js';
import type { ImportFile } from './imported-answer.js';

/** Which pages may be read. */
export interface PageOptions extends Pick<GuardedFetchOptions, 'userAgent'> {
  /** Hosts, with their port where it is not the usual one; a page of any other is refused before it is asked. */
  readonly allowedHosts: readonly string[];
  readonly onProgress?: (done: number, total: number) => void;
}

const mostPages = 1_000;

/** Reads pages one after the other. Throws for the first that is not on the list, leads elsewhere or is no page. */
export async function readPages(addresses: readonly string[], options: PageOptions): Promise<readonly ImportFile[]> {
  if (addresses.length === 0 || addresses.length > mostPages)
    throw new AppError('BAD_INPUT', `The list must hold 1 to ${mostPages.toLocaleString('en')} addresses.`);
  for (const address of addresses) requireAllowed(address, options.allowedHosts);
  // That a host is on the list does not make a private address of it reachable, unless it is named with its port.
  const fetch = openGuardedFetch({ ...options, maxBytes: bounds.fileBytes });
  try {
    const files: ImportFile[] = [];
    for (const address of addresses) {
      const page = await fetch.get(address);
      requireAllowed(page.url, options.allowedHosts);
      if (page.status !== 200 || page.mediaType !== 'text/html')
        throw new AppError('UNAVAILABLE', `${address} gave no page (status ${page.status}).`);
      files.push({ name: address, content: page.text });
      options.onProgress?.(files.length, addresses.length);
    }
    return files;
  } finally {
    await fetch.close();
  }
}

function requireAllowed(address: string, allowed: readonly string[]): void {
  const host = URL.parse(address)?.host ?? '';
  if (host === '' || !allowed.includes(host))
    throw new AppError(
      'FORBIDDEN',
      `${address.slice(0, 200)} is not of an allowed host: ${allowed.join(', ') || 'none is given'}.`,
    );
}
