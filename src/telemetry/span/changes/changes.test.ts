import { describe, expect, it } from 'vitest';
import type { RequestRow } from '../../rows';
import type { SpanChange, SpanSeries, TelemetrySpan } from '../span';
import { alertChanges, alertKey } from './alert-changes';
import { inOrder } from './in-order';
import { podChanges } from './pod-changes';
import { versionChanges } from './version-changes';

const START = 1_700_000_000;
const STEP = 60;
const minute = ({ atSeconds }: SpanChange) => (atSeconds - START) / STEP;

/** One character a moment: "#" traffic, "." none, "?" nothing measured. */
function traffic(version: string | undefined, text: string): SpanSeries<RequestRow> {
  const row: RequestRow = {
    reporter: 'destination',
    source: {},
    destination: { namespace: 'shop', workload: `reviews-${version}`, app: 'reviews', ...(version !== undefined && { version }) },
    protocol: 'http',
    responseCode: '200',
    flags: '-',
    securityPolicy: 'mutual_tls',
    requestsPerSecond: 0,
  };
  return { row, values: Float64Array.from(text, (sign) => ({ '#': 2, '.': Number.NaN, '?': Number.NaN })[sign] ?? Number.NaN) };
}
const spanOf = (...requests: readonly SpanSeries<RequestRow>[]): TelemetrySpan => ({
  grid: { startSeconds: START, stepSeconds: STEP, points: requests[0]?.values.length ?? 0 },
  // A gap has to be longer than two windows of two minutes: four moments.
  windowSeconds: 120,
  requests,
  tcp: [],
});
const told = (...texts: readonly (readonly [string, string])[]) =>
  versionChanges(spanOf(...texts.map(([version, text]) => traffic(version, text)))).map((change) => [
    change.kind,
    change.subject,
    minute(change),
  ]);

describe('versions', () => {
  it.each([
    ['is there all the time', '############', []],
    ['comes', '.....#######', [['version-appeared', 'reviews v2', 5]]],
    ['goes', '######......', [['version-vanished', 'reviews v2', 6]]],
    ['went just now, perhaps', '##########..', []],
    ['has a gap of three scrapes', '####...#####', []],
    [
      'is away and comes again',
      '##......####',
      [
        ['version-vanished', 'reviews v2', 2],
        ['version-appeared', 'reviews v2', 8],
      ],
    ],
    ['has so little traffic that it comes and goes', '#....#....#....#', []],
  ])('one that %s', (_, text, expected) => {
    expect(told(['v1', '#'.repeat(text.length)], ['v2', text])).toEqual(expected);
  });

  it('do not vanish while nothing at all is measured', () => {
    expect(told(['v1', '###??????###'], ['v2', '###??????###'])).toEqual([]);
  });

  it('that roll are both marked, and no version is the workload', () => {
    expect(told(['v1', '######......'], ['v2', '.....#######'])).toEqual([
      ['version-vanished', 'reviews v1', 6],
      ['version-appeared', 'reviews v2', 5],
    ]);
    const [change] = versionChanges(spanOf(traffic('v1', '########'), traffic(undefined, '....####')));
    expect(change).toMatchObject({
      subject: 'reviews-undefined',
      namespace: 'shop',
      says: 'reviews-undefined has its first traffic in this span.',
    });
  });
});

describe('alerts', () => {
  const grid = { startSeconds: START, stepSeconds: STEP, points: 8 };
  const lines = (alerts: Readonly<Record<string, string>>, text: string) =>
    new Map([[alertKey(alerts), Float64Array.from(text, (sign) => (sign === '#' ? 1 : Number.NaN))]]);
  const alert = { alertname: 'HighErrorRate', namespace: 'bank', severity: 'critical' };

  it.each([
    [
      '..###...',
      [
        ['alert', 2],
        ['alert-ended', 5],
      ],
    ],
    ['..##.###', [['alert', 2]]],
    [
      '#####...',
      [
        ['alert', 0],
        ['alert-ended', 5],
      ],
    ],
    ['........', []],
  ])('%s', (text, expected) => {
    expect(alertChanges(lines(alert, text), grid, []).map((change) => [change.kind, minute(change)])).toEqual(expected);
  });

  it('of other namespaces are left out, those of none are not', () => {
    expect(alertChanges(lines(alert, '..###...'), grid, ['shop'])).toEqual([]);
    expect(alertChanges(lines({ alertname: 'Watchdog' }, '########'), grid, ['shop'])).toMatchObject([
      { subject: 'Watchdog', says: 'Watchdog fires already when the timeline begins.' },
    ]);
  });
});

describe('pods', () => {
  const grid = { startSeconds: START, stepSeconds: STEP, points: 61 };
  const pod = (name: string, first: number, last: number) =>
    (['first', 'last'] as const).map((end) => ({
      labels: { namespace: 'shop', pod: name, end },
      value: START + (end === 'first' ? first : last) * STEP,
      timestampSeconds: 0,
    }));

  it('of one ReplicaSet that roll at one moment are one change each way', () => {
    const changes = podChanges(
      [
        ...pod('web-7d9f8c5b6d-aaaaa', 0, 30),
        ...pod('web-7d9f8c5b6d-bbbbb', 0, 30),
        ...pod('web-5c6d7e8f90-ccccc', 30, 60),
        ...pod('web-5c6d7e8f90-ddddd', 30, 60),
        ...pod('db-0', 0, 60),
      ],
      grid,
    );
    expect(changes.map((change) => [change.kind, change.subject, minute(change), change.says])).toEqual([
      ['pod-appeared', 'web-5c6d7e8f90', 30, '2 pods of web-5c6d7e8f90 come.'],
      ['pod-vanished', 'web-7d9f8c5b6d', 31, '2 pods of web-7d9f8c5b6d go.'],
    ]);
  });

  it('do not come or go because the data begins or ends', () => {
    expect(podChanges([...pod('a-1', 20, 40), ...pod('a-2', 21, 39), ...pod('a-3', 20, 40)], grid)).toEqual([]);
  });

  it('one alone is named', () => {
    const [change] = podChanges([...pod('db-0', 0, 60), ...pod('db-1', 0, 20)], grid);
    expect(change).toMatchObject({ subject: 'db-1', says: 'Pod db-1 goes.' });
  });
});

describe('all changes', () => {
  it('stand by time; beyond the limit pods are left out first, and it is said how many', () => {
    const change = (kind: SpanChange['kind'], at: number): SpanChange => ({
      kind,
      atSeconds: at,
      subject: `${kind} ${at}`,
      says: `${at}.`,
    });
    const changes = [...[5, 3, 1].map((at) => change('pod-appeared', at)), change('alert', 9), change('policy', 0)];
    expect(inOrder(changes, 5).value.map(({ atSeconds }) => atSeconds)).toEqual([0, 1, 3, 5, 9]);
    const { value, problems } = inOrder(changes, 3);
    expect(value.map(({ subject }) => subject)).toEqual(['policy 0', 'pod-appeared 1', 'alert 9']);
    expect(problems).toMatchObject([{ code: 'span-changes-left-out', message: '2 of 5 changes are not marked, pods first.' }]);
  });
});
