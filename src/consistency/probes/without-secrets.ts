/** A reply without secrets that it quotes, in the strings of its JSON however they are escaped; as text where it is no JSON. */
export function withoutSecrets(reply: string, secrets: readonly string[]): string {
  const clean = (text: string) => secrets.reduce((kept, secret) => kept.replaceAll(secret, '[secret]'), text);
  try {
    // Written again only where something was found: evidence is kept as it came.
    let isFound = false;
    const value: unknown = JSON.parse(reply, (_, inner: unknown) => {
      if (typeof inner === 'string') {
        const kept = clean(inner);
        isFound ||= kept !== inner;
        return kept;
      }
      const named = isRecord(inner) ? Object.keys(inner).filter((name) => clean(name) !== name) : [];
      isFound ||= named.length > 0;
      return named.length === 0
        ? inner
        : Object.fromEntries(Object.entries(inner as object).map(([name, one]) => [clean(name), one]));
    });
    return isFound ? JSON.stringify(value) : clean(reply);
  } catch {
    return clean(reply);
  }
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
