import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../snapshot/snapshot';
import { writeSnapshot } from '../snapshot/write-snapshot';
import type { CommandContext } from './command';
import { ASK, machine, vector } from './snapshot-machine.testing';

/** web calls cart with 10 requests a second, of which 2 fail, and search with 4; cart calls stock with 3. */
const FOUR: CommandContext['fetch'] = async (url, init) => {
  const asked = decodeURIComponent(`${url} ${String(init.body ?? '')}`);
  if (!asked.includes('istio_requests_total') || !asked.includes('response_code')) return vector([]);
  const calls = [
    ['web', 'cart', '200', '8'],
    ['web', 'cart', '503', '2'],
    ['web', 'search', '200', '4'],
    ['cart', 'stock', '200', '3'],
  ] as const;
  const end = (side: string, name: string) => ({
    [`${side}_workload`]: name,
    [`${side}_workload_namespace`]: 'shop',
    [`${side}_canonical_service`]: name,
  });
  return vector(
    calls.map(([source, target, response_code, rate]) => ({
      metric: {
        reporter: 'source',
        request_protocol: 'http',
        response_flags: '-',
        response_code,
        ...end('source', source),
        ...end('destination', target),
      },
      value: [1_700_000_000, rate],
    })),
  );
};

describe('a snapshot with the view it was saved with', () => {
  const CART = 'app/~/shop/cart';
  const FORMS = ['b.svg', 'b.md', 'b.csv', 'b.nodes.csv', 'b.dot'];

  /** What is made of a file whose link says more. */
  async function made(more: Readonly<Record<string, string>>, change: (snapshot: Snapshot) => Snapshot = (same) => same) {
    const here = machine({ fetch: FOUR });
    await here.run(...ASK, '--group-by', 'app', '-o', 'a.seamark.json.gz');
    const taken = here.snapshot('a.seamark.json.gz');
    const view = new URLSearchParams([...new URLSearchParams(taken.view), ...Object.entries(more)]).toString();
    here.files.set('a.seamark.json.gz', writeSnapshot(change({ ...taken, view })));
    const { code } = await here.run('--snapshot', 'a.seamark.json.gz', ...FORMS.flatMap((name) => ['-o', name]));
    expect(code).toBe(0);
    const facts = [...here.text('b.md').matchAll(/^- \*\*(.+?)\*\*: (.*)$/gm)].map(([, name, text]) => [name, text] as const);
    const rows = (name: string) => here.text(name).trim().split(/\r?\n/).slice(1);
    return { facts: Object.fromEntries(facts), edges: rows('b.csv'), nodes: rows('b.nodes.csv'), text: here.text };
  }

  it.each([
    // search leaves with the edge that leads to it.
    ['hides a node', { hide: 'name=search' }, [3, 2], '1 node and 1 edge by hide or focus, none of them sick', 'search'],
    // 2 of 10 are 20 %.
    ['hides what is sick, and says so', { hide: '%err>5' }, [4, 2], '0 nodes and 1 edge by hide or focus, 1 of them sick', undefined],
    // One hop around cart: web and stock, and what it is called by and calls.
    ['is focused', { focus: `1both:${CART}` }, [3, 2], '1 node and 1 edge by hide or focus, none of them sick', 'search'],
    ['dims, and leaves out nothing', { hide: 'name=search', hideMode: 'dim' }, [4, 3], undefined, undefined],
    ['finds, and leaves out nothing', { find: 'name=search' }, [4, 3], undefined, undefined],
  ] as const)('%s', async (_, more, [nodes, edges], leftOut, gone) => {
    const here = await made(more);
    expect([here.nodes.length, here.edges.length]).toEqual([nodes, edges]);
    expect(here.facts['Left out']).toBe(leftOut);
    expect(here.facts.Shown).toBe(`${nodes} nodes, ${edges} edges`);
    if (gone !== undefined) for (const row of [...here.nodes, ...here.edges]) expect(row).not.toContain(gone);
    if (gone !== undefined) expect(here.text('b.dot')).not.toContain(gone);
    // The picture says it, too.
    expect(here.text('b.svg').includes('Left out')).toBe(leftOut !== undefined);
  });

  it('says by which expression, and what is looked at', async () => {
    const hidden = await made({ hide: 'name=search', find: 'name=cart' });
    expect([hidden.facts['Hidden by'], hidden.facts.Found]).toEqual(['name=search', 'name=cart']);
    expect((await made({ focus: `2up:${CART}` })).facts['Looking at']).toBe('shop/cart, callers 2 hops');
    expect((await made({ hide: '%err>5' })).text('b.md')).toContain('None of 2 edges is failing or degraded.');
  });

  it('hides nothing by an expression that cannot be read, and says so', async () => {
    const { facts, edges } = await made({ hide: '%err>' });
    expect(edges).toHaveLength(3);
    expect(facts['Note that']).toMatch(/^Hide was not applied: /);
  });

  it('draws the difference from the moment it holds besides', async () => {
    // An hour before, nobody called search.
    const { facts, text } = await made({ compare: '1h' }, (snapshot) => {
      const { telemetry } = snapshot.moment;
      const requests = telemetry.requests.filter(({ destination }) => destination.workload !== 'search');
      return { ...snapshot, before: { ...snapshot.moment, telemetry: { ...telemetry, atSeconds: telemetry.atSeconds - 3600, requests } } };
    });
    expect(facts['A, before']).toMatch(/^2023-11-14 21:08:20–21:13:20 UTC/);
    expect(text('b.svg')).toContain('new 4 rps');
    expect(text('b.md')).toMatch(/added[\s\S]*shop\/web → shop\/search/);
  });
});
