import { describe, expect, it } from 'vitest';
import { createInventory } from '../istio/inventory';
import { inventoryOf, resourcesOf } from '../testing/inventory-of';
import { createPolicyHistory } from './policy-history';

const at = (text: string): number => Date.parse(text) / 1000;
const policy = (name: string, times: { readonly created?: string; readonly changed?: string } = {}, namespace = 'shop') => `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: ${name}
  namespace: ${namespace}
${times.created === undefined ? '' : `  creationTimestamp: ${times.created}\n`}${
  times.changed === undefined ? '' : `  managedFields:\n  - manager: kubectl\n    operation: Update\n    time: ${times.changed}\n`
}spec: {}
`;
const DAY = { fromSeconds: at('2026-03-10T00:00:00Z'), toSeconds: at('2026-03-11T00:00:00Z') };

describe('what became of the configuration', () => {
  it('is told by the resources themselves: made, and last changed', () => {
    const inventory = inventoryOf(
      policy('old', { created: '2026-03-09T12:00:00Z', changed: '2026-03-10T14:31:00Z' }),
      policy('new', { created: '2026-03-10T10:00:00Z', changed: '2026-03-10T10:00:00Z' }),
      policy('silent'),
    );
    expect(createPolicyHistory().within(DAY, inventory, [])).toEqual([
      {
        kind: 'policy',
        atSeconds: at('2026-03-10T10:00:00Z'),
        subject: 'AuthorizationPolicy shop/new',
        namespace: 'shop',
        says: 'AuthorizationPolicy shop/new was made.',
      },
      {
        kind: 'policy',
        atSeconds: at('2026-03-10T14:31:00Z'),
        subject: 'AuthorizationPolicy shop/old',
        namespace: 'shop',
        says: 'AuthorizationPolicy shop/old was changed.',
      },
    ]);
  });

  it('concerns a scope where it is in it, in the root namespace, or nowhere', () => {
    const inventory = inventoryOf(
      ...['shop', 'bank', 'istio-system'].map((namespace) => policy('p', { created: '2026-03-10T10:00:00Z' }, namespace)),
    );
    const subjects = createPolicyHistory()
      .within(DAY, inventory, ['shop'])
      .map(({ subject }) => subject);
    expect(subjects).toEqual(['AuthorizationPolicy shop/p', 'AuthorizationPolicy istio-system/p']);
  });

  it('is remembered while it is watched: changes before the last one, and what was deleted', () => {
    const history = createPolicyHistory();
    const complete = (...texts: readonly string[]) =>
      createInventory(texts.flatMap(resourcesOf), new Map([['AuthorizationPolicy', 'complete']]));
    history.note(complete(policy('a', { changed: '2026-03-09T10:00:00Z' }), policy('b')), at('2026-03-10T09:00:00Z'));
    history.note(complete(policy('a', { changed: '2026-03-10T11:00:00Z' }), policy('b')), at('2026-03-10T11:00:02Z'));
    const last = complete(policy('a', { changed: '2026-03-10T12:00:00Z' }));
    history.note(last, at('2026-03-10T12:00:02Z'));
    expect(history.within(DAY, last, []).map(({ subject, says, atSeconds }) => [subject, says.split(' ').at(-1), atSeconds])).toEqual([
      ['AuthorizationPolicy shop/a', 'changed.', at('2026-03-10T11:00:00Z')],
      ['AuthorizationPolicy shop/a', 'changed.', at('2026-03-10T12:00:00Z')],
      ['AuthorizationPolicy shop/b', 'deleted.', at('2026-03-10T12:00:02Z')],
    ]);
    history.startAnew();
    expect(history.within(DAY, undefined, [])).toEqual([]);
  });

  it('is not that a kind could not be listed any more, nor the first that was read', () => {
    const history = createPolicyHistory();
    history.note(inventoryOf(policy('a')), at('2026-03-10T09:00:00Z'));
    history.note(createInventory([], new Map([['AuthorizationPolicy', 'forbidden']])), at('2026-03-10T10:00:00Z'));
    expect(history.within(DAY, undefined, [])).toEqual([]);
  });
});
