/** What became of an edge or a node between two moments, in words: for lists, sentences and tables. */
import type { EdgeChange, NodeChange } from '../../inquiry/diff/model';
import { errorDelta, fromTo, mtlsDelta, p99Delta, rateDelta, rateWords } from '../../scene/delta-text';
import { markOf } from '../../scene/difference';
import { displayText } from '../../scene/display-text';
import { CHANGE_STYLES } from '../../scene/style-table';
import type { TrafficUnits } from '../../scene/traffic-units';

const present = (texts: readonly (string | undefined)[]): readonly string[] => texts.filter((text) => text !== undefined);

/** "120 → 480 rps", "0.2 → 8.4 % err": what differs beyond noise; of what came or went its rate. */
export function edgeDeltas(change: EdgeChange, units: TrafficUnits): readonly string[] {
  const write = rateWords(change.protocol === 'tcp', units);
  if (change.class === 'added') return present([change.rate.after === undefined ? undefined : `new ${write(change.rate.after)}`]);
  if (change.class === 'removed') return present([change.rate.before === undefined ? undefined : `was ${write(change.rate.before)}`]);
  return present([
    errorDelta(change.errorRatio),
    p99Delta(change.p99),
    mtlsDelta(change) ?? (change.plaintextAppeared === true ? 'plaintext appeared' : undefined),
    rateDelta(change.rate, write),
  ]);
}

/** What stands in place of a list of changes: of edges that a moment does not know nobody can say that they stayed as they were. */
export function noChangeSentence(unknown: number, all: number): string {
  if (unknown === 0) return 'Nothing changed beyond noise.';
  return unknown >= all ? 'What changed cannot be told.' : 'Nothing else changed beyond noise.';
}

export function nodeDeltas(change: NodeChange, units: TrafficUnits): readonly string[] {
  const { versions } = change;
  const listed = (list: readonly string[]) => list.map((version) => displayText(version, 24)).join(', ');
  return present([
    errorDelta(change.errorRatio),
    versions === undefined || versions.added.length + versions.removed.length === 0
      ? undefined
      : `version ${fromTo(listed(versions.removed) || '–', listed(versions.added) || '–') ?? ''}`,
    rateDelta(change.rate, units.requests),
  ]);
}

/** "worse: 0.2 → 8.4 % err, p99 +310 ms". */
export function changeSentence(change: EdgeChange | NodeChange, units: TrafficUnits): string {
  const deltas = 'protocol' in change ? edgeDeltas(change, units) : nodeDeltas(change, units);
  const { word } = CHANGE_STYLES[markOf(change)];
  return deltas.length === 0 ? word : `${word}: ${deltas.join(', ')}`;
}
