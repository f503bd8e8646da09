/** `seamark diff` over snapshots written in the mesh notation, over what a Prometheus says, and over what cannot be compared. */
import { describe, expect, it } from 'vitest';
import { startPrometheus } from '../../scripts/real-prometheus';
import { runnable } from '../../scripts/runnable';
import { EMPTY_RETRO } from '../mesh/note';
import { htmlForm } from '../snapshot/html-form';
import type { RecordedMoment, Snapshot } from '../snapshot/snapshot';
import { writeSnapshot } from '../snapshot/write-snapshot';
import type { Telemetry } from '../telemetry/rows';
import { mesh } from '../testing/mesh-notation';
import { runCommand } from '../testing/run-command';

const BEFORE = ['shop/web -> shop/cart 20rps mtls', 'shop/cart -> shop/db 900Bps mtls', 'shop/web -> shop/blog 5rps mtls'];
const AFTER = ['shop/web -> shop/cart 20rps 5%5xx mtls', 'shop/cart -> shop/db 900Bps mtls', 'shop/web -> pay/new 8rps plaintext'];

const momentOf = (lines: readonly string[], more: Partial<RecordedMoment> = {}): RecordedMoment => ({
  telemetry: mesh(lines.join('\n')),
  namespaces: [],
  showIdle: false,
  queries: [],
  problems: [],
  ...more,
});
const snapshotOf = (moment: RecordedMoment, more: Partial<Snapshot> = {}): Snapshot => ({
  tool: { name: 'seamark', version: '0.1.0' },
  savedAtSeconds: 1_700_000_100,
  source: { label: 'Demo' },
  view: '',
  moment,
  ranges: [],
  places: { nodes: [], groups: [] },
  pins: [],
  retro: EMPTY_RETRO,
  pseudonyms: false,
  ...more,
});
const policy = (principal: string) => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'AuthorizationPolicy',
  metadata: { name: 'cart', namespace: 'shop' },
  spec: { selector: { matchLabels: { app: 'cart' } }, rules: [{ from: [{ source: { principals: [principal] } }] }] },
});
const resources = (principal: string) => ({ objects: [policy(principal)], coverage: { AuthorizationPolicy: 'complete' as const } });

type Files = Readonly<Record<string, Snapshot | Uint8Array>>;

/** The command over these files. */
function diff(files: Files, ...args: readonly string[]) {
  return runCommand(['diff', ...args], {
    readPaths: async ([path = '']) => {
      const file = files[path];
      if (file === undefined) return { ok: false, error: `There is no file or folder ${JSON.stringify(path)}.` };
      return { ok: true, value: [{ name: path, bytes: file instanceof Uint8Array ? file : writeSnapshot(file) }] };
    },
  });
}
const PAIR: Files = { a: snapshotOf(momentOf(BEFORE)), b: snapshotOf(momentOf(AFTER)) };

describe('diff of two snapshots', () => {
  it('prints a ranked table with units, a star at what is beyond noise, and what was looked at', async () => {
    const { code, out, errors } = await diff(PAIR, 'a', 'b');
    expect([code, errors]).toEqual([0, '']);
    // 20/s × 5 % = 1; a tenth of 8/s and of 5/s.
    expect(out.split('\n').map((line) => line.trimEnd())).toEqual([
      'CHANGE            SUBJECT                    IMPACT/S    REQ/S  ERRORS %  P99 MS   MTLS %',
      'worse             shop/web → shop/cart http         1       20   0 → 5 *              100',
      'added, plaintext  shop/web → pay/new http         0.8  – → 8 *     – → 0            – → 0',
      'removed           shop/web → shop/blog http       0.5  5 → – *     0 → –          100 → –',
      '',
      '3 changes (1 worse, 1 removed, 1 added) of 4 edges, 2023-11-14T22:13:20.000Z to 2023-11-14T22:13:20.000Z, window 5m, by workload',
      '',
    ]);
  });

  it('answers JSON with exactly the three changes', async () => {
    const { out } = await diff(PAIR, 'a', 'b', '--json');
    const json = JSON.parse(out);
    expect(json).toMatchObject({
      schema: 'seamark.diff/1',
      before: { at: '2023-11-14T22:13:20.000Z', windowSeconds: 300 },
      groupBy: 'workload',
      counts: { added: 1, removed: 1, worse: 1, better: 0, changed: 0, unchanged: 1 },
      problems: [],
    });
    expect(json.changes.map(({ kind, subject, before, after }: Record<string, unknown>) => ({ kind, subject, before, after }))).toEqual([
      {
        kind: 'worse',
        subject: 'shop/web → shop/cart http',
        before: { requestsPerSecond: 20, errorRatio: 0, mtlsRatio: 1 },
        after: { requestsPerSecond: 20, errorRatio: 0.05, mtlsRatio: 1 },
      },
      { kind: 'added', subject: 'shop/web → pay/new http', before: null, after: { requestsPerSecond: 8, errorRatio: 0, mtlsRatio: 0 } },
      { kind: 'removed', subject: 'shop/web → shop/blog http', before: { requestsPerSecond: 5, errorRatio: 0, mtlsRatio: 1 }, after: null },
    ]);
    expect(json.changes[1]).toMatchObject({ about: 'edge', plaintextAppeared: true, significant: ['requestsPerSecond'] });
  });

  it.each([
    ['worse', 1],
    ['worse,removed,plaintext', 1],
    ['plaintext', 1],
    ['added', 1],
    ['better,changed', 0],
    ['policy', 0],
  ])('ends with --fail-on %s with %d', async (gates, expected) => {
    expect((await diff(PAIR, 'a', 'b', '--fail-on', gates)).code).toBe(expected);
    expect((await diff(PAIR, 'a', 'a', '--fail-on', gates)).code).toBe(0);
  });

  it('is of the moments themselves with a snapshot of a comparison', async () => {
    const both = { one: snapshotOf(momentOf(AFTER), { before: momentOf(BEFORE) }) };
    expect((await diff(both, 'one')).out).toBe((await diff(PAIR, 'a', 'b')).out);
    expect(await diff(PAIR, 'a')).toMatchObject({ code: 2, errors: '"a" was saved of one moment; name the other one, too.\n' });
  });

  it('reads the page form, too', async () => {
    const template =
      '<!doctype html><head><title>Seamark</title></head><body><script type="text/plain" id="seamark-snapshot"></script></body>';
    const form = htmlForm(template, writeSnapshot(snapshotOf(momentOf(AFTER))), 'outage');
    if (!form.ok) throw new Error(form.error.message);
    const page = { ...PAIR, 'b.html': new TextEncoder().encode(form.value) };
    expect((await diff(page, 'a', 'b.html')).out).toBe((await diff(PAIR, 'a', 'b')).out);
  });

  it('groups and narrows as graph does', async () => {
    const grouped = JSON.parse((await diff(PAIR, 'a', 'b', '--json', '--group-by', 'namespace')).out);
    // 900 of 7,500 requests fewer inside of shop are less than a fifth; 300 failed of 6,000 are many.
    expect(grouped.changes.map(({ kind, subject }: Record<string, unknown>) => `${kind} ${subject}`)).toEqual([
      'worse shop → shop http',
      'added shop → pay http',
    ]);
    const narrowed = JSON.parse((await diff(PAIR, 'a', 'b', '--json', '--namespaces', 'pay')).out);
    expect(narrowed.changes).toEqual([]);
    expect(narrowed.problems).toMatchObject([{ code: 'diff-moment-unseen' }]);
  });

  it('tells changed resources and verdicts', async () => {
    const { a, b } = {
      a: snapshotOf(momentOf(BEFORE), { resources: resources('spiffe-a') }),
      b: snapshotOf(momentOf(BEFORE), { resources: resources('cluster.local/ns/shop/sa/x') }),
    };
    const { code, out } = await diff({ a, b }, 'a', 'b', '--json', '--fail-on', 'policy');
    const json = JSON.parse(out);
    expect(code).toBe(1);
    expect(json.policiesKnown).toBe('both');
    expect(json.changes).toMatchObject([
      {
        kind: 'resource-changed',
        subject: 'AuthorizationPolicy shop/cart',
        before: 'present',
        after: 'present',
        paths: ['spec.rules[0].from[0].source.principals[0]'],
      },
    ]);
    expect((await diff({ a, b }, 'a', 'b')).out).toMatch(/RESOURCES\n {2}changed {2}AuthorizationPolicy shop\/cart: spec\.rules\[0\]/);
  });

  it('prints hostile names as text on one line', async () => {
    const hostile = (telemetry: Telemetry): Telemetry =>
      JSON.parse(JSON.stringify(telemetry).replaceAll('"blog"', JSON.stringify('b\u001b[31m\nlog</script>')));
    const [a, b] = [momentOf(BEFORE), momentOf(AFTER)].map((moment) => snapshotOf({ ...moment, telemetry: hostile(moment.telemetry) }));
    if (a === undefined || b === undefined) throw new Error('no snapshots');
    const { out } = await diff({ a, b }, 'a', 'b');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must not be printed
    expect(out).not.toMatch(/\u001b/);
    expect(out.split('\n')).toHaveLength(7);
  });
});

describe('what cannot be compared', () => {
  const totals = momentOf(BEFORE);
  const files: Files = {
    ...PAIR,
    totals: snapshotOf({ ...totals, telemetry: { ...totals.telemetry, totals: true, windowSeconds: 1 } }),
    masked: snapshotOf(momentOf(BEFORE), { pseudonyms: true }),
    shop: snapshotOf(momentOf(BEFORE, { namespaces: ['shop'] })),
    foreign: new TextEncoder().encode('{"hello": 1}'),
    empty: new Uint8Array(),
    page: new TextEncoder().encode('<!doctype html><p>hello'),
  };
  it.each([
    [[], 'Two moments are missing: snapshots or times; see seamark diff --help.'],
    [['now'], 'The moment B is missing; see seamark diff --help.'],
    [['a', 'b', 'c'], 'There are two moments, A and B, and 3 were named.'],
    [['a', 'gone'], 'There is no file or folder "gone".'],
    [['a', 'now'], 'A time is asked of a Prometheus: --prometheus URL.'],
    [['a', 'b', '--prometheus', 'http://p:9090'], '--prometheus goes with a time, and both moments are snapshots.'],
    [['a', 'b', '--window', '5m'], '--window goes with a time, and both moments are snapshots.'],
    [['a', 'b', '--at', 'now'], '--at goes with one moment; here A and B are named themselves.'],
    [['a', 'b', '--fail-on', 'worst'], '--fail-on is any of worse, removed, added, better, changed, plaintext, policy, not "worst".'],
    [['a', 'b', '--group-by', 'pod'], '--group-by is one of workload, app, versionedApp, service, namespace, not "pod".'],
    [['a', 'totals'], 'A snapshot of totals since a proxy started has no rates that could be compared.'],
    [['a', 'masked'], 'One of the two has pseudonyms in place of names; nothing in it could be found in the other.'],
    [['a', 'shop'], 'A shows all namespaces, B shop: choose with --namespaces what both have.'],
    [['a', 'shop', '--namespaces', 'pay'], 'A snapshot holds only the namespaces shop.'],
  ])('%j ends with 2 and one sentence', async (args, sentence) => {
    expect(await diff(files, ...args)).toEqual({ code: 2, out: '', errors: `${sentence}\n` });
  });
  it.each(['foreign', 'empty', 'page'])('a %s file is named, with what to do', async (name) => {
    const { code, out, errors } = await diff(files, 'a', name);
    expect([code, out, errors.trim().split('\n').length]).toEqual([2, '', 1]);
    expect(errors).toMatch(new RegExp(`^"${name}": .+\\..+\\.`));
  });
  it('of two scopes is what both have', async () => {
    const { code, out } = await diff(files, 'a', 'shop', '--namespaces', 'shop', '--json');
    expect([code, JSON.parse(out).changes]).toEqual([0, []]);
  });
});

describe('diff of times', () => {
  const url = ['--prometheus', 'http://p:9090'];
  it('ends with 1 and the problem once where nobody answers', async () => {
    const fetch = () => Promise.reject(Object.assign(new TypeError('x'), { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) }));
    const { code, out } = await runCommand(['diff', '1699996400', 'now', ...url, '--json'], { fetch });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ changes: [], problems: [{ code: 'prometheus-refused' }] });
  });

  const labels = (target: string, code: string) =>
    `reporter="source",source_workload="web",source_workload_namespace="shop",destination_workload="${target}",destination_workload_namespace="shop",request_protocol="http",response_code="${code}",response_flags="-"`;

  it.skipIf(!runnable('prometheus', 'promtool'))('holds two recorded moments of a real Prometheus against each other', async () => {
    // Every 15 s for 40 minutes to 22:13:20: cart 150 requests; from minute 20 on 15 of them fail. pay 45 until minute 20, then nothing new.
    const start = 1_700_000_000 - 40 * 60;
    const series = (target: string, code: string, perScrape: (scrape: number) => number) => {
      let total = 0;
      return Array.from({ length: 161 }, (_, scrape) => {
        total += scrape === 0 ? 0 : perScrape(scrape);
        return `istio_requests_total{${labels(target, code)}} ${total} ${start + scrape * 15}\n`;
      }).join('');
    };
    const openMetrics = [
      series('cart', '200', (scrape) => (scrape > 80 ? 135 : 150)),
      series('cart', '503', (scrape) => (scrape > 80 ? 15 : 0)),
      series('pay', '200', (scrape) => (scrape > 80 ? 0 : 45)),
    ].join('');
    const prometheus = await startPrometheus({ openMetrics });
    try {
      const source = ['--prometheus', prometheus.url];
      const compared = await runCommand([
        'diff',
        String(start + 15 * 60),
        '2023-11-14T22:13:20Z',
        ...source,
        '--json',
        '--fail-on',
        'removed',
      ]);
      expect(compared.code).toBe(1);
      const { changes } = JSON.parse(compared.out);
      // 10/s of which 10 % fail = 1; a tenth of the 3/s that are gone.
      expect(changes).toMatchObject([
        { kind: 'worse', subject: 'shop/web → shop/cart http', before: { errorRatio: 0 } },
        { kind: 'removed', subject: 'shop/web → shop/pay http', after: null },
      ]);
      expect(changes[0].after.requestsPerSecond).toBeCloseTo(10, 6);
      expect(changes[0].after.errorRatio).toBeCloseTo(0.1, 6);
      expect(changes[0].impact).toBeCloseTo(1, 6);
      expect(changes[1].before.requestsPerSecond).toBeCloseTo(3, 6);
      // Before Prometheus had anything nothing is new.
      const early = await runCommand(['diff', String(start - 86_400), '1700000000', ...source, '--json']);
      expect(JSON.parse(early.out)).toMatchObject({
        changes: [],
        problems: expect.arrayContaining([expect.objectContaining({ code: 'diff-moment-unseen' })]),
      });
    } finally {
      await prometheus.stop();
    }
  });
});
