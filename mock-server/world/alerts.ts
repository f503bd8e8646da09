/** Alerts as Prometheus itself writes them about its rules: `ALERTS`, one series a state, ended by a stale marker (prometheus.io/docs, "Alerting rules"). */
import { writeStaleMarker } from '../promql/stale-marker';
import type { LabelMatcher, SampledSeries } from '../series';
import type { Clock } from './clock';
import type { Alert, MeshDescription } from './description';
import { matchesLabels } from './match-labels';

type Labels = ReadonlyMap<string, string>;
type State = 'pending' | 'firing';

interface AlertSeries {
  readonly labels: Labels;
  readonly alert: Alert;
  readonly state: State;
}

/** How often the rules are evaluated. */
const evaluationMs = 15_000;

export class Alerts {
  readonly #series: readonly AlertSeries[];

  constructor(
    { alerts = [] }: MeshDescription,
    private readonly clock: Clock,
  ) {
    this.#series = alerts.flatMap((alert) =>
      (['pending', 'firing'] as const).map((state) => ({
        alert,
        state,
        labels: new Map([['__name__', 'ALERTS'], ['alertname', alert.name], ['alertstate', state], ...Object.entries(alert.labels)]),
      })),
    );
  }

  /** Samples of both states in the closed span. */
  visit(matchers: readonly LabelMatcher[], fromMs: number, toMs: number, add: (series: SampledSeries) => void): void {
    for (const { labels, alert, state } of this.#series) {
      if (!matchesLabels(matchers, labels)) continue;
      const timestamps: number[] = [];
      const ends: number[] = [];
      for (let moment = Math.ceil(fromMs / evaluationMs) * evaluationMs; moment <= toMs; moment += evaluationMs) {
        const active = this.#stateAt(alert, moment) === state;
        if (!active && this.#stateAt(alert, moment - evaluationMs) !== state) continue;
        if (!active) ends.push(timestamps.length);
        timestamps.push(moment);
      }
      if (timestamps.length === 0) continue;
      const values = new Float64Array(timestamps.length).fill(1);
      for (const index of ends) writeStaleMarker(values, index);
      add({ labels, timestampsMs: Float64Array.from(timestamps), values });
    }
  }

  /** What the last evaluation at or before a moment says. */
  now(atMs: number, add: (labels: Labels) => void): void {
    const moment = Math.floor(atMs / evaluationMs) * evaluationMs;
    for (const { labels, alert, state } of this.#series) if (this.#stateAt(alert, moment) === state) add(labels);
  }

  /** It fires once it has been true for as long as its rule demands; phases are longer than that. */
  #stateAt({ during, forSeconds }: Alert, atMs: number): State | undefined {
    const isTrue = (seconds: number) => during.includes(this.clock.phaseAt(seconds));
    if (!isTrue(atMs / 1000)) return undefined;
    return isTrue(atMs / 1000 - forSeconds) ? 'firing' : 'pending';
  }
}
