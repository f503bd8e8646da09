import type { InstantSample } from '../../prometheus/client-types';
import type { MetricNames } from '../metric-names';
import { selector } from '../promql';

const SPAN_SECONDS = 300;
/** What people write into `scrape_interval`; a measured interval close to one of them is taken as that one. */
const USUAL_SECONDS = [1, 2, 5, 10, 15, 20, 30, 60, 120] as const;

/** Detects the scrape interval from the data, for /status/config is not served by Thanos and Mimir (docs/telemetry.md §5). */
export const scrapeIntervalFamily = {
  id: 'scrape-interval',
  promql(names: MetricNames): string {
    const count = (metric: string, matchers: readonly string[]) =>
      `quantile(0.5, count_over_time(${selector(metric, matchers)}[${SPAN_SECONDS}s]))`;
    return `${SPAN_SECONDS} / (${count(names.requests, ['reporter="destination"'])} or ${count(names.tcpReceived, [])} or ${count(names.requests, ['reporter="source"', 'response_code=~"2.."'])})`;
  },
  /** Seconds; undefined when there is nothing to count. A range holds one sample more or less than span ÷ interval, hence the snapping. */
  parse(samples: readonly InstantSample[]): number | undefined {
    const measured = samples[0]?.value;
    if (measured === undefined || !Number.isFinite(measured) || measured <= 0) return undefined;
    let best: number | undefined;
    for (const usual of USUAL_SECONDS) {
      const distance = Math.abs(Math.log(measured / usual));
      if (distance < Math.log(1.25) && (best === undefined || distance < Math.abs(Math.log(measured / best)))) best = usual;
    }
    return best ?? Math.max(1, Math.round(measured));
  },
};
