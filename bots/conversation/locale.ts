/** The canonical BCP 47 tag of what a client sent as its language; null when it sent none or something else. */
export function localeFrom(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 35) return null;
  try {
    return Intl.getCanonicalLocales(value)[0] ?? null;
  } catch {
    return null;
  }
}

/** The language a browser likes best, from its Accept-Language header. */
export function preferredLocale(header: string | undefined): string | null {
  const tags = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', weight = ''] = part.trim().split(/;\s*q=/);
      return { locale: localeFrom(tag), weight: weight === '' ? 1 : Number(weight) || 0 };
    });
  return (
    tags.filter(({ locale, weight }) => locale !== null && weight > 0).sort((a, b) => b.weight - a.weight)[0]?.locale ??
    null
  );
}
