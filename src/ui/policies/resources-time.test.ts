import { expect, test } from 'vitest';
import { resourcesTime } from './resources-time';

type State = Parameters<typeof resourcesTime>[0];

const NOON = Date.parse('2026-03-10T12:00:00Z') / 1000;
const AT = { kind: 'at', seconds: NOON } as const;
const FROM_CLUSTER = { configuration: { origin: 'kubernetes' } };
/** Policies are drawn at noon over five minutes. */
const DRAWN = { picture: { policies: {}, atSeconds: NOON, windowSeconds: 300 } };
/** As much of a state as is read. */
const stateOf = (parts: object): State =>
  ({
    snapshot: undefined,
    view: { end: AT, compare: undefined, compared: 'difference' },
    ...FROM_CLUSTER,
    ...DRAWN,
    ...parts,
  }) as unknown as State;

const A_IS_SHOWN = {
  view: { end: AT, compare: { kind: 'ago', seconds: 3600 }, compared: 'before' },
  picture: { ...DRAWN.picture, difference: {}, compared: 'before' },
};

test.each<[string, object, 'now' | 'saving' | undefined]>([
  ['a moment of the past beside the cluster of now', {}, 'now'],
  ['now beside the cluster of now', { view: { end: { kind: 'now' }, compare: undefined, compared: 'difference' } }, undefined],
  ['files that somebody chose', { configuration: { origin: 'bundle' } }, undefined],
  ['a picture without policies', { picture: { atSeconds: NOON, windowSeconds: 300 } }, undefined],
  ['the other moment, judged by what is known of it', A_IS_SHOWN, undefined],
  // Saved an hour after the moment; and four minutes after it, within the window of its rates.
  ['an earlier moment of a file', { configuration: { origin: 'bundle' }, snapshot: { savedAtSeconds: NOON + 3600 } }, 'saving'],
  ['the moment of a file', { configuration: { origin: 'bundle' }, snapshot: { savedAtSeconds: NOON + 240 } }, undefined],
])('%s', (_, parts, word) => {
  const said = resourcesTime(stateOf(parts));
  if (word === undefined) expect(said).toBeUndefined();
  else expect(said?.short).toContain(`resources of ${word === 'now' ? 'now' : 'the saving'}`);
});
