import { formatDuration } from '../lib/duration';
import type { Problem } from '../lib/problem';

/** Everything that can go wrong between the queries and the rows, with what to do next. */

export function rowsUnplaced(family: string, count: number): Problem {
  return {
    code: 'rows-unplaced',
    severity: 'warning',
    message: `${count} series of "${family}" have no usable reporter label or no finite value and stand nowhere in the graph.`,
    hint: 'Look for a Telemetry resource or relabelling that drops the label "reporter".',
  };
}

/** A family failed: its part is missing, the rest stands. */
export function familyFailed(title: string, cause: Problem): Problem {
  return { ...cause, severity: 'error', message: `${title}: ${cause.message}` };
}

export function windowTooShort(windowSeconds: number, scrapeIntervalSeconds: number): Problem {
  const smallest = formatDuration(4 * scrapeIntervalSeconds);
  return {
    code: 'window-too-short',
    severity: 'warning',
    message: `A window of ${formatDuration(windowSeconds)} is shorter than 4 scrape intervals of ${formatDuration(scrapeIntervalSeconds)}: rates have gaps.`,
    hint: `Use a window of at least ${smallest}.`,
  };
}

export function clockSkew(seconds: number): Problem {
  const direction = seconds > 0 ? 'ahead of' : 'behind';
  return {
    code: 'clock-skew',
    severity: 'warning',
    message: `The server's clock is ${formatDuration(Math.abs(Math.round(seconds)))} ${direction} this machine's: "now" is not the server's now.`,
    hint: 'Set the clock of this machine by NTP, or name the end of the window.',
  };
}

export function serverWarning(family: string, text: string): Problem {
  return { code: 'prometheus-warning', severity: 'warning', message: `Prometheus warns about "${family}": ${text}` };
}

export function serverInfo(family: string, text: string): Problem {
  return { code: 'prometheus-info', severity: 'info', message: `Prometheus notes about "${family}": ${text}` };
}

/** The declared exception to "no refetch": quantiles are computed by the server for one grouping. */
export function latencyByServer(estimatedRows: number, limit: number): Problem {
  return {
    code: 'latency-computed-by-server',
    severity: 'info',
    message: `Latency needs about ${estimatedRows} bucket rows, more than ${limit}: the server computes the percentiles for the drawn grouping, and is asked again when it changes.`,
    hint: 'Narrow the scope to some namespaces to get every grouping and aggregate locally.',
  };
}

export function latencyNative(): Problem {
  return {
    code: 'latency-native-histogram',
    severity: 'info',
    message:
      'There are no latency buckets; the percentiles come from native histograms and are computed by the server for the drawn grouping.',
  };
}

export function noSeries(): Problem {
  return {
    code: 'no-istio-series',
    severity: 'warning',
    message: 'Prometheus answered, but has no Istio traffic in this window and scope.',
    hint: 'Check the window, the namespaces, the metric prefix, and that Prometheus scrapes the proxies (istio_requests_total).',
  };
}
