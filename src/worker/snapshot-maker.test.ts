import { gunzipSync, strFromU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import { readSnapshot } from '../snapshot/read-snapshot';
import type { Snapshot } from '../snapshot/snapshot';
import { writeSnapshot } from '../snapshot/write-snapshot';
import { inventoryOf } from '../testing/inventory-of';
import { mesh } from '../testing/mesh-notation';
import type { RefreshRequest, ShowOptions, SnapshotPage, Source } from './messages';
import { createPictureMaker, type Measured } from './picture-maker';
import { answerSnapshot, composeSnapshot, type SnapshotParts } from './snapshot-maker';

const SHOW: ShowOptions = { groupBy: 'app', opened: [], closed: [], thresholds: DEFAULT_THRESHOLDS };
const SOURCE: Source = { id: 'prod', label: 'Production', prometheusUrl: 'https://ops:hunter2@prom.corp.example:9090/x', mock: false };
const REQUEST: RefreshRequest = {
  source: SOURCE,
  scenario: undefined,
  atSeconds: 1_700_000_000,
  alignNow: false,
  showIdle: false,
  windowSeconds: 300,
  namespaces: ['shop'],
};
const TEXT =
  'eu|shop/web -> eu|shop/cart:v1 12rps 3%503 p:25 mtls\neu|shop/cart:v1 -> eu|data/ledger tcp 100Bps\neu|shop/cart:v1 -> @api.stripe.example 1rps';
const QUERIES = [
  {
    family: 'requests',
    promql: 'rate(istio_requests_total{source_workload_namespace=~"shop|data"}[5m])',
    milliseconds: 1,
    series: 2,
    bytes: 3,
  },
];
const MEASURED: Measured = {
  key: 'k',
  request: REQUEST,
  sourceId: 'prod',
  taken: {
    telemetry: mesh(TEXT),
    queries: QUERIES,
    problems: [
      {
        code: 'x',
        severity: 'warning',
        message: 'prom.corp.example:9090 refused; asked as Bearer abc1234567.',
        hint: 'Look at web in shop.',
      },
    ],
    stage: 'complete',
    answered: true,
    scrapeIntervalSeconds: 15,
  },
  latencyAtSeconds: undefined,
};
const PAGE: SnapshotPage = {
  savedAtSeconds: 1_700_000_100,
  version: '0.1.0',
  sourceLabel: 'Production',
  view: `source=prod&scenario=shop&window=5m&ns=shop&select=${encodeURIComponent('app/eu/shop/cart')}&find=${encodeURIComponent('name=cart')}`,
  pins: [{ id: 'app/eu/shop/web', x: 1, y: 2 }],
  viewport: { x: 0, y: 0, zoom: 1 },
  retro: {
    title: 'cart failed',
    notes: [
      {
        id: 'n',
        text: 'cart calls api.stripe.example, password=hunter2',
        about: { kind: 'edge', id: 'app/eu/shop/web>app/eu/shop/cart>http' },
        atSeconds: 1_700_000_000,
        windowSeconds: 300,
      },
    ],
    marks: [{ id: 'm', atSeconds: 1_699_999_000, text: 'deploy of ledger' }],
  },
  ranges: [
    {
      promql: String.raw`sum(rate(istio_requests_total{destination_service=~"api\\.stripe\\.example",source_workload="web"}[5m]))`,
      grid: { startSeconds: 1_699_999_940, stepSeconds: 60, points: 2 },
      lines: [{ labels: { source_workload: 'web' }, values: Float64Array.of(1, Number.NaN) }],
    },
  ],
  pseudonyms: false,
};
const RESOURCES = inventoryOf('apiVersion: v1\nkind: Service\nmetadata: {name: cart, namespace: shop}\nspec: {ports: [{port: 80}]}\n');

function parts(more: Partial<SnapshotParts> = {}): SnapshotParts {
  const pictures = createPictureMaker();
  pictures.make(MEASURED, SHOW, RESOURCES);
  return {
    page: PAGE,
    measured: MEASURED,
    standing: pictures.standing('k', SHOW),
    inventory: RESOURCES,
    span: undefined,
    before: undefined,
    addresses: [SOURCE.prometheusUrl],
    opened: undefined,
    ...more,
  };
}

const textOf = (snapshot: Snapshot) => strFromU8(gunzipSync(writeSnapshot(snapshot)));

describe('a snapshot of what is shown', () => {
  it('holds rows, places, resources, queries and what the page adds', () => {
    const snapshot = composeSnapshot(parts());
    expect(snapshot.moment.telemetry).toBe(MEASURED.taken.telemetry);
    expect(snapshot.places.nodes.map(({ id }) => id)).toEqual([
      'app/eu/data/ledger',
      'app/eu/shop/cart',
      'app/eu/shop/web',
      'external/~/~/api.stripe.example',
    ]);
    expect(snapshot).toMatchObject({
      defaults: { groupBy: 'app', closed: [], gathered: [] },
      resources: { objects: [{ kind: 'Service' }], coverage: { Service: 'given' } },
      moment: { namespaces: ['shop'], showIdle: false, scrapeIntervalSeconds: 15, queries: QUERIES },
      pins: PAGE.pins,
      pseudonyms: false,
    });
  });
  it('has no address of the source and no credential in it', () => {
    const text = textOf(composeSnapshot(parts({ page: { ...PAGE, sourceLabel: 'prom.corp.example:9090' } })));
    for (const secret of ['hunter2', 'prom.corp', 'abc1234567']) expect(text).not.toContain(secret);
    expect(text).toContain('(address left out) refused; asked as Bearer •••');
    expect(text).toContain('"label":"Prometheus"');
  });
  it('opened and saved again is the same but for the moment of saving', () => {
    const first = composeSnapshot(parts());
    const opened = readSnapshot(writeSnapshot(first));
    if (!opened.ok) throw new Error(opened.error.message);
    const { value } = opened;
    const page = { ...PAGE, savedAtSeconds: 2e9, view: value.view, retro: value.retro, sourceLabel: value.source.label };
    const measured = { ...MEASURED, taken: { ...MEASURED.taken, ...value.moment } };
    const again = composeSnapshot(parts({ page, measured, opened: value, addresses: [] }));
    expect(writeSnapshot({ ...again, savedAtSeconds: first.savedAtSeconds })).toEqual(writeSnapshot(first));
  });
  it('is refused with a sentence while nothing has been fetched', () => {
    const held = {
      measured: undefined,
      show: SHOW,
      pictures: createPictureMaker(),
      configuration: { inventory: () => undefined, inventoryAt: () => undefined },
      spans: { together: () => undefined, present: () => undefined },
      base: 'http://localhost/',
      opened: undefined,
    };
    expect(answerSnapshot({ type: 'snapshot', id: 3, page: PAGE }, held)).toMatchObject({
      type: 'failed',
      id: 3,
      problems: [{ code: 'snapshot-nothing' }],
    });
  });
});

describe('a snapshot under pseudonyms', () => {
  const masked = composeSnapshot(parts({ page: { ...PAGE, pseudonyms: true } }));
  it('has no name of the mesh anywhere in its file', () => {
    const text = textOf(masked).toLowerCase();
    for (const name of ['web', 'cart', 'ledger', 'shop', 'data', '"eu"', '/eu/', 'stripe', 'prod'])
      expect([name, text.slice(Math.max(0, text.indexOf(name) - 40), text.indexOf(name) + 20)].filter(() => text.includes(name))).toEqual(
        [],
      );
  });
  it('keeps its numbers, and every part names the same thing by the same pseudonym', () => {
    const maker = createPictureMaker();
    const picture = maker.make({ ...MEASURED, taken: { ...MEASURED.taken, telemetry: masked.moment.telemetry } }, SHOW, undefined);
    const ids = new Set<string>([...picture.mesh.nodes, ...picture.mesh.edges].map(({ id }) => id));
    expect(masked.places.nodes.filter(({ id }) => !ids.has(id))).toEqual([]);
    expect(masked.pins.every(({ id }) => ids.has(id))).toBe(true);
    expect(masked.retro.notes.every(({ about }) => about.kind !== 'moment' && ids.has(about.id))).toBe(true);
    const view = new URLSearchParams(masked.view);
    expect(ids.has(view.get('select') ?? '')).toBe(true);
    expect([...view.keys()]).toEqual(['window', 'ns', 'select', 'find']);
    const rates = (telemetry: Snapshot['moment']['telemetry']) => telemetry.requests.map(({ requestsPerSecond }) => requestsPerSecond);
    expect(rates(masked.moment.telemetry)).toEqual(rates(MEASURED.taken.telemetry));
  });
  it('leaves resources out, and says so', () => {
    expect(masked.resources).toBeUndefined();
    expect(masked.moment.problems.at(-1)).toMatchObject({ code: 'snapshot-resources-masked', message: expect.stringMatching(/left out/) });
  });
});
