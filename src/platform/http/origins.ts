/** Whether a page of `origin` may speak to us: pages of this host, those on the list, all when the list holds "*". No origin = not a browser. */
export function isAllowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[],
): boolean {
  if (origin === undefined || allowed.includes('*') || allowed.includes(origin)) return true;
  return URL.parse(origin)?.host === host && host !== undefined;
}
