import { describe, expect, it } from 'vitest';
import { buildMesh } from '../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import { edgePolicy } from '../testing/edge-policy';
import { mesh as notation } from '../testing/mesh-notation';
import type { Picture } from '../worker/messages';
import { EMPTY_PICTURE } from './empty-picture.testing';
import { createMasking, isMasked } from './masking';
import { pageByHand } from './page-by-hand.testing';

const MASKED = { mode: 'present', masked: true, namespaces: [] } as const;

function picture(text: string): Picture {
  const mesh = buildMesh(notation(text), { groupBy: 'app', closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
  return {
    ...EMPTY_PICTURE,
    mesh,
    namespaces: ['shop'],
    policies: {
      edges: new Map(
        mesh.edges.map(({ id }) => [id, edgePolicy({ routing: { kind: 'fixed', shares: [{ label: 'cart', min: 1, max: 1 }] } })]),
      ),
      nodes: new Map(),
      findings: [],
      streams: [
        {
          id: 's',
          source: mesh.nodes[0]!.id,
          host: 'cart.shop.svc.cluster.local',
          conditional: false,
          counted: 'requests',
          perSecond: 1,
          parts: [],
        },
      ],
    },
  };
}

const SHOP = 'shop/web -> shop/cart:v1 10rps 40%503';

describe('a picture under a mask', () => {
  it('has pseudonyms in mesh and policies, and the ids it had', () => {
    const given = picture(SHOP);
    const { picture: shown, mask } = createMasking()(given, MASKED);
    expect(shown.mesh.nodes.map(({ name }) => name)).toEqual(['service-01', 'service-02']);
    expect(shown.mesh.nodes.map(({ id }) => id)).toEqual(given.mesh.nodes.map(({ id }) => id));
    expect(shown.namespaces).toEqual(['namespace-01']);
    expect(shown.policies?.streams?.[0]?.host).toBe('service-01.namespace-01.svc.cluster.local');
    expect([...(shown.policies?.edges.values() ?? [])][0]?.routing.shares[0]?.label).toBe('service-01');
    expect(mask('Web sends 5 % of its calls for cart to v2.')).toBe('service-02 sends 5 % of its calls for service-01 to v2.');
  });
  it('keeps each pseudonym while the mesh grows', () => {
    const show = createMasking();
    show(picture(SHOP), MASKED);
    const { picture: later } = show(picture(`${SHOP}\nshop/cart:v1 -> shop/api 1rps`), MASKED);
    expect(later.mesh.nodes.map(({ id, name }) => [id.split('/').at(-1), name])).toEqual([
      ['api', 'service-03'],
      ['cart', 'service-01'],
      ['web', 'service-02'],
    ]);
  });
  it('is itself elsewhere: masking is part of presenting', () => {
    const given = picture(SHOP);
    const view = { ...MASKED, mode: 'page' } as const;
    expect(isMasked(view)).toBe(false);
    expect(createMasking()(given, view).picture).toBe(given);
  });
});

describe('presenting under pseudonyms', () => {
  const present = async () => {
    const page = pageByHand({ search: 'end=1000&mode=present&mask=1' });
    await Promise.resolve();
    page.show(picture(SHOP));
    await Promise.resolve();
    const names = () => page.app.getState().picture?.mesh.nodes.map(({ name }) => name);
    return { ...page, names };
  };

  it('a new layout has pseudonyms as well', async () => {
    const { app, last, answer, names } = await present();
    expect(names()).toEqual(['service-01', 'service-02']);
    app.actions.relayout();
    answer({ type: 'picture', id: last('relayout')?.id ?? 0, picture: { ...picture(SHOP), arrangement: 2 } });
    await Promise.resolve();
    expect(app.getState().picture?.arrangement).toBe(2);
    expect(names()).toEqual(['service-01', 'service-02']);
    app.dispose();
  });

  it('an end of it leaves what was laid out anew where it is', async () => {
    const { app, last, answer, names } = await present();
    app.actions.relayout();
    answer({ type: 'picture', id: last('relayout')?.id ?? 0, picture: { ...picture(SHOP), arrangement: 2 } });
    await Promise.resolve();
    app.actions.setMasked(false);
    expect(names()).toEqual(['cart', 'web']);
    expect(app.getState().picture?.arrangement).toBe(2);
    app.dispose();
  });
});
