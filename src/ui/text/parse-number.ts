/** A plain number between two bounds, decimal comma allowed; undefined for anything else. */
export function parseNumber(text: string, from: number, to: number): number | undefined {
  const trimmed = text.trim().replace(',', '.');
  if (!/^\d{1,9}(\.\d{1,9})?$/.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return value >= from && value <= to ? value : undefined;
}
