/** A snapshot under pseudonyms: every name of a cluster, namespace, service, workload or host, wherever it stands, ids and the link included. */

import type { Problem } from '../lib/problem';
import { renamedId } from '../mesh/ids';
import { createMask, type GivenName, type Pseudonyms, pseudonymsFor } from '../mesh/pseudonyms';
import type { QueryRecord } from '../telemetry/query-record';
import type { CalledEnd, Telemetry } from '../telemetry/rows';
import type { SpanChange, TelemetrySpan } from '../telemetry/span/span';
import { namesOfSpan, namesOfTelemetry } from './names-in-telemetry';
import type { RecordedMoment, RecordedSpan, Snapshot } from './snapshot';

type Mask = (text: string) => string;

interface Masks {
  /** In a sentence. */
  readonly text: Mask;
  readonly id: Mask;
  /** In PromQL: what stands in quotes. */
  readonly promql: Mask;
  readonly end: (end: CalledEnd) => CalledEnd;
}

export const resourcesLeftOut: Problem = {
  code: 'snapshot-resources-masked',
  severity: 'info',
  message: 'Names are pseudonyms, so the resources are left out of this snapshot: no overlay and no finding is in it.',
  hint: 'Save it without pseudonyms where resources may be seen.',
};

/** Resources are left out: names stand in too many of their fields. Versions, codes and words keep standing. */
export function maskSnapshot(snapshot: Snapshot): Snapshot {
  const { resources, resourcesBefore: _, before, span, defaults, ...rest } = snapshot;
  const masks = masksFor(hostsLikeHosts(pseudonymsFor(namesIn(snapshot))));
  const place = <P extends { readonly id: string }>(each: P): P => ({ ...each, id: masks.id(each.id) });
  const moment = maskMoment(snapshot.moment, masks);
  return {
    ...rest,
    source: { label: 'Masked source' },
    view: maskView(snapshot.view, masks),
    moment: resources === undefined ? moment : { ...moment, problems: [...moment.problems, resourcesLeftOut] },
    ...(before !== undefined && { before: maskMoment(before, masks) }),
    ...(span !== undefined && { span: maskSpan(span, masks) }),
    ranges: snapshot.ranges.map(({ promql, grid, lines }) => ({
      promql: masks.promql(promql),
      grid,
      lines: lines.map(({ labels, values }) => ({
        labels: Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, masks.text(value)])),
        values,
      })),
    })),
    ...(defaults !== undefined && {
      defaults: { ...defaults, closed: defaults.closed.map(masks.id), gathered: defaults.gathered.map(masks.id) },
    }),
    places: { nodes: snapshot.places.nodes.map(place), groups: snapshot.places.groups.map(place) },
    pins: snapshot.pins.map(place),
    retro: {
      title: masks.text(snapshot.retro.title),
      notes: snapshot.retro.notes.map((note) => ({
        ...note,
        text: masks.text(note.text),
        about: note.about.kind === 'moment' ? note.about : { ...note.about, id: masks.id(note.about.id) },
      })),
      marks: snapshot.retro.marks.map((mark) => ({ ...mark, text: masks.text(mark.text) })),
    },
    pseudonyms: true,
  };
}

function namesIn({ moment, before, span }: Snapshot): readonly GivenName[] {
  const moments = before === undefined ? [moment] : [moment, before];
  return [
    ...moments.flatMap(({ telemetry, namespaces }) => [...namesOfTelemetry(telemetry), ...namespaces.map(asNamespace)]),
    ...(span === undefined ? [] : namesOfSpan(span.span)),
    ...(span?.changes ?? []).flatMap(({ namespace }) => (namespace === undefined ? [] : [asNamespace(namespace)])),
  ];
}

/** What has no dot in it is taken for a service of the mesh; `.example` is nobody's (RFC 2606). */
const hostsLikeHosts = (pseudonyms: Pseudonyms): Pseudonyms =>
  new Map(Array.from(pseudonyms, ([name, pseudonym]) => [name, /^host-\d+$/.test(pseudonym) ? `${pseudonym}.example` : pseudonym]));

const asNamespace = (name: string): GivenName => ({ kind: 'namespace', name });

function masksFor(pseudonyms: Pseudonyms): Masks {
  const text = createMask(pseudonyms);
  // A dot of a host in a regular expression is escaped, and the escape itself in the quotes.
  const quoted = createMask(
    new Map(
      [...pseudonyms].flatMap(([name, pseudonym]) => [
        [name, pseudonym],
        [name.replaceAll('.', String.raw`\\.`), pseudonym],
      ]),
    ),
  );
  const ends = new Map<CalledEnd, CalledEnd>();
  return {
    text,
    id: (id) => renamedId(id, text),
    promql: (promql) => promql.replace(/"(?:[^"\\]|\\.)*"/g, (literal) => `"${quoted(literal.slice(1, -1))}"`),
    end(end) {
      const known = ends.get(end) ?? maskEnd(end, text);
      ends.set(end, known);
      return known;
    },
  };
}

const maskEnd = (end: CalledEnd, mask: Mask): CalledEnd =>
  Object.fromEntries(Object.entries(end).map(([field, value]) => [field, field === 'version' ? value : mask(value)]));

type Ends = { readonly source: CalledEnd; readonly destination: CalledEnd };

const maskRow = <Row extends Ends>(row: Row, { end }: Masks): Row => ({
  ...row,
  source: end(row.source),
  destination: end(row.destination),
});

const maskWaypoint = <Row extends object>(row: Row, { text }: Masks): Row =>
  Object.fromEntries(Object.entries(row).map(([field, value]) => [field, text(String(value))])) as Row;

function maskMoment(moment: RecordedMoment, masks: Masks): RecordedMoment {
  return {
    ...moment,
    telemetry: maskTelemetry(moment.telemetry, masks),
    namespaces: moment.namespaces.map(masks.text),
    queries: moment.queries.map((query) => maskQuery(query, masks)),
    problems: moment.problems.map((problem) => maskProblem(problem, masks)),
  };
}

function maskTelemetry(telemetry: Telemetry, masks: Masks): Telemetry {
  const { latency, quantiles, connections, waypoints } = telemetry;
  const rows = <Row extends Ends>(list: readonly Row[]) => list.map((row) => maskRow(row, masks));
  return {
    ...telemetry,
    requests: rows(telemetry.requests),
    tcp: rows(telemetry.tcp),
    ...(latency !== undefined && { latency: rows(latency) }),
    ...(quantiles !== undefined && { quantiles: rows(quantiles) }),
    ...(connections !== undefined && { connections: rows(connections) }),
    ...(waypoints !== undefined && { waypoints: waypoints.map((row) => maskWaypoint(row, masks)) }),
  };
}

function maskSpan(recorded: RecordedSpan, masks: Masks): RecordedSpan {
  const { span } = recorded;
  const { quantiles, connections, waypoints } = span;
  const series = <Row extends Ends, S extends { readonly row: Row }>(list: readonly S[]): readonly S[] =>
    list.map((each) => ({ ...each, row: maskRow(each.row, masks) }));
  const masked: TelemetrySpan = {
    ...span,
    requests: series(span.requests),
    tcp: series(span.tcp),
    ...(quantiles !== undefined && { quantiles: series(quantiles) }),
    ...(connections !== undefined && { connections: series(connections) }),
    ...(waypoints !== undefined && { waypoints: waypoints.map((each) => ({ ...each, row: maskWaypoint(each.row, masks) })) }),
  };
  return {
    ...recorded,
    span: masked,
    changes: recorded.changes.map((change) => maskChange(change, masks)),
    queries: recorded.queries.map((query) => maskQuery(query, masks)),
    problems: recorded.problems.map((problem) => maskProblem(problem, masks)),
  };
}

/** A resource's own name is none of those that pseudonyms stand for: its kind alone is told. */
function maskChange(change: SpanChange, { text }: Masks): SpanChange {
  const { kind, subject, namespace, says } = change;
  const [kindOfResource = ''] = subject.split(' ');
  const isPolicy = kind === 'policy';
  return {
    ...change,
    subject: isPolicy ? kindOfResource : text(subject),
    ...(namespace !== undefined && { namespace: text(namespace) }),
    says: isPolicy ? `A resource of kind ${kindOfResource} changed.` : text(says),
  };
}

function maskQuery(query: QueryRecord, masks: Masks): QueryRecord {
  const { promql, failed } = query;
  return { ...query, promql: masks.promql(promql), ...(failed !== undefined && { failed: maskProblem(failed, masks) }) };
}

const maskProblem = (problem: Problem, { text }: Masks): Problem => ({
  ...problem,
  message: text(problem.message),
  ...(problem.hint !== undefined && { hint: text(problem.hint) }),
});

/** What cannot be masked, or names where it came from; a link that is packed is left out whole. */
const LEFT_OUT: ReadonlySet<string> = new Set(['v', 'source', 'scenario', 'of']);
/** What holds ids of the mesh, and what stands before them. */
const BEFORE_ID: Readonly<Record<string, RegExp>> = { select: /^/, open: /^/, close: /^/, pin: /^[^_]*_[^_]*_/, focus: /^[^:]*:/ };
/** What holds names among other words. */
const TEXTS: ReadonlySet<string> = new Set(['ns', 'find', 'hide', 'rule']);

function maskView(view: string, masks: Masks): string {
  const parts = [...new URLSearchParams(view)].filter(([name, value]) => !LEFT_OUT.has(name) && !isNamePattern(name, value));
  return new URLSearchParams(parts.map(([name, value]): [string, string] => [name, maskPart(name, value, masks)])).toString();
}

/** "pay*:…": a rule for names that begin so. */
const isNamePattern = (name: string, value: string): boolean => name === 'rule' && /^[^*:]+\*/.test(value);

function maskPart(name: string, value: string, { id, text }: Masks): string {
  if (TEXTS.has(name)) return text(value);
  const before = Object.hasOwn(BEFORE_ID, name) ? BEFORE_ID[name]?.exec(value)?.[0] : undefined;
  return before === undefined ? value : before + id(value.slice(before.length));
}
