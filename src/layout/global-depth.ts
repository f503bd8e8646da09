/** How many calls deep a node lies in the whole mesh: the longest way to it, backward calls left out. */
import { flowOrder } from './flow-order';
import { longestWay } from './layering';
import { adjacencyOf, int } from './typed';

export function globalDepth(size: number, from: Int32Array, to: Int32Array): Float64Array {
  const position = flowOrder(size, from, to);
  const forward = Int32Array.from({ length: from.length }, (_, e) => e).filter(
    (e) => int(position, int(from, e)) < int(position, int(to, e)),
  );
  const callers = adjacencyOf(
    size,
    forward.map((e) => int(to, e)),
    forward.map((e) => int(from, e)),
  );
  const order = Int32Array.from({ length: size }, (_, v) => v).sort((a, b) => int(position, a) - int(position, b));
  return Float64Array.from(longestWay(size, order, callers));
}
