/** How a snapshot stands in its file: `seamark.snapshot/1`, field by field (docs/snapshot.md). */
import type { Problem } from '../lib/problem';
import type { Mark, Note, NoteSubject, Retro } from '../mesh/note';
import type { RangeLine } from '../telemetry/ask-ranges';
import type { QueryRecord } from '../telemetry/query-record';
import type { SpanChange, SpanStrip } from '../telemetry/span/span';
import {
  anyJson,
  type Codec,
  columns,
  count,
  fields,
  finite,
  flag,
  instant,
  listOf,
  maybe,
  positive,
  recordOf,
  text,
  values,
  word,
} from './codec';
import type {
  RecordedDefaults,
  RecordedLayout,
  RecordedMoment,
  RecordedPlace,
  RecordedRange,
  RecordedResources,
  RecordedSpan,
  Snapshot,
} from './snapshot';
import { gridCodec, spanCodec, telemetryCodec } from './telemetry-shape';

const problem: Codec<Problem> = fields<Problem>({
  code: text,
  severity: word('error', 'warning', 'info'),
  message: text,
  hint: maybe(text),
});
const problems = listOf(problem);

const queries = listOf(
  fields<QueryRecord>({ family: text, promql: text, milliseconds: finite, series: count, bytes: count, failed: maybe(problem) }),
);

const moment = fields<RecordedMoment>({
  telemetry: telemetryCodec,
  scrapeIntervalSeconds: maybe(finite),
  latencyAtSeconds: maybe(instant),
  namespaces: listOf(text),
  showIdle: flag,
  queries,
  problems,
});

const span = fields<RecordedSpan>({
  span: spanCodec,
  strip: fields<SpanStrip>({ requestsPerSecond: values, errorRatio: values, p99Milliseconds: values }),
  changes: listOf(
    fields<SpanChange>({
      kind: word('version-appeared', 'version-vanished', 'pod-appeared', 'pod-vanished', 'policy', 'alert', 'alert-ended'),
      atSeconds: instant,
      subject: text,
      namespace: maybe(text),
      says: text,
    }),
  ),
  queries,
  problems,
});

const range = fields<RecordedRange>({
  promql: text,
  grid: gridCodec,
  lines: listOf(fields<RangeLine>({ labels: recordOf(text), values })),
});

const resources = fields<RecordedResources>({
  objects: listOf(anyJson),
  coverage: recordOf(word('complete', 'given', 'none', 'forbidden', 'missing')),
});

const place = columns<RecordedPlace>({ id: text, x: finite, y: finite });
const layout = fields<RecordedLayout>({
  nodes: place,
  groups: columns({ id: text, x: finite, y: finite, width: finite, height: finite }),
});

const subjectParts = fields<{ readonly kind: NoteSubject['kind']; readonly id?: string }>({
  kind: word('node', 'edge', 'group', 'moment'),
  id: maybe(text),
});
const subject: Codec<NoteSubject> = {
  write: (value, tables) => subjectParts.write(value, tables),
  read(json, path, tables) {
    const { kind, id } = subjectParts.read(json, path, tables);
    if (kind === 'moment') return { kind };
    return { kind, id: text.read(id, `${path}.id`, tables) };
  },
};

const offset = fields<{ readonly x: number; readonly y: number }>({ x: finite, y: finite });
const retro = fields<Retro>({
  title: text,
  notes: listOf(fields<Note>({ id: text, text, about: subject, atSeconds: instant, windowSeconds: positive, offset: maybe(offset) })),
  marks: listOf(fields<Mark>({ id: text, atSeconds: instant, text })),
});

export const snapshotCodec: Codec<Snapshot> = fields<Snapshot>({
  tool: fields<Snapshot['tool']>({ name: word('seamark'), version: text }),
  savedAtSeconds: instant,
  source: fields<Snapshot['source']>({ label: text }),
  view: text,
  moment,
  before: maybe(moment),
  span: maybe(span),
  ranges: listOf(range),
  resources: maybe(resources),
  resourcesBefore: maybe(resources),
  defaults: maybe(
    fields<RecordedDefaults>({
      groupBy: word('workload', 'app', 'versionedApp', 'service', 'namespace'),
      closed: listOf(text),
      gathered: listOf(text),
    }),
  ),
  places: layout,
  pins: place,
  viewport: maybe(fields<NonNullable<Snapshot['viewport']>>({ x: finite, y: finite, zoom: positive })),
  retro,
  pseudonyms: flag,
});
