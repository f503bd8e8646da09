/** The few signs that the map cannot be read without. */
import type { LegendEntry } from '../../scene/legend';

const ALWAYS: ReadonlySet<LegendEntry['section']> = new Set(['find', 'change', 'health', 'policy', 'badges', 'split', 'flow', 'mtls']);

/** The legend that stands on the map all the time: health, the span of widths, mTLS; under a policy overlay its states and tags in brief. */
export function shortLegend(entries: readonly LegendEntry[]): readonly LegendEntry[] {
  const policy = entries.some(({ section }) => section === 'policy');
  const difference = entries.some(({ section }) => section === 'change');
  const widths = policy || difference ? [] : entries.filter(({ section }) => section === 'width');
  const ends = new Set([widths.at(0), widths.at(-1)]);
  return entries
    .filter(
      (entry) =>
        (ALWAYS.has(entry.section) || ends.has(entry) || entry.id === 'gone') &&
        entry.sample.kind !== 'glyph' &&
        entry.id !== 'change-noise',
    )
    .map((entry) => (entry.brief === undefined ? entry : { ...entry, text: entry.brief }));
}
