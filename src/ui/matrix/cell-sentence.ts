import { many } from '../../lib/many';
import { displayText } from '../../scene/display-text';
import type { MatrixCell, MatrixLine } from '../../scene/matrix/matrix';
import type { TrafficUnits } from '../../scene/traffic-units';
import { HEALTH } from '../controls/marks';
import { quantileText, ratioText } from '../text/edge-numbers';
import { lineName } from './line-name';

/** "shop calls pay: 15 rps, 13 % errors, 100 B/s, failing (13 % 503), 3 edges, 1 of them sick." */
export function cellSentence(caller: MatrixLine, called: MatrixLine, cell: MatrixCell | undefined, units: TrafficUnits): string {
  const who = `${lineName(caller)} ${caller.kind === 'all' ? 'call' : 'calls'} ${lineName(called).replace(/^All$/, 'all')}`;
  if (cell === undefined) return `${who.replace(/ calls? /, caller.kind === 'all' ? ' do not call ' : ' does not call ')}.`;
  const { requestsPerSecond, errorRatio, bytesPerSecond, health, reason, edges, sickEdges, choices } = cell;
  const [only] = choices.length === 1 ? choices : [];
  const parts = [
    requestsPerSecond === undefined ? undefined : units.requests(requestsPerSecond),
    errorRatio === undefined ? undefined : `${ratioText(errorRatio)} errors`,
    only?.latency?.p99 === undefined ? undefined : `p99 ${quantileText(only.latency.p99)}`,
    bytesPerSecond === undefined ? undefined : units.bytes(bytesPerSecond),
    `${HEALTH[health].word.toLowerCase()}${reason === undefined ? '' : ` (${displayText(reason, 120)})`}`,
    edges === 1 ? undefined : many(edges, 'edge'),
    edges === 1 || sickEdges === 0 ? undefined : `${sickEdges} of them sick`,
  ];
  return `${who}: ${parts.filter((part) => part !== undefined).join(', ')}.`;
}

/** The number that has room in a cell: requests without their unit, else bytes with theirs. */
export function cellNumber({ requestsPerSecond, bytesPerSecond }: MatrixCell, units: TrafficUnits): string {
  if (requestsPerSecond !== undefined) return units.requests(requestsPerSecond).replace(/ (rps|requests?)$/, '');
  return bytesPerSecond === undefined ? '' : units.bytes(bytesPerSecond);
}
