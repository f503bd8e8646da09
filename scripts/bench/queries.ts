import type { Answer, PrometheusClient, QueryCost } from '../../src/prometheus/client-types';
import { createPrometheusClient } from '../../src/prometheus/http-client';
import { takeTelemetry } from '../../src/telemetry/take-telemetry';
import type { BenchFamily, BenchLine } from './bench-line';
import { startLargePrometheus } from './large-prometheus';
import { perNamespaceQueries } from './per-namespace-queries';

const SERVICES = 1000;
const WINDOW_SECONDS = 300;
const TIMEOUT_SECONDS = 60;

interface Spent {
  queries: number;
  samples: number;
  bytes: number;
  milliseconds: number;
}

/** Notes what every instant query costs, by the server's own count. */
function counting(client: PrometheusClient): { readonly client: PrometheusClient; readonly spent: Spent } {
  const spent: Spent = { queries: 0, samples: 0, bytes: 0, milliseconds: 0 };
  const note = ({ samples, bytes, milliseconds }: QueryCost): void => {
    spent.queries += 1;
    spent.samples += samples ?? Number.NaN;
    spent.bytes += bytes;
    spent.milliseconds += milliseconds;
  };
  const noted = async <T>(query: string, asked: Answer<T>): Answer<T> => {
    const answer = await asked;
    if (!answer.ok) throw new Error(`${answer.error.message} (${query.slice(0, 200)})`);
    note(answer.value.cost);
    return answer;
  };
  return {
    spent,
    client: {
      ...client,
      instant: (query, options) => noted(query, client.instant(query, { ...options, timeoutSeconds: TIMEOUT_SECONDS })),
      readInstant: (query, options, start) =>
        noted(query, client.readInstant(query, { ...options, timeoutSeconds: TIMEOUT_SECONDS }, start)),
    },
  };
}

/** Queries and samples of one refresh of the whole mesh against one query set per namespace, as Prometheus counts them. */
export const queriesFamily: BenchFamily = {
  name: 'queries',
  about: 'queries and samples of one refresh ÷ one query set per namespace, on a real Prometheus',
  run: async (say) => {
    const prometheus = await startLargePrometheus(SERVICES);
    try {
      say(`${SERVICES} services, ${prometheus.samples} samples, ${prometheus.namespaces.length} namespaces`);
      const client = createPrometheusClient({ baseUrl: prometheus.url, fetch });
      const refresh = async (known: number | undefined): Promise<Spent> => {
        const ours = counting(client);
        await takeTelemetry(ours.client, {
          atSeconds: prometheus.endSeconds,
          alignNow: false,
          windowSeconds: WINDOW_SECONDS,
          namespaces: [],
          showIdle: false,
          timeoutSeconds: TIMEOUT_SECONDS,
          ...(known !== undefined && { knownScrapeIntervalSeconds: known }),
        });
        return ours.spent;
      };
      const first = await refresh(undefined);
      const next = await refresh(15);
      const usual = counting(client);
      for (const namespace of prometheus.namespaces) {
        for (const query of perNamespaceQueries(namespace, WINDOW_SECONDS)) {
          await usual.client.instant(query, { atSeconds: prometheus.endSeconds });
        }
      }
      const floor = usual.spent;
      return [lines('first refresh', first, floor), lines('each further refresh', next, floor)].flat();
    } finally {
      await prometheus.stop();
    }
  },
};

function lines(when: string, spent: Spent, floor: Spent): readonly BenchLine[] {
  const line = (what: string, value: number, against: number, unit?: string): BenchLine => ({
    measure: `${what}, ${when} ÷ one set per namespace`,
    size: SERVICES,
    value,
    floor: against,
    ...(unit !== undefined && { unit }),
  });
  return [
    line('queries', spent.queries, floor.queries, 'queries'),
    line('samples read', spent.samples / 1e6, floor.samples / 1e6, 'million'),
    line('bytes answered', spent.bytes / 1e6, floor.bytes / 1e6, 'MB'),
    line('time in queries', spent.milliseconds, floor.milliseconds),
  ];
}
