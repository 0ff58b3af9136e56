/** Names a state of a document at one address, in the server's own words (RFC 9110, 8.8). */
export interface Validators {
  /** The address that they are of; to no other are they sent. */
  readonly url: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** Gives a response's header; null when it has none of that name. */
export type HeaderValue = (name: string) => string | null;

/** A document may change twice in a second and keep its date: one that is younger than this does not name its state (RFC 9110, 8.8.2.2). */
const settledMs = 60_000;
const longestEtag = 500;

/** The validators of a response; what could not be sent back as it came is left out. */
export function validatorsIn(url: URL, header: HeaderValue): Validators {
  const etag = header('etag')?.trim() ?? '';
  return {
    url: url.href,
    etag: etag.length <= longestEtag && /^(?:W\/)?"[\x21\x23-\x7e]*"$/.test(etag) ? etag : null,
    lastModified: settledDate(header('last-modified')?.trim() ?? '', header('date')),
  };
}

/** The headers that ask for a document only if it is no longer as it is known; null for an address that the validators are not of. */
export function conditionsFor(url: URL, known: Validators | undefined): Readonly<Record<string, string>> | null {
  if (!known || known.url !== url.href || (known.etag === null && known.lastModified === null)) return null;
  return {
    ...(known.etag === null ? {} : { 'if-none-match': known.etag }),
    ...(known.lastModified === null ? {} : { 'if-modified-since': known.lastModified }),
  };
}

function settledDate(modified: string, sent: string | null): string | null {
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(modified)) return null;
  const age = Date.parse(sent ?? '') - Date.parse(modified);
  return age >= settledMs ? modified : null;
}
