/** The legend that stands on the map all the time: health, the span of widths, mTLS. */
import type { LegendEntry } from '../../scene/legend';

export function shortLegend(entries: readonly LegendEntry[]): readonly LegendEntry[] {
  const widths = entries.filter(({ section }) => section === 'width');
  const ends = new Set([widths.at(0), widths.at(-1)]);
  return entries.filter((entry) => entry.section === 'health' || entry.section === 'mtls' || ends.has(entry));
}
