/**
 * The name of the first field below `path` that holds text no database keeps faithfully (NUL, or half of a surrogate pair), else null.
 * Clients' own data is stored as it came, so every string and every name in it is looked at.
 */
export function unkeepableField(value: unknown, path: string): string | null {
  if (typeof value === 'string') return isKeepable(value) ? null : path;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    if (!isKeepable(name)) return path;
    const found = unkeepableField(inner, path === '' ? name : `${path}.${name}`);
    if (found !== null) return found;
  }
  return null;
}

/** How deep a value is nested, counted no further than `limit`. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return limit === 0 || Object.values(value).some((inner) => isDeeperThan(inner, limit - 1));
}

function isKeepable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}
