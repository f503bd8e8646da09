import type { SampledSeries } from '../series';

const staleHigh = 0x7ff00000;
const quietStaleHigh = 0x7ff80000;
const staleLow = 2;

/** Prometheus' marker for "this series ended here": a NaN with a payload of its own. Written through bits, since arithmetic would lose the payload. */
export function writeStaleMarker(values: Float64Array, index: number): void {
  new DataView(values.buffer, values.byteOffset).setBigUint64(index * 8, 0x7ff0000000000002n, true);
}

export function isStaleMarker(values: Float64Array, index: number): boolean {
  const value = values[index];
  if (value === undefined || !Number.isNaN(value)) return false;
  const bits = new DataView(values.buffer, values.byteOffset + index * 8, 8);
  const high = bits.getUint32(4, true);
  return bits.getUint32(0, true) === staleLow && (high === staleHigh || high === quietStaleHigh);
}

/** The series without its stale markers, which no range ever contains. */
export function withoutStaleMarkers(series: SampledSeries): SampledSeries {
  const { values, timestampsMs } = series;
  const kept: number[] = [];
  let stale = false;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (value !== undefined && Number.isNaN(value) && isStaleMarker(values, index)) stale = true;
  }
  if (!stale) return series;
  for (let index = 0; index < values.length; index++) if (!isStaleMarker(values, index)) kept.push(index);
  return {
    labels: series.labels,
    timestampsMs: Float64Array.from(kept, (index) => timestampsMs[index] ?? 0),
    values: Float64Array.from(kept, (index) => values[index] ?? Number.NaN),
  };
}
