import { describe, expect, it } from 'vitest';
import { readBundle } from '../../istio/sources/read-bundle';
import { SKELETONS } from './skeletons';

describe('a skeleton', () => {
  it.each(SKELETONS.map((each) => [each.title, each] as const))(
    '%s is read without a complaint, in the namespace it was asked for',
    async (_, skeleton) => {
      const bytes = new TextEncoder().encode(skeleton.text('shop'));
      const { value } = await readBundle([{ name: 'draft', bytes }], { pause: async () => {} });
      const { resources, issues } = value;
      expect(issues).toEqual([]);
      expect(resources.length).toBeGreaterThan(0);
      expect(new Set(resources.map(({ namespace }) => namespace))).toEqual(new Set(['shop']));
    },
  );
});
