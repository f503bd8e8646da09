/** Everything that can be wrong with dropped exposition text, with what to do next. */
import type { Problem } from '../lib/problem';
import type { Exposition } from '../prometheus/exposition-types';

const HOW_TO_GET_IT = 'Take it with: kubectl exec POD -c istio-proxy -- pilot-agent request GET stats/prometheus';
const MOST_ERRORS_TOLD = 3;
const MOST_NAMES_TOLD = 5;

export const totalsSinceStart = (name: string): Problem => ({
  code: 'exposition-totals',
  severity: 'info',
  message: `“${name}” is one moment of a proxy: the numbers are totals since it started, not rates per second.`,
  hint: 'Add a second text of the same proxy, taken a known time later, to see rates.',
});

export const secondsUnknown = (): Problem => ({
  code: 'exposition-seconds-unknown',
  severity: 'warning',
  message: 'The time between the two texts is not known: the numbers are what was counted between them, not rates per second.',
  hint: 'Give the seconds between the two texts.',
});

export const counterResets = (count: number, all: number): Problem => ({
  code: 'exposition-counter-resets',
  severity: 'warning',
  message: `${count} of ${all} counters went back between the two texts: the proxy restarted, and only what came after is counted.`,
  hint: 'If most of them went back, the texts may be in the wrong order.',
});

export const differentProxies = (first: string, last: string): Problem => ({
  code: 'exposition-different-proxies',
  severity: 'error',
  message: `“${first}” and “${last}” have no series in common: they come from different proxies, so there are no rates; shown are totals of “${last}”.`,
  hint: 'Take both texts from the same pod.',
});

export const summedSeries = (name: string, count: number): Problem => ({
  code: 'exposition-summed',
  severity: 'info',
  message: `${count} series stand in “${name}” more than once and were added up, as if several proxies were in one text.`,
  hint: 'If the text holds the same proxy twice, keep one copy.',
});

/** The first unreadable lines by line and column, and how many there are. */
export function unreadableLines(name: string, { errors, errorCount }: Exposition): readonly Problem[] {
  const told = errors.slice(0, MOST_ERRORS_TOLD).map(
    ({ line, column, message, text }): Problem => ({
      code: 'exposition-unreadable-line',
      severity: 'warning',
      message: `“${name}”, line ${line}, column ${column}: ${message}: ${text}`,
      hint: 'The line was left out; the others stand.',
    }),
  );
  const rest = errorCount - told.length;
  if (rest <= 0) return told;
  return [...told, { code: 'exposition-unreadable-line', severity: 'warning', message: `${rest} more lines of “${name}” cannot be read.` }];
}

const nothing = (name: string, what: string, hint = HOW_TO_GET_IT): Problem => ({
  code: 'exposition-no-istio',
  severity: 'error',
  message: `“${name}” ${what}.`,
  hint,
});

/** What a text without Istio's traffic metrics is instead. */
export function noIstioSeries(name: string, text: string, { series }: Exposition): Problem {
  const start = text.slice(0, 4096).trimStart();
  if (start === '') return nothing(name, 'is empty');
  if (series.length > 0) return otherSeries(name, series);
  if (start.startsWith('<')) return nothing(name, 'is a web page, not exposition text');
  if (/^[{[]/.test(start)) return nothing(name, 'is JSON, not exposition text');
  if (/^[\w.:;|/-]+: (\d+|"|P0\(|No recorded values)/m.test(start)) {
    return nothing(
      name,
      'holds Envoy’s plain statistics (/stats), which have no labels',
      `Ask for /stats/prometheus instead. ${HOW_TO_GET_IT}`,
    );
  }
  return nothing(name, 'is not exposition text');
}

function otherSeries(name: string, series: Exposition['series']): Problem {
  const names = [...new Set(series.map((one) => one.name))];
  const istio = names.filter((one) => one.includes('istio_'));
  const shown = (istio.length > 0 ? istio : names).slice(0, MOST_NAMES_TOLD).join(', ');
  const found = `${series.length} series of ${names.length} metrics (${shown}${names.length > MOST_NAMES_TOLD ? ', …' : ''})`;
  if (istio.length > 0)
    return nothing(
      name,
      `has ${found}, but no traffic: this proxy has not reported a call yet`,
      'Send it some requests and take the text again.',
    );
  return nothing(name, `has ${found}, but none of Istio’s istio_requests_total or istio_tcp_*`);
}
