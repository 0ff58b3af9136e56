/** A share with its 95 % Wilson interval, as text. */
export function share(part: number, whole: number): string {
  if (whole === 0) return 'none of 0';
  const z = 1.96;
  const p = part / whole;
  const middle = (p + (z * z) / (2 * whole)) / (1 + (z * z) / whole);
  const half = (z / (1 + (z * z) / whole)) * Math.sqrt((p * (1 - p)) / whole + (z * z) / (4 * whole * whole));
  return `${p.toFixed(3)} (${part}/${whole}, ${Math.max(0, middle - half).toFixed(3)}–${Math.min(1, middle + half).toFixed(3)})`;
}
