import { many } from '../../lib/many';
import { errorDelta, rateDelta } from '../../scene/delta-text';
import { displayText } from '../../scene/display-text';
import type { CellChange } from '../../scene/matrix/cell-change';
import type { MatrixCell, MatrixLine } from '../../scene/matrix/matrix';
import { CHANGE_STYLES } from '../../scene/style-table';
import type { TrafficUnits } from '../../scene/traffic-units';
import { changeSentence } from '../compare/change-words';
import { HEALTH } from '../controls/marks';
import { quantileText, ratioText } from '../text/edge-numbers';
import { lineName } from './line-name';

/**
 * "shop calls pay: 15 rps, 13 % errors, 100 B/s, failing (13 % 503), 3 edges, 1 of them sick." While two moments are compared what became
 * of it comes first: "shop calls pay: worse: 0 → 13 % err, 12 → 15 rps, of 3 edges 1 worse, 1 added; at B 15 rps, …".
 */
export function cellSentence(caller: MatrixLine, called: MatrixLine, cell: MatrixCell | undefined, units: TrafficUnits): string {
  const who = `${lineName(caller)} ${caller.kind === 'all' ? 'call' : 'calls'} ${lineName(called).replace(/^All$/, 'all')}`;
  if (cell === undefined) return `${who.replace(/ calls? /, caller.kind === 'all' ? ' do not call ' : ' does not call ')}.`;
  const { change } = cell;
  if (change === undefined) return `${who}: ${stateWords(cell, units)}.`;
  const state = cell.edges === 0 ? undefined : `at B ${stateWords(cell, units)}`;
  return `${who}: ${[changeWords(change, units), state].filter((part) => part !== undefined).join('; ')}.`;
}

function stateWords(
  { requestsPerSecond, errorRatio, bytesPerSecond, health, reason, edges, sickEdges, choices, change }: MatrixCell,
  units: TrafficUnits,
): string {
  const [only] = choices.length === 1 ? choices : [];
  const parts = [
    requestsPerSecond === undefined ? undefined : units.requests(requestsPerSecond),
    errorRatio === undefined ? undefined : `${ratioText(errorRatio)} errors`,
    only?.latency?.p99 === undefined ? undefined : `p99 ${quantileText(only.latency.p99)}`,
    bytesPerSecond === undefined ? undefined : units.bytes(bytesPerSecond),
    `${HEALTH[health].word.toLowerCase()}${reason === undefined ? '' : ` (${displayText(reason, 120)})`}`,
    edges === 1 || change !== undefined ? undefined : many(edges, 'edge'),
    edges === 1 || sickEdges === 0 ? undefined : `${change === undefined ? `${sickEdges} of them` : many(sickEdges, 'edge')} sick`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

/** A single edge says it as the table does; of several the sums, and how many are of which class. */
function changeWords(change: CellChange, units: TrafficUnits): string {
  const { mark, marks, only } = change;
  if (only !== undefined) return changeSentence(only, units);
  const edges = [...marks.values()].reduce((sum, count) => sum + count, 0);
  const [, ...others] = marks.keys();
  const classes = Object.entries(CHANGE_STYLES).flatMap(([each, { word }]) => {
    const count = marks.get(each as keyof typeof CHANGE_STYLES);
    return count === undefined ? [] : [`${count} ${word}`];
  });
  const deltas =
    mark === 'unchanged' || mark === 'unsure'
      ? []
      : [errorDelta(change.errorRatio), rateDelta(change.requestsPerSecond, units.requests), rateDelta(change.bytesPerSecond, units.bytes)];
  const told = [
    ...deltas.filter((part) => part !== undefined),
    others.length === 0 ? `all of ${edges} edges` : `of ${edges} edges ${classes.join(', ')}`,
  ];
  return `${CHANGE_STYLES[mark].word}: ${told.join(', ')}`;
}

/** What is written in a cell: B's numbers; of what only A has those of then. */
export function shownNumbers({
  requestsPerSecond,
  bytesPerSecond,
  edges,
  change,
}: MatrixCell): Pick<MatrixCell, 'requestsPerSecond' | 'bytesPerSecond'> {
  if (edges > 0 || change === undefined) return { requestsPerSecond, bytesPerSecond };
  return { requestsPerSecond: change.requestsPerSecond.before, bytesPerSecond: change.bytesPerSecond.before };
}

/** The number that has room in a cell: requests without their unit, else bytes with theirs. */
export function cellNumber(
  { requestsPerSecond, bytesPerSecond }: Pick<MatrixCell, 'requestsPerSecond' | 'bytesPerSecond'>,
  units: TrafficUnits,
): string {
  if (requestsPerSecond !== undefined) return units.requests(requestsPerSecond).replace(/ (rps|requests?)$/, '');
  return bytesPerSecond === undefined ? '' : units.bytes(bytesPerSecond);
}
