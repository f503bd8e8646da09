/** The numbers of an edge in words: unknown stays "–", a quantile beyond the last bucket says "≥", mTLS says who could tell. */
import { formatMilliseconds, formatRatio } from '../../lib/format-number';
import type { MtlsShare, Quantile } from '../../mesh/model';

export const UNKNOWN = '–';

export function quantileText(quantile: Quantile | undefined): string {
  if (quantile === undefined) return UNKNOWN;
  const text = formatMilliseconds(quantile.milliseconds);
  return quantile.atLeast ? `≥ ${text}` : text;
}

/** A number in its unit, or unknown. */
export const words = (value: number | undefined, format: (value: number) => string): string =>
  value === undefined ? UNKNOWN : format(value);

export const ratioText = (ratio: number | undefined): string => words(ratio, formatRatio);

/** One word for a table cell. */
export function mtlsShort({ ratio }: MtlsShare): string {
  if (ratio === undefined) return 'unknown';
  if (ratio <= 0) return 'plaintext';
  return ratio >= 1 ? 'mTLS' : formatRatio(ratio);
}

/** The same as a sentence: three states, and unknown is never plaintext (docs/telemetry.md §6.5). */
export function mtlsSentence({ ratio }: MtlsShare): string {
  if (ratio === undefined) return 'Nobody could tell: only the receiving side, a waypoint or a ztunnel knows, and none reported.';
  if (ratio <= 0) return 'Plaintext: nothing on this edge was encrypted by the mesh.';
  if (ratio >= 1) return 'Encrypted: everything on this edge was mutual TLS.';
  return `Mixed: ${formatRatio(ratio)} encrypted, ${formatRatio(1 - ratio)} plaintext.`;
}
