import { afterEach, describe, expect, it } from 'vitest';
import { utcOffset } from '../lib/range-text';
import { buildMesh } from '../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import { mesh as notation } from '../testing/mesh-notation';
import type { Source } from '../worker/messages';
import { createPages } from './app-with-picture.testing';
import { EMPTY_PICTURE } from './empty-picture.testing';
import { frameOfState } from './frame-of-state';
import type { FrameWords } from './frame-of-view';
import { listedMesh } from './listed-mesh';

const pages = createPages();
afterEach(() => pages.close());

const SOURCE: Source = {
  id: 'one',
  label: 'Production',
  prometheusUrl: 'https://reader:hunter2@prometheus.internal.example/tenant-7',
  kubernetesUrl: 'https://kube.internal.example',
  mock: false,
};
const WORDS: FrameWords = { title: '', scenes: [], apart: false, offset: utcOffset, focus: undefined, notes: [], dataHash: 'abcdef012345' };
const MESH = buildMesh(notation('shop/web -> shop/cart 10rps\nshop/cart -> pay/ledger 5rps 20%503'), {
  groupBy: 'app',
  closed: new Set(),
  thresholds: DEFAULT_THRESHOLDS,
});

describe('the words around a picture', () => {
  it('say when, from where and by what rules, and never where the source is', async () => {
    const app = await pages.open({ sources: [SOURCE], search: 'ns=shop&find=web&end=1970-01-01T00:16:40Z' });
    const frame = frameOfState(app.getState(), WORDS);
    const facts = Object.fromEntries(frame?.facts.map(({ name, text }) => [name, text]) ?? []);
    // The window is the 300 s before second 1,000.
    expect(facts).toMatchObject({ Time: '1970-01-01 00:11:40–00:16:40 UTC', Source: 'Production', Scope: 'shop, by app', Found: 'web' });
    expect(frame?.imprint).toContain('abcdef012345');
    for (const secret of ['hunter2', 'internal.example', 'tenant-7']) expect(JSON.stringify(frame)).not.toContain(secret);
  });

  it('say what is missing', async () => {
    const problems = [{ code: 'x', severity: 'error', message: 'p99 could not be asked.' }] as const;
    const app = await pages.open({ picture: { ...EMPTY_PICTURE, stage: 'rates', problems } });
    const remarks = frameOfState(app.getState(), WORDS)?.facts.filter(({ name }) => name === 'Note that');
    expect(remarks?.map(({ text }) => text)).toEqual(['Latency had not arrived yet.', 'p99 could not be asked.']);
  });
});

it('the listed mesh has no more than the table: what is hidden is in no file', async () => {
  const picture = { ...EMPTY_PICTURE, mesh: MESH };
  const all = listedMesh((await pages.open({ picture })).getState());
  expect(all?.edges).toHaveLength(2);
  const hidden = listedMesh((await pages.open({ picture, search: 'hide=namespace%3Dpay' })).getState());
  expect(hidden?.nodes.map(({ name }) => name).toSorted()).toEqual(['cart', 'web']);
  expect(hidden?.edges.map(({ target }) => target)).toEqual([expect.stringContaining('cart')]);
});
