/** Gauges of controllers, such as Flagger's weight: series of their own, without rows. */
import type { LabelMatcher, SampledSeries } from '../series';
import type { Clock } from './clock';
import { inPhase, type MeshDescription } from './description';
import { type Emitter, podsOf } from './emitter';
import { matchesLabels } from './match-labels';

type Labels = ReadonlyMap<string, string>;

interface GaugeSeries {
  readonly emitter: Emitter;
  readonly labels: Labels;
  readonly valueAt: (seconds: number) => number;
}

export class Gauges {
  readonly #series: readonly GaugeSeries[];
  readonly #help: ReadonlyMap<string, string>;

  constructor({ gauges = [], workloads }: MeshDescription, clock: Clock, seed: number) {
    this.#help = new Map(gauges.map(({ name, help }) => [name, help]));
    const tellers = new Set(gauges.map(({ from }) => from));
    const scraped = workloads
      .filter(({ id }) => tellers.has(id))
      .flatMap((teller) => podsOf(teller, seed).slice(0, 1))
      .map((emitter): GaugeSeries => ({ emitter, labels: new Map([['__name__', 'up'], ...emitter.labels]), valueAt: () => 1 }));
    const told = gauges.flatMap(({ name, from, labels, value }): readonly GaugeSeries[] => {
      const teller = workloads.find(({ id }) => id === from);
      const [emitter] = teller === undefined ? [] : podsOf(teller, seed);
      if (emitter === undefined) return [];
      // Scraped with honour for the labels that the controller writes itself.
      const all = new Map([['__name__', name], ...emitter.labels, ...Object.entries(labels)]);
      return [{ emitter, labels: all, valueAt: (seconds) => inPhase(value, clock.phaseAt(seconds)) }];
    });
    this.#series = [...scraped, ...told];
  }

  visit(matchers: readonly LabelMatcher[], momentsFor: (emitter: Emitter) => Float64Array, add: (series: SampledSeries) => void): void {
    for (const { emitter, labels, valueAt } of this.#series) {
      if (!matchesLabels(matchers, labels)) continue;
      const timestampsMs = momentsFor(emitter);
      if (timestampsMs.length > 0) add({ labels, timestampsMs, values: timestampsMs.map((moment) => valueAt(moment / 1000)) });
    }
  }

  metadata(): readonly (readonly [string, { readonly type: 'gauge'; readonly help: string }])[] {
    return [...this.#help].map(([name, help]) => [name, { type: 'gauge', help }]);
  }
}
