/** A layering in which every edge joins neighbouring columns: long edges get a dummy node in each column they pass. */
import type { Layering } from './layering';
import { type Adjacency, adjacencyOf, int } from './typed';

export interface ProperLayers {
  /** Real nodes come first, dummies after them. */
  readonly real: number;
  readonly size: number;
  readonly layer: Int32Array;
  /** Nodes of each column; sorted in place by the ordering. */
  readonly columns: readonly Int32Array[];
  readonly left: Adjacency;
  readonly right: Adjacency;
}

export function properLayers(real: number, layering: Layering): ProperLayers {
  const from: number[] = [];
  const to: number[] = [];
  const dummyLayer: number[] = [];
  for (let e = 0; e < layering.from.length; e++) {
    let previous = int(layering.from, e);
    const target = int(layering.to, e);
    for (let at = int(layering.layer, previous) + 1; at < int(layering.layer, target); at++) {
      const dummy = real + dummyLayer.length;
      dummyLayer.push(at);
      from.push(previous);
      to.push(dummy);
      previous = dummy;
    }
    from.push(previous);
    to.push(target);
  }
  const size = real + dummyLayer.length;
  const layer = new Int32Array(size);
  layer.set(layering.layer);
  layer.set(dummyLayer, real);
  const lists: number[][] = Array.from({ length: layering.layers }, () => []);
  for (let v = 0; v < size; v++) lists[int(layer, v)]?.push(v);
  const source = Int32Array.from(from);
  const target = Int32Array.from(to);
  return {
    real,
    size,
    layer,
    columns: lists.map((list) => Int32Array.from(list)),
    left: adjacencyOf(size, target, source),
    right: adjacencyOf(size, source, target),
  };
}
