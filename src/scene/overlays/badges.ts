/** Who enforces, as small lettered tags: dotted where that is assumed, struck through where a call goes past. */
import type { EdgePolicySummary, NodePolicySummary } from '../../policy/drawn';
import type { Certainty, Dataplane, Enforcer } from '../../policy/model';
import type { BadgeLetter, SceneBadge } from '../scene';

const LETTER_OF_ENFORCER: Readonly<Record<Enforcer, BadgeLetter>> = { ztunnel: 'Z', waypoint: 'W', sidecar: 'S', gateway: 'G' };
const LETTER_OF_DATAPLANE: Readonly<Record<Dataplane, BadgeLetter>> = {
  sidecar: 'S',
  ambient: 'Z',
  gateway: 'G',
  waypoint: 'W',
  none: '–',
  unknown: '?',
};

const outlineOf = (certainty: Certainty): SceneBadge['outline'] => (certainty === 'assumed' ? 'dotted' : 'solid');

/** In path order, the one nearest to the target last; a bypassed waypoint stands first. Nobody is a tag of its own. */
export function enforcerBadges({ enforcers, bypassed, certainty }: EdgePolicySummary): readonly SceneBadge[] {
  const outline = outlineOf(certainty);
  const past: readonly SceneBadge[] = bypassed ? [{ letter: 'W', outline: 'dotted', struck: true }] : [];
  if (enforcers.length > 0)
    return [...past, ...enforcers.map((enforcer): SceneBadge => ({ letter: LETTER_OF_ENFORCER[enforcer], outline }))];
  return [...past, { letter: certainty === 'unknown' ? '?' : '–', outline }];
}

/** The tag of the proxy that accepts the connection. */
export function serverBadge(policy: EdgePolicySummary): readonly SceneBadge[] {
  const last = enforcerBadges({ ...policy, bypassed: false }).at(-1);
  return last === undefined ? [] : [last];
}

export function dataplaneBadge({ dataplane, certainty }: NodePolicySummary): SceneBadge {
  return { letter: dataplane === undefined ? '?' : LETTER_OF_DATAPLANE[dataplane], outline: outlineOf(certainty) };
}
