/** A simulated mesh as a series store: scenario + seed + changes + time → samples, for any moment. */

import { kubernetesChanges } from '../kubernetes/changes';
import { configurationOf } from '../kubernetes/configuration';
import { PolicyTimeline } from '../policies/policy-timeline';
import { describeWorld } from '../scenarios';
import type { CreateWorld, LabelMatcher, SampledSeries, SeriesStore, WorldOptions } from '../series';
import { Alerts } from './alerts';
import { type Clock, createClock } from './clock';
import type { MeshDescription } from './description';
import { type Emitter, scrapeMoments } from './emitter';
import { Ends } from './ends';
import { Fleet } from './fleet';
import { Gauges } from './gauges';
import { boundLabels, shapeCache } from './latency-shape';
import { matchesLabels, passes } from './match-labels';
import { families, type Metric } from './metrics';
import { reportFlow } from './report-call';
import { routeWeights } from './route-weights';
import { type Row, RowBook, SeriesLabels } from './row';
import { countRow, type Moments, momentsOf } from './sample-row';
import { Traffic } from './traffic';

type Labels = ReadonlyMap<string, string>;

/** The rows of one proxy: they share start, scrape moments and integrals. */
interface EmitterRows {
  readonly emitter: Emitter;
  readonly up: Labels;
  readonly rows: readonly Row[];
}

function buildRows(description: MeshDescription, clock: Clock, options: WorldOptions): readonly EmitterRows[] {
  const timeline = new PolicyTimeline(configurationOf(description), kubernetesChanges(options.changes, options.scenario), clock);
  const traffic = new Traffic(description, clock, timeline, routeWeights(options.changes));
  const fleet = new Fleet(description, options.seed);
  const book = new RowBook();
  const reporting = { clock, fleet, ends: new Ends(), shapeFor: shapeCache(), rows: book };
  for (const flow of traffic.flows()) reportFlow(reporting, flow, traffic.source(flow.call));
  const byEmitter = new Map<Emitter, Row[]>(fleet.all().map((emitter) => [emitter, []]));
  for (const row of book.all()) byEmitter.get(row.emitter)?.push(row);
  return [...byEmitter].map(([emitter, rows]) => ({ emitter, rows, up: new SeriesLabels(emitter.labels, 'up') }));
}

/** Matchers sorted by what they can rule out first. */
interface Question {
  readonly metrics: readonly Metric[];
  readonly up: boolean;
  readonly onRow: readonly LabelMatcher[];
  /** Per bound of a bucket metric; `withoutLe` for all other metrics. */
  readonly wanted: readonly boolean[];
  readonly withoutLe: boolean;
}

function questionOf(matchers: readonly LabelMatcher[]): Question {
  const onName = matchers.filter((matcher) => matcher.name === '__name__');
  const onBound = matchers.filter((matcher) => matcher.name === 'le');
  return {
    metrics: families.flatMap((family) => family.metrics).filter((metric) => passes(onName, metric.name)),
    up: passes(onName, 'up'),
    onRow: matchers.filter((matcher) => matcher.name !== '__name__' && matcher.name !== 'le'),
    wanted: boundLabels.map((bound) => passes(onBound, bound)),
    withoutLe: passes(onBound, ''),
  };
}

class World implements SeriesStore {
  readonly #clock: Clock;
  readonly #emitters: readonly EmitterRows[];
  readonly #gauges: Gauges;
  readonly #alerts: Alerts;
  /** Label sets of each row's series, so that the same series is the same object in every answer. */
  readonly #labels = new WeakMap<Row, Map<Metric, readonly SeriesLabels[]>>();

  constructor(options: WorldOptions) {
    const description = describeWorld(options);
    const weightMoments = routeWeights(options.changes).map((change) => change.atSeconds * 1000);
    const objectMoments = kubernetesChanges(options.changes, options.scenario).map((change) => change.atMs);
    this.#clock = createClock(description.timeline, [...weightMoments, ...objectMoments], description.story);
    this.#emitters = buildRows(description, this.#clock, options);
    this.#gauges = new Gauges(description, this.#clock, options.seed);
    this.#alerts = new Alerts(description, this.#clock);
  }

  select(matchers: readonly LabelMatcher[], fromMs: number, toMs: number): readonly SampledSeries[] {
    const series: SampledSeries[] = [];
    this.#visit(
      matchers,
      (emitter) => scrapeMoments(emitter, fromMs, toMs),
      (found) => series.push(found),
    );
    this.#alerts.visit(matchers, fromMs, toMs, (found) => series.push(found));
    return series;
  }

  labelSets(matchers: readonly LabelMatcher[], fromMs: number, toMs: number): readonly Labels[] {
    const labels: Labels[] = [];
    const ends = (emitter: Emitter): Float64Array => {
      const moments = scrapeMoments(emitter, fromMs, toMs);
      return moments.length > 4
        ? Float64Array.of(...new Set([...moments.subarray(0, 1), ...restarts(emitter, moments), ...moments.subarray(-1)]))
        : moments;
    };
    this.#visit(matchers, ends, (found) => labels.push(found.labels));
    this.#alerts.visit(matchers, fromMs, toMs, (found) => labels.push(found.labels));
    return labels;
  }

  metadata(): ReturnType<SeriesStore['metadata']> {
    const known = families.map(({ name, type, help }) => [name, { type, help }] as const);
    return new Map([...known, ...this.#gauges.metadata(), ['up', { type: 'gauge', help: 'whether the last scrape of a proxy succeeded' }]]);
  }

  instant(atMs: number): ReturnType<SeriesStore['instant']> {
    const values: { labels: Labels; value: number }[] = [];
    const now = Float64Array.of(atMs);
    this.#visit(
      [],
      () => now,
      (found) => values.push({ labels: found.labels, value: found.values[0] ?? 0 }),
    );
    this.#alerts.now(atMs, (labels) => values.push({ labels, value: 1 }));
    return values;
  }

  #visit(matchers: readonly LabelMatcher[], momentsFor: (emitter: Emitter) => Float64Array, add: (series: SampledSeries) => void): void {
    this.#gauges.visit(matchers, momentsFor, add);
    const question = questionOf(matchers);
    for (const { emitter, rows, up } of this.#emitters) {
      const asksUp = question.up && question.withoutLe && matchesLabels(question.onRow, up);
      const asked = question.metrics.length === 0 ? [] : rows.filter((row) => matchesLabels(question.onRow, row.labels));
      if (!asksUp && asked.length === 0) continue;
      const timestampsMs = momentsFor(emitter);
      if (timestampsMs.length === 0) continue;
      if (asksUp) add({ labels: up, timestampsMs, values: new Float64Array(timestampsMs.length).fill(1) });
      if (asked.length === 0) continue;
      const moments = momentsOf(emitter, this.#clock, timestampsMs);
      for (const row of asked) this.#sample(row, moments, question, add);
    }
  }

  #sample(row: Row, moments: Moments, question: Question, add: (series: SampledSeries) => void): void {
    const counts = countRow(row, moments, this.#clock.phases.length);
    const { timestampsMs } = counts;
    if (timestampsMs.length === 0) return;
    for (const metric of question.metrics) {
      if (!metric.buckets && !question.withoutLe) continue;
      const arrays = metric.values(row.measure, counts, (bound) => question.wanted[bound] ?? false);
      if (arrays === undefined) continue;
      const labels = this.#labelsOf(row, metric);
      arrays.forEach((values, index) => {
        const own = labels[index];
        if (values !== undefined && own !== undefined) add({ labels: own, timestampsMs, values });
      });
    }
  }

  #labelsOf(row: Row, metric: Metric): readonly SeriesLabels[] {
    const known = this.#labels.get(row) ?? new Map<Metric, readonly SeriesLabels[]>();
    const found = known.get(metric);
    if (found !== undefined) return found;
    const built = metric.buckets
      ? boundLabels.map((bound) => new SeriesLabels(row.labels, metric.name, bound))
      : [new SeriesLabels(row.labels, metric.name)];
    known.set(metric, built);
    this.#labels.set(row, known);
    return built;
  }
}

/** The last scrape of each process: a counter that exists at all exists then. */
function restarts(emitter: Emitter, moments: Float64Array): readonly number[] {
  return [...moments].filter((moment, index) => {
    const next = moments[index + 1];
    return next !== undefined && emitter.startedSeconds(moment / 1000) !== emitter.startedSeconds(next / 1000);
  });
}

/** Builds the world of a scenario; throws when the scenario is not in the list. */
export const createWorld: CreateWorld = (options) => new World(options);
