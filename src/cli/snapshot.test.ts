import { describe, expect, it } from 'vitest';
import { startPrometheus } from '../../scripts/real-prometheus';
import { runnable } from '../../scripts/runnable';
import { decodeView, searchOf } from '../app/url-codec/url-codec';
import { ok } from '../lib/result';
import { withoutLocale } from '../testing/without-locale';
import type { CommandContext } from './command';
import { formOf } from './snapshot-forms';
import { ASK, machine as anyMachine, VIEWER, vector } from './snapshot-machine.testing';

const LABELS = {
  reporter: 'source',
  source_workload: 'web-v1',
  source_workload_namespace: 'shop',
  source_canonical_service: 'web',
  source_canonical_revision: 'v1',
  destination_workload: 'cart-v1',
  destination_workload_namespace: 'shop',
  destination_canonical_service: 'cart',
  destination_canonical_revision: 'v1',
  destination_service: 'cart.shop.svc.cluster.local',
  destination_service_name: 'cart',
  destination_service_namespace: 'shop',
  request_protocol: 'http',
  response_flags: '-',
};
/** Of 10 requests a second 2 are answered with 503. */
const answering: CommandContext['fetch'] = async (url, init) => {
  const asked = decodeURIComponent(`${url} ${String(init.body ?? '')}`);
  if (!asked.includes('istio_requests_total') || !asked.includes('response_code')) return vector([]);
  return vector([
    { metric: { ...LABELS, response_code: '200' }, value: [1_700_000_000, '8'] },
    { metric: { ...LABELS, response_code: '503' }, value: [1_700_000_000, '2'] },
  ]);
};

const machine = (more: Partial<CommandContext> = {}) => anyMachine({ fetch: answering, ...more });

describe('seamark snapshot', () => {
  it.each([
    [[], /A source is missing/],
    [ASK, /A file to write is missing/],
    [[...ASK, '-o', 'a.gif'], /"a\.gif" ends in none of \.seamark\.json\.gz, /],
    [[...ASK, '-o', 'a.svg', '-o', 'a.svg'], /given twice/],
    [[...ASK, '-o', 'a.svg', '--theme', 'pink'], /--theme is one of light, dark, print/],
    [[...ASK, '-o', 'a.png', '--scale', '9'], /--scale is one of 1, 2, 3, 4/],
    [[...ASK, '-o', 'a.svg', '--page', 'http://me:pw@seamark.example'], /--page is an http or https address without a password/],
    [[...ASK, '-o', 'a.svg', '--from', '1'], /--from and --to go together/],
    [[...ASK, '-o', 'a.svg', '--from', '20', '--to', '10'], /--to is not after --from/],
    [[...ASK, '-o', 'a.svg', '--from', '10', '--to', '20'], /--at is not between/],
    [['--snapshot', 'a.seamark.json.gz', '--title', 'x', '-o', 'a.svg'], /--title goes with --prometheus/],
    [['--snapshot', 'gone.seamark.json.gz', '-o', 'a.svg'], /There is no file gone/],
    [[...ASK, '-o', 'a.svg', '--config', 'gone'], /There is no file gone/],
    [[...ASK, '-o', 'a.svg', '--frob'], /--frob/],
  ])('ends %j with 2 and one sentence', async (args, sentence) => {
    const { code, out, errors } = await machine().run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(errors).toMatch(sentence);
    expect(errors.trim()).not.toMatch(/\n/);
  });

  it('writes every form that it is asked for, each by its name', async () => {
    const here = machine();
    const names = ['a.seamark.json.gz', 'a.html', 'a.svg', 'a.png', 'a.csv', 'a.nodes.csv', 'a.md', 'a.dot'];
    const { code, out, errors } = await here.run(...ASK, '--title', 'Cart fails', ...names.flatMap((name) => ['-o', name]));
    expect([code, errors.trim()]).toEqual([0, '']);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => line.split('  ')[0]),
    ).toEqual(names);
    const { moment, retro, source } = here.snapshot('a.seamark.json.gz');
    expect(moment.telemetry.requests.map(({ requestsPerSecond }) => requestsPerSecond)).toEqual([8, 2]);
    expect([retro.title, source.label]).toEqual(['Cart fails', 'Prometheus']);
    // 2 of 10 requests failed.
    expect(here.text('a.svg')).toMatch(/^<svg [\s\S]*Cart fails[\s\S]*20 % 503/);
    expect(here.text('a.png')).toBe(`PNG of ${here.text('a.svg').length} at 2`);
    expect(here.text('a.csv')).toMatch(/\r?\n.*web.*cart.*10,0\.2,/);
    expect(here.text('a.nodes.csv').trim().split('\n')).toHaveLength(3);
    expect(here.text('a.md')).toMatch(/^## Cart fails\n[\s\S]*`shop\/web → shop\/cart`/);
    expect(here.text('a.dot')).toMatch(/^digraph/);
    expect(here.text('a.html')).toMatch(/<title>Cart fails<\/title><script type="text\/plain" id="seamark-snapshot">H4sI/);
  });

  it.each([
    ['nodes.csv', 'nodes.csv'],
    ['out/Nodes.CSV', 'nodes.csv'],
    ['outage-nodes.csv', 'nodes.csv'],
    ['outage.nodes.csv', 'nodes.csv'],
    ['barnodes.csv', 'csv'],
    ['edges.csv', 'csv'],
    ['a.SEAMARK.json.gz', 'seamark.json.gz'],
    ['out/json.gz', 'json.gz'],
    ['out/svg', undefined],
    ['a-svg', undefined],
    ['', undefined],
  ])('takes the form of %j from its name', (path, form) => {
    expect(formOf(path)).toBe(form);
  });

  it('draws the same picture of a snapshot file, without asking anybody', async () => {
    const here = machine();
    await here.run(...ASK, '-o', 'a.seamark.json.gz', '-o', 'a.html', '-o', 'a.svg', '--page', 'https://seamark.example/');
    const asleep = machine({
      fetch: () => Promise.reject(new Error('nobody may be asked')),
      readPaths: async ([path = '']) => ok([{ name: path, bytes: here.files.get(path) ?? new Uint8Array(0) }]),
    });
    for (const [index, file] of ['a.seamark.json.gz', 'a.html'].entries()) {
      expect((await asleep.run('--snapshot', file, '-o', `${index}.svg`, '--page', 'https://seamark.example/')).code).toBe(0);
      expect(asleep.text(`${index}.svg`)).toBe(here.text('a.svg'));
    }
    expect(here.text('a.svg')).toMatch(/href="https:\/\/seamark\.example\/\?end=2023-11-14/);
  });

  it('draws it without locale data: whatever would read some throws', async () => {
    const here = machine();
    await here.run(...ASK, '-o', 'a.seamark.json.gz', '-o', 'a.svg');
    const back = withoutLocale();
    const { code } = await here.run('--snapshot', 'a.seamark.json.gz', '-o', 'b.svg').finally(back);
    expect(code).toBe(0);
    expect(here.text('b.svg')).toBe(here.text('a.svg'));
  });

  it('keeps a link that the page understands, and writes itself', async () => {
    const here = machine();
    await here.run(...ASK, '--namespaces', 'shop,pay', '--window', '90s', '--group-by', 'workload', '-o', 'a.json.gz', '-o', 'a.svg');
    await here.run(...ASK, '-o', 'b.json.gz');
    for (const name of ['a.json.gz', 'b.json.gz']) {
      const search = here.snapshot(name).view;
      expect(searchOf(decodeView(search).view)).toBe(search);
    }
    const { view, problems } = decodeView(here.snapshot('a.json.gz').view);
    expect(problems).toEqual([]);
    expect(view).toMatchObject({
      windowSeconds: 90,
      end: { kind: 'at', seconds: 1_700_000_000 },
      namespaces: ['shop', 'pay'],
      groupBy: 'workload',
    });
  });

  it('says what cannot be written, writes the rest, and ends with 1', async () => {
    const here = machine({
      readText: () => Promise.reject(new Error('no')),
      paintPng: async () => ({ ok: false, error: { code: 'x', severity: 'error', message: 'There is no Chromium.', hint: 'Write .svg.' } }),
    });
    const { code, out, errors } = await here.run(...ASK, '-o', 'a.png', '-o', 'a.html', '-o', 'a.svg');
    expect([code, [...here.files.keys()], out.trim().split('\n').length]).toEqual([1, ['a.svg'], 1]);
    expect(errors).toMatch(/a\.png: There is no Chromium\. Write \.svg\.\n.*a\.html: .*npm run build/);
  });

  it('ends with 1 and the problem when nobody answers', async () => {
    const here = machine({ fetch: () => Promise.reject(new TypeError('fetch failed')) });
    for (const more of [[], ['--from', '1699996400', '--to', '1700000000']])
      expect(await here.run(...ASK, ...more, '-o', 'a.svg')).toMatchObject({ code: 1, out: '', errors: expect.stringMatching(/^error: /) });
    expect(here.files.size).toBe(0);
  });

  it('puts no name of the mesh into any form under pseudonyms', async () => {
    const here = machine();
    const names = ['a.json.gz', 'a.svg', 'a.csv', 'a.nodes.csv', 'a.md', 'a.dot'];
    const { code, out, errors } = await here.run(...ASK, '--pseudonyms', '--namespaces', 'shop', ...names.flatMap((name) => ['-o', name]));
    expect(code).toBe(0);
    const written = [out, errors, JSON.stringify(here.snapshot('a.json.gz')), ...names.slice(1).map(here.text)].join('\n');
    for (const name of ['shop', 'cart', 'web']) expect(written).not.toMatch(new RegExp(`(?<![a-z])${name}`, 'i'));
    expect(here.text('a.svg')).toMatch(/service-01[\s\S]*pseudonyms in place of the real ones/);
  });
});

const PLANTED = 'S3cr3tPlanted';
const RESOURCES = `apiVersion: v1
kind: Secret
metadata: {name: s, namespace: shop}
stringData: {password: ${PLANTED}}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: cart, namespace: shop, annotations: {note: "${PLANTED}"}}
spec:
  hosts: [cart]
  http: [{route: [{destination: {host: nowhere}, headers: {request: {set: {authorization: "Bearer ${PLANTED}"}}}}]}]
`;

describe('secrets', () => {
  it('planted in address, headers, token, resources and answers are in no file and no output', async () => {
    const sent: string[] = [];
    const here = machine({
      readText: async (path) => (path.endsWith('viewer.html') ? VIEWER : `${PLANTED}-token`),
      readPaths: async () => ok([{ name: 'a.yaml', bytes: new TextEncoder().encode(RESOURCES) }]),
      fetch: async (url, init) => {
        sent.push(JSON.stringify([...new Headers(init.headers)]));
        const asked = decodeURIComponent(`${url} ${String(init.body ?? '')}`);
        if (asked.includes('tcp_sent'))
          return Response.json({ status: 'error', errorType: 'bad_data', error: `${url}: Bearer ${PLANTED}-token` }, { status: 400 });
        return answering(url, init);
      },
    });
    const names = ['a.json.gz', 'a.html', 'a.svg', 'a.png', 'a.csv', 'a.nodes.csv', 'a.md', 'a.dot'];
    const { code, out, errors } = await here.run(
      ...['--prometheus', `http://ops:${PLANTED}@prom.corp.example:9090/base?key=${PLANTED}`, '--at', '1700000000'],
      ...['--header', `X-Api-Key: ${PLANTED}`, '--bearer-token-file', 't', '--config', 'a.yaml', '--title', `password=${PLANTED}`],
      ...names.flatMap((name) => ['-o', name]),
    );
    expect(code).toBe(0);
    expect(sent.join(' ')).toContain(PLANTED);
    const snapshot = here.snapshot('a.json.gz');
    const written = [JSON.stringify(snapshot), ...names.slice(1).map(here.text)];
    expect(snapshot.resources?.objects).toHaveLength(1);
    expect(snapshot.moment.problems.length).toBeGreaterThan(0);
    for (const text of written) {
      expect(text).not.toContain(PLANTED);
      expect(text).not.toContain('prom.corp');
    }
    expect(out + errors).not.toContain(PLANTED);
    // The page form holds the same bytes.
    const held = /id="seamark-snapshot">([^<]*)/.exec(here.text('a.html'))?.[1] ?? '';
    expect(Buffer.from(held, 'base64')).toEqual(Buffer.from(here.files.get('a.json.gz') ?? []));
  });
});

describe('a snapshot of a real Prometheus', () => {
  it.skipIf(!runnable('prometheus', 'promtool'))('holds what it said, at the moment and over the timeline', async () => {
    const labels = Object.entries({ ...LABELS, response_code: '200' })
      .map(([name, value]) => `${name}="${value}"`)
      .join(',');
    // 30 requests every 15 s, for 25 minutes.
    const lines = Array.from(
      { length: 101 },
      (_, index) => `istio_requests_total{${labels}} ${index * 30} ${1_699_998_500 + index * 15}\n`,
    );
    const prometheus = await startPrometheus({ openMetrics: lines.join('') });
    try {
      const here = machine({ fetch });
      const span = ['--from', '2023-11-14T22:03:20Z', '--to', '2023-11-14T22:13:20Z'];
      const { code } = await here.run('--prometheus', prometheus.url, ...span, '-o', 'a.json.gz', '-o', 'a.svg', '-o', 'a.csv');
      expect(code).toBe(0);
      const { moment, span: recorded, view } = here.snapshot('a.json.gz');
      expect(moment.telemetry.atSeconds).toBe(1_700_000_000);
      expect(moment.telemetry.requests[0]?.requestsPerSecond).toBeCloseTo(2, 9);
      const { grid, requests } = recorded!.span;
      expect(grid.startSeconds + grid.stepSeconds * (grid.points - 1)).toBe(1_700_000_000);
      expect([...requests[0]!.values].every((value) => Math.abs(value - 2) < 1e-9)).toBe(true);
      expect(decodeView(view).view.span).toEqual({ fromSeconds: 1_699_999_400, toSeconds: 1_700_000_000 });
      expect(here.text('a.csv')).toMatch(/web.*cart/);
    } finally {
      await prometheus.stop();
    }
  });
});
