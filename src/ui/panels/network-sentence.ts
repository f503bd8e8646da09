/** What the difference of both sides' p50 says, and what it does not. */
import { formatMilliseconds } from '../../lib/format-number';
import { networkMilliseconds, type SideLatency } from '../../mesh/charts/side-latency';

export function networkSentence(sides: SideLatency): string {
  const milliseconds = networkMilliseconds(sides);
  if (milliseconds === undefined) {
    const missing = sides.source?.p50 === undefined ? 'the source' : 'the destination';
    return `Network time is unknown: ${missing} told no p50.`;
  }
  if (milliseconds < 0) {
    return `Network time comes out negative (−${formatMilliseconds(-milliseconds)}): it is below what the histograms’ buckets can tell, or the two sides counted different requests.`;
  }
  return `Network time about ${formatMilliseconds(milliseconds)}: source p50 − destination p50, the part spent outside the destination’s proxy. Buckets make it an estimate.`;
}
