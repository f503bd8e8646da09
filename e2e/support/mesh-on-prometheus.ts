/** A demo mesh as samples in a real Prometheus, with the page served before it. */
import { createWorld } from '../../mock-server/world/create-world';
import { openMetricsPieces } from '../../mock-server/world/open-metrics';
import { startPrometheus } from '../../scripts/real-prometheus';
import { servePage } from '../../scripts/serve-page';
import { MOMENT_SECONDS } from './mesh-page';

/** A window of five minutes and one scrape before it. */
const HISTORY_SECONDS = 330;
/** Sizes of bodies are two histograms that the page does not ask for. */
const ASKED_FOR = /^istio_(requests_total|request_duration_milliseconds.*|tcp_.*)$/;

export interface RealMesh {
  /** Prometheus itself. */
  readonly prometheusUrl: string;
  readonly pageUrl: string;
  stop(): Promise<void>;
}

interface RealMeshOptions {
  /** An API with the resources of the same mesh. */
  readonly kubernetesUrl?: string;
  /** What Prometheus keeps before `MOMENT`. */
  readonly historySeconds?: number;
}

export async function startRealMesh(
  scenario: string,
  { kubernetesUrl, historySeconds = HISTORY_SECONDS }: RealMeshOptions = {},
): Promise<RealMesh> {
  const world = createWorld({ scenario, seed: 1, changes: [] });
  const asked = { name: '__name__', operator: '=~', value: ASKED_FOR.source, test: (name: string) => ASKED_FOR.test(name) } as const;
  const openMetrics = openMetricsPieces(world, (MOMENT_SECONDS - historySeconds) * 1000, MOMENT_SECONDS * 1000, [asked]);
  const prometheus = await startPrometheus({ openMetrics });
  const page = await servePage(prometheus.url, kubernetesUrl);
  return {
    prometheusUrl: prometheus.url,
    pageUrl: page.url,
    stop: async () => {
      await page.stop();
      await prometheus.stop();
    },
  };
}
