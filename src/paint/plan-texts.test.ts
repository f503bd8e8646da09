import { describe, expect, it } from 'vitest';
import type { Scene, SceneEdge } from '../scene/scene';
import { sceneEdge, sceneNode } from '../testing/scene-parts';
import { type AboveInput, carryTexts, planTexts } from './plan-texts';
import { sceneGeometry } from './scene-geometry';
import { TextFit } from './text-fit';
import type { Theme } from './theme';
import type { View } from './view';

const VIEW: View = { zoom: 1, panX: 0, panY: 0, width: 1200, height: 800 };
// Every letter is 6 px wide.
const fit = new TextFit({ font: '', measureText: () => ({ width: 0 }) }, (_, text) => text.length * 6);
const theme = { fontFamily: 'Inter' } as Theme;

const node = (id: string, x: number, y: number) => sceneNode(id, x, y);
const edge = (source: string, target: string, ...texts: readonly string[]) =>
  sceneEdge(`${source}>${target}`, source, target, { labels: texts.map((text) => ({ text, tone: 'ok' })) });
const NODES = [node('web', 200, 200), node('cart', 700, 200), node('orders', 700, 600)];

const moment = (edges: readonly SceneEdge[], nodes = NODES): AboveInput => {
  const scene: Scene = { groups: [], nodes, edges };
  return { scene, geometry: sceneGeometry(scene), view: VIEW, theme };
};

/** Labels of a first moment, and the same carried to the next: texts and middles by id. */
function carried(first: AboveInput, next: AboveInput) {
  const labels = planTexts(fit, first, [], []);
  const after = carryTexts(fit, next, { input: first, labels });
  const told = ({ placed, forms }: typeof labels) =>
    new Map(
      placed.map(({ id, form, box }) => [
        id,
        {
          x: box.x + box.width / 2,
          y: box.y + box.height / 2,
          text: forms.get(id)?.[form]?.lines.flatMap(({ texts }) => texts.map(({ text }) => text)),
        },
      ]),
    );
  return { before: told(labels), after: told(after) };
}

describe('labels of one moment, carried to the next', () => {
  it('say the new numbers in the middle they had', () => {
    const { before, after } = carried(
      moment([edge('web', 'cart', '9 rps'), edge('web', 'orders', '80 rps')]),
      moment([edge('web', 'cart', '1,234 rps'), edge('web', 'orders', '7 rps')]),
    );
    expect([...before.values()].map(({ text }) => text)).toEqual([['9 rps'], ['80 rps']]);
    expect([...after.values()].map(({ text }) => text)).toEqual([['1,234 rps'], ['7 rps']]);
    for (const [id, { x, y }] of before) expect({ x: after.get(id)?.x, y: after.get(id)?.y }).toEqual({ x, y });
  });

  it('are gone where nothing flows, and where their edge runs elsewhere', () => {
    const first = moment([edge('web', 'cart', '9 rps'), edge('web', 'orders', '80 rps')]);
    expect([...carried(first, moment([edge('web', 'cart'), edge('web', 'orders', '80 rps')])).after.keys()]).toEqual(['web>orders']);
    const moved = [node('web', 200, 200), node('cart', 700, 200), node('orders', 650, 500)];
    const elsewhere = moment([edge('web', 'cart', '9 rps'), edge('web', 'orders', '80 rps')], moved);
    expect([...carried(first, elsewhere).after.keys()]).toEqual(['web>cart']);
  });

  it('wait for the next plan where an edge is new', () => {
    const { after } = carried(
      moment([edge('web', 'cart', '9 rps')]),
      moment([edge('web', 'cart', '9 rps'), edge('cart', 'orders', '3 rps')]),
    );
    expect([...after.keys()]).toEqual(['web>cart']);
  });
});
