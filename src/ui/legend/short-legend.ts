/** The legend that stands on the map all the time: health or the chosen overlay, the span of widths, mTLS. */
import type { LegendEntry } from '../../scene/legend';

const ALWAYS: ReadonlySet<LegendEntry['section']> = new Set(['health', 'policy', 'badges', 'mtls']);

export function shortLegend(entries: readonly LegendEntry[]): readonly LegendEntry[] {
  const widths = entries.filter(({ section }) => section === 'width');
  const ends = new Set([widths.at(0), widths.at(-1)]);
  return entries.filter((entry) => ALWAYS.has(entry.section) || ends.has(entry));
}
