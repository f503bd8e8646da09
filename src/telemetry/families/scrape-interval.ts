import { selector } from '../../prometheus/promql-text';
import { type Family, readWhole } from './family';

const SPAN_SECONDS = 300;
/** What people write into `scrape_interval`; a measured interval close to one of them is taken as that one. */
const USUAL_SECONDS = [1, 2, 5, 10, 15, 20, 30, 60, 120] as const;

/** Detects the scrape interval from the data, for /status/config is not served by Thanos and Mimir (docs/telemetry.md §5). */
export const scrapeIntervalFamily: Family<number> = {
  id: 'scrape-interval',
  promql({ names }): string {
    const count = (metric: string, matchers: readonly string[]) =>
      `quantile(0.5, count_over_time(${selector(metric, matchers)}[${SPAN_SECONDS}s]))`;
    return `${SPAN_SECONDS} / (${count(names.requests, ['reporter="destination"'])} or ${count(names.tcpReceived, [])} or ${count(names.requests, ['reporter="source"', 'response_code=~"2.."'])})`;
  },
  ...readWhole((samples) => {
    const seconds = snap(samples[0]?.value);
    return { value: seconds === undefined ? [] : [seconds], unplaced: 0, problems: [] };
  }),
};

/** A range holds one sample more or less than span ÷ interval, hence the snapping to what people write; undefined when there was nothing to count. */
function snap(measured: number | undefined): number | undefined {
  if (measured === undefined || !Number.isFinite(measured) || measured <= 0) return undefined;
  const near = USUAL_SECONDS.map((seconds) => ({ seconds, distance: Math.abs(Math.log(measured / seconds)) }))
    .filter(({ distance }) => distance < Math.log(1.25))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.seconds ?? Math.max(1, Math.round(measured));
}
