import { describe, expect, it } from 'vitest';
import { startPrometheus } from '../../scripts/real-prometheus';
import { runnable } from '../../scripts/runnable';
import { runCommand as run } from '../testing/run-command';

const LABELS =
  'reporter="source",source_workload="web",source_workload_namespace="shop",destination_workload="cart",destination_workload_namespace="shop",request_protocol="http",response_code="200",response_flags="-"';
const text = (count: number) => `istio_requests_total{${LABELS}} ${count}\n`;

describe('the command line', () => {
  it('knows --help and --version', async () => {
    expect(await run(['--help'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/graph .*\n.*check .*\n.*explain .*\n.*canary .*\n(?:.*\n)*.*doctor .*\n(?:.*\n)*.*serve /),
    });
    expect(await run(['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    expect(await run(['graph', '--help'])).toMatchObject({ code: 0, out: expect.stringMatching(/Exit code: 0/) });
  });

  it.each([
    [[], /A command is missing/],
    [['frob'], /no command "frob"/],
    [['graph'], /A source is missing/],
    [['graph', '--exposition', 'gone.txt'], /"gone.txt" cannot be read \(ENOENT\)/],
    [['graph', '--prometheus', 'http://127.0.0.1:9', '--bearer-token-file', 'gone'], /"gone" cannot be read/],
    [['serve', 'now'], /takes no arguments/],
  ])('ends %j with 2 and one sentence', async (args, sentence) => {
    const { code, out, errors } = await run(args);
    expect([code, out]).toEqual([2, '']);
    expect(errors).toMatch(sentence);
    expect(errors.trim()).not.toMatch(/\n/);
  });
});

describe('graph of exposition text', () => {
  const files = (first: string, second: string) => ({ readText: async (path: string) => (path === 'b' ? second : first) });

  it('prints totals of one file and rates of two', async () => {
    const one = await run(['graph', '--exposition', 'a', '--json'], files(text(100), ''));
    expect(one.code).toBe(0);
    expect(JSON.parse(one.out)).toMatchObject({
      totals: true,
      edges: [{ requestsPerSecond: 100 }],
      problems: [{ code: 'exposition-totals' }],
    });
    const two = await run(
      'graph --exposition a --exposition b --seconds-apart 60 --json --at 1600000000'.split(' '),
      files(text(100), text(400)),
    );
    expect(JSON.parse(two.out)).toMatchObject({
      at: '2020-09-13T12:26:40.000Z',
      windowSeconds: 60,
      edges: [{ requestsPerSecond: 5 }],
      problems: [],
    });
  });

  it('ends with 1 when the text has no traffic, with the problem on both ways out', async () => {
    const table = await run(['graph', '--exposition', 'a'], files('hello', ''));
    expect(table).toMatchObject({ code: 1, out: '', errors: expect.stringMatching(/not exposition text/) });
    const json = await run(['graph', '--exposition', 'a', '--json'], files('hello', ''));
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({ nodes: [], edges: [], problems: [{ code: 'exposition-no-istio' }] });
  });
});

describe('find and hide', () => {
  const files = { readText: async () => `${text(100)}${text(7).replaceAll('"cart"', '"pay"').replace('200', '503')}` };
  const graph = (...more: readonly string[]) => run(['graph', '--exposition', 'a', ...more], files);

  it('mark what was found in a table', async () => {
    const { code, out } = await graph('--find', '%err>50 OR name=cart');
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.trimEnd())).toEqual([
      expect.stringMatching(/^FOUND {2}SOURCE/),
      expect.stringMatching(/^ {7}shop\/web +shop\/cart/),
      expect.stringMatching(/^\* {6}shop\/web +shop\/pay/),
      '',
      'found  shop/cart  healthy',
      '',
      'found 1 node and 1 edge; with what belongs to them 3 nodes, 2 edges at 2023-11-14T22:13:20.000Z, totals, by workload',
      '',
    ]);
  });

  it('mark it in JSON', async () => {
    const { out } = await graph('--find', '%err>50', '--json');
    const { nodes, edges } = JSON.parse(out);
    expect(edges).toMatchObject([{ target: expect.stringMatching(/pay$/), found: true }]);
    expect(nodes.map(({ name, found }: { name: string; found?: boolean }) => [name, found])).toEqual([
      ['pay', undefined],
      ['web', undefined],
    ]);
  });

  it('leave out what is hidden, in every format', async () => {
    for (const format of ['table', 'json', 'csv', 'dot']) {
      const { code, out } = await graph('--hide', 'name=pay', '--format', format);
      expect(code).toBe(0);
      expect(out).toMatch('cart');
      expect(out).not.toMatch('pay');
      expect(out).not.toMatch(/found/i);
    }
  });

  it('warn of what nobody can judge', async () => {
    expect(await graph('--find', 'authz=denied')).toMatchObject({ code: 0, errors: expect.stringMatching(/\nwarning: .*authz\./) });
    expect(JSON.parse((await graph('--find', 'authz=denied', '--json')).out)).toMatchObject({
      problems: expect.arrayContaining([expect.objectContaining({ code: 'expression-not-judged' })]),
    });
  });

  it('end with 2 and a mark below a broken expression, before anything is asked', async () => {
    const { code, out, errors } = await run(['graph', '--prometheus', 'http://p:9090', '--hide', 'healthy AND'], {
      fetch: () => Promise.reject(new Error('nobody may ask')),
    });
    expect([code, out]).toEqual([2, '']);
    expect(errors.split('\n').slice(0, 3)).toEqual([
      '--hide: The expression ends where a criterion is expected.',
      '  healthy AND',
      '             ^',
    ]);
  });
});

describe('graph of a Prometheus', () => {
  it('ends with 1 and the problems when nobody answers', async () => {
    const refuse = {
      fetch: () => Promise.reject(Object.assign(new TypeError('x'), { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) })),
    };
    const { code, out } = await run(['graph', '--prometheus', 'http://p:9090', '--json'], refuse);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ edges: [], problems: [{ code: 'prometheus-refused' }] });
  });

  it('sends headers and the token of a file, and shows neither', async () => {
    const sent: Headers[] = [];
    const { out, errors } = await run(
      ['graph', '--prometheus', 'http://p:9090', '--header', 'X-Scope-OrgID: tenant-7', '--bearer-token-file', 't', '--json'],
      {
        readText: async () => 's3cret-token\n',
        fetch: async (_, init) => {
          sent.push(new Headers(init.headers));
          return new Response('{"status":"error","errorType":"bad_data","error":"s3cret-token of tenant-7"}', { status: 400 });
        },
      },
    );
    expect(sent[0]?.get('authorization')).toBe('Bearer s3cret-token');
    expect(sent[0]?.get('x-scope-orgid')).toBe('tenant-7');
    expect(out + errors).not.toMatch(/s3cret|tenant-7/);
  });

  it('ends with 0 when the mesh is empty but the source answered', async () => {
    const empty = { fetch: async () => new Response('{"status":"success","data":{"resultType":"vector","result":[]}}') };
    const { code, out } = await run(['graph', '--prometheus', 'http://p:9090', '--json'], empty);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      nodes: [],
      edges: [],
      problems: expect.arrayContaining([expect.objectContaining({ code: 'no-istio-series' })]),
    });
  });

  it.skipIf(!runnable('prometheus', 'promtool'))('prints what a real one says', async () => {
    const lines = Array.from({ length: 41 }, (_, index) => `istio_requests_total{${LABELS}} ${index * 30} ${1_699_999_400 + index * 15}\n`);
    const prometheus = await startPrometheus({ openMetrics: lines.join('') });
    try {
      const asked = await run(['graph', '--prometheus', prometheus.url, '--at', '2023-11-14T22:13:20Z', '--json']);
      expect(asked.code).toBe(0);
      const graph = JSON.parse(asked.out);
      // 30 requests every 15 s.
      expect(graph.edges).toMatchObject([{ protocol: 'http', errorRatio: 0, reporter: 'source' }]);
      expect(graph.edges[0].requestsPerSecond).toBeCloseTo(2, 9);
      expect(graph).toMatchObject({ at: '2023-11-14T22:13:20.000Z', windowSeconds: 300 });
    } finally {
      await prometheus.stop();
    }
  });
});
