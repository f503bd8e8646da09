import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryView } from '../app/url-codec/arbitrary-view.testing';
import { decodeView, linkTo } from '../app/url-codec/url-codec';
import { DEFAULT_VIEW } from '../app/view-state';
import { parseView } from './asked-view';
import type { CommandContext } from './command';
import { machine as anyMachine, vector } from './snapshot-machine.testing';

const END = 1_700_000_000;
const HOUR = 3600;
const ends = (target: string) => ({
  reporter: 'source',
  source_workload: 'web-v1',
  source_workload_namespace: 'shop',
  source_canonical_service: 'web',
  destination_workload: `${target}-v1`,
  destination_workload_namespace: 'shop',
  destination_canonical_service: target,
  destination_service: `${target}.shop.svc.cluster.local`,
  destination_service_name: target,
  destination_service_namespace: 'shop',
  request_protocol: 'http',
  response_flags: '-',
});

/** web calls cart and search, 10 requests a second each; from an hour before END on a fifth of those to cart fail. */
function answering(asked: string[] = []): CommandContext['fetch'] {
  return async (url, init) => {
    const text = `${url} ${String(init.body ?? '')}`;
    const words = new URLSearchParams(text.replace(/^[^ ?]*[ ?]/, ''));
    const query = words.get('query') ?? '';
    asked.push(`${words.get('time')} ${query}`);
    if (!query.includes('istio_requests_total') || !query.includes('response_code')) return vector([]);
    const at = Number(words.get('time'));
    const failing = at > END - HOUR ? 2 : 0;
    const sample = (target: string, response_code: string, rate: number) => ({
      metric: { ...ends(target), response_code },
      value: [at, String(rate)],
    });
    return vector([
      sample('cart', '200', 10 - failing),
      ...(failing === 0 ? [] : [sample('cart', '503', failing)]),
      sample('search', '200', 10),
    ]);
  };
}

const ASKED = ['--prometheus', 'http://prom.corp.example:9090'];
const END_TEXT = '2023-11-14T22:13:20Z';

describe('--view', () => {
  it.each([
    [['--view', ''], /--view says nothing of a view: give the address of the page/],
    [['--view', 'https://seamark.example/'], /says nothing of a view/],
    [['--view', 'shop'], /says nothing of a view/],
    [['--view', 'https://me:S3cr3t@seamark.example/?find=x'], /--view is an address without user name and password\.$/],
    [['--view', 'http://[/?find=x'], /--view is no address that can be read/],
    [['--at', '5', '--view', `end=${END_TEXT}`], /--at and "end" in --view say the same: leave one of them out\./],
    [['--window', '5m', '--view', 'window=2m'], /--window and "window"/],
    [['--namespaces', 'a', '--view', 'ns=b'], /--namespaces and "ns"/],
    [['--group-by', 'app', '--view', 'group=workload'], /--group-by and "group"/],
    [['--from', '1', '--to', '2', '--view', 'span=2023-11-14T21:00:00Z_2023-11-14T22:00:00Z'], /--from and "span"/],
    [
      ['--view', `span=2023-11-14T21:00:00Z_2023-11-14T22:00:00Z&end=${END_TEXT}`],
      /The moment of --view is not between the ends of its timeline/,
    ],
    [['--from', '1', '--to', '2', '--view', `end=${END_TEXT}`], /The moment of --view is not between --from and --to/],
  ])('ends %j with 2 and one sentence', async (args, sentence) => {
    const { code, out, errors } = await anyMachine({ fetch: answering() }).run(...ASKED, ...args, '-o', 'a.svg');
    expect([code, out]).toEqual([2, '']);
    expect(errors.trim()).toMatch(sentence);
    expect(errors).not.toContain('S3cr3t');
    expect(errors.trim()).not.toMatch(/\n/);
  });

  it('goes with a Prometheus, not with a file', async () => {
    const { code, errors } = await anyMachine({}).run('--snapshot', 'a.seamark.json.gz', '--view', 'find=x', '-o', 'a.svg');
    expect([code, errors.trim()]).toEqual([2, expect.stringMatching(/--view goes with --prometheus/)]);
  });

  it('reads what the page writes, whatever the view, as an address and as what follows the "?"', () => {
    fc.assert(
      fc.property(arbitraryView, (view) => {
        const { search } = linkTo(view);
        fc.pre(search !== '');
        const shown = decodeView(search).view;
        for (const text of [search, `?${search}`, `https://seamark.example/base/?${search}`, `https://seamark.example/?${search}#map`]) {
          const read = parseView(text, {});
          expect(read).toEqual({ ok: true, value: { view: shown, problems: [] } });
        }
      }),
    );
    expect(parseView(undefined, {})).toEqual({ ok: true, value: { view: DEFAULT_VIEW, problems: [] } });
  });

  it('draws what the link shows: moment, window, scope, what is hidden, looked for and selected', async () => {
    const asked: string[] = [];
    const here = anyMachine({ fetch: answering(asked) });
    const link = `https://seamark.example/?source=eu&window=2m&end=${END_TEXT}&ns=shop&group=app&find=name%3Dcart&hide=name%3Dsearch`;
    const { code, errors } = await here.run(...ASKED, '--view', link, '-o', 'a.json.gz', '-o', 'a.svg', '-o', 'a.csv');
    expect([code, errors.trim()]).toEqual([0, '']);
    expect(asked.every((one) => one.startsWith(`${END} `))).toBe(true);
    expect(asked.some((one) => one.includes('[2m]') && one.includes('shop'))).toBe(true);
    const { view, problems } = decodeView(here.snapshot('a.json.gz').view);
    expect(problems).toEqual([]);
    expect(view).toMatchObject({
      source: '',
      windowSeconds: 120,
      end: { kind: 'at', seconds: END },
      namespaces: ['shop'],
      groupBy: 'app',
      find: 'name=cart',
      hide: 'name=search',
      refreshSeconds: undefined,
    });
    for (const text of ['name=cart', 'name=search', '1 node and 1 edge by hide or focus']) expect(here.text('a.svg')).toContain(text);
    expect(here.text('a.csv')).toContain('cart');
    expect(here.text('a.csv')).not.toContain('search');
  });

  it('asks for the moment compared with, and draws the difference', async () => {
    const asked: string[] = [];
    const here = anyMachine({ fetch: answering(asked) });
    const { code, errors } = await here.run(
      ...ASKED,
      '--at',
      String(END),
      '--view',
      'compare=1h',
      '-o',
      'a.json.gz',
      '-o',
      'a.svg',
      '-o',
      'a.md',
    );
    expect([code, errors.trim()]).toEqual([0, '']);
    expect(new Set(asked.map((one) => one.split(' ')[0]))).toEqual(new Set([String(END), String(END - HOUR)]));
    const snapshot = here.snapshot('a.json.gz');
    expect(snapshot.before?.telemetry.atSeconds).toBe(END - HOUR);
    expect(decodeView(snapshot.view).view.compare).toEqual({ kind: 'at', seconds: END - HOUR });
    // None, then 2 of 10.
    expect(here.text('a.svg')).toMatch(/A, before[\s\S]*2023-11-14 21:08:20[\s\S]*0 → 20 % err/);
  });

  it('says when the moment compared with was not answered, and draws the other', async () => {
    const fetch: CommandContext['fetch'] = async (url, init) =>
      `${url} ${String(init.body ?? '')}`.includes(`time=${END - HOUR}`) ? new Response('no', { status: 503 }) : answering()(url, init);
    const here = anyMachine({ fetch });
    const { code, errors } = await here.run(...ASKED, '--view', `end=${END_TEXT}&compare=1h`, '-o', 'a.json.gz', '-o', 'a.svg');
    expect(code).toBe(0);
    expect(errors).toMatch(/^error: /);
    expect(here.snapshot('a.json.gz').before).toBeUndefined();
    expect(here.text('a.svg')).toContain('20 % 503');
  });

  it('names what of it cannot be read, and uses the rest', async () => {
    const here = anyMachine({ fetch: answering() });
    const { code, errors } = await here.run(...ASKED, '--at', String(END), '--view', 'window=soon&hide=name%3Dsearch', '-o', 'a.csv');
    expect(code).toBe(0);
    expect(errors).toMatch(/^warning: The link's "window" could not be read and its default is used\./);
    expect(here.text('a.csv')).not.toContain('search');
  });

  it('of a masked audience writes pseudonyms', async () => {
    const here = anyMachine({ fetch: answering() });
    await here.run(...ASKED, '--at', String(END), '--view', 'mode=present&mask=1', '-o', 'a.svg');
    expect(here.text('a.svg')).not.toMatch(/cart|search/);
    expect(here.text('a.svg')).toContain('pseudonyms in place of the real ones');
  });
});
