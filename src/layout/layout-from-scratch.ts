/** A block of blocks: a layered drawing inside each box, then the boxes inside each box packed by how deep they lie in the mesh, outwards. */
import { globalDepth } from './global-depth';
import { type IndexedGraph, indexGraph } from './indexed-graph';
import { type BlockInput, layoutBlock } from './layout-block';
import { packBlocks } from './pack-blocks';
import type { BlockLink } from './packing';
import { type Spacing, spacingFor } from './spacing';
import { int, num } from './typed';
import type { Box, Layout, LayoutGraph, Point } from './types';

export function layoutFromScratch(graph: LayoutGraph, spacing = spacingFor(graph.nodes.length)): Layout {
  const places = new Places(indexGraph(graph), spacing);
  places.layOut();
  return places.layout();
}

/** A container is a box, or (index = number of boxes) the whole map; an item is what stands directly in it: node v as v, box b as nodes + b. */
interface Container {
  readonly nodes: number[];
  readonly boxes: number[];
  /** Calls between different items: item, item, and the two nodes. */
  readonly calls: Call[];
}

interface Call {
  readonly fromItem: number;
  readonly toItem: number;
  readonly from: number;
  readonly to: number;
}

class Places {
  private readonly size: number;
  private readonly containers: readonly Container[];
  private readonly depth: Float64Array;
  /** Centres of nodes and corners of boxes, relative to the corner of the box they stand in. */
  private readonly nodeX: Float64Array;
  private readonly nodeY: Float64Array;
  private readonly boxX: Float64Array;
  private readonly boxY: Float64Array;
  private readonly boxWidth: Float64Array;
  private readonly boxHeight: Float64Array;
  /** Mean depth of all nodes inside. */
  private readonly boxDepth: Float64Array;

  constructor(
    private readonly graph: IndexedGraph,
    private readonly spacing: Spacing,
  ) {
    this.size = graph.ids.length;
    const list = () => new Float64Array(graph.boxes.length);
    [this.boxX, this.boxY, this.boxWidth, this.boxHeight] = [list(), list(), list(), list()];
    [this.nodeX, this.nodeY] = [new Float64Array(this.size), new Float64Array(this.size)];
    this.depth = globalDepth(this.size, graph.from, graph.to);
    this.boxDepth = meanDepths(graph, this.depth);
    this.containers = containersOf(graph);
  }

  /** Inner boxes first; what has no box is the map itself. */
  layOut(): void {
    for (let at = this.containers.length - 1; at >= 0; at--) {
      if (at < this.graph.boxes.length) this.layOutBox(at);
    }
    const top = this.containers[this.graph.boxes.length];
    if (top !== undefined) this.pack(top, 0, 0);
  }

  layout(): Layout {
    const { boxes, parent, ids, group } = this.graph;
    const [left, top] = [this.boxX.slice(), this.boxY.slice()];
    const groups = new Map<string, Box>();
    // Outer boxes come first, so that theirs are known.
    boxes.forEach(({ id }, b) => {
      const outer = int(parent, b);
      if (outer >= 0) {
        left[b] = num(left, b) + num(left, outer);
        top[b] = num(top, b) + num(top, outer);
      }
      groups.set(id, { x: num(left, b), y: num(top, b), width: num(this.boxWidth, b), height: num(this.boxHeight, b) });
    });
    const nodes = new Map<string, Point>();
    ids.forEach((id, v) => {
      const b = int(group, v);
      nodes.set(id, { x: num(left, b) + num(this.nodeX, v), y: num(top, b) + num(this.nodeY, v) });
    });
    return { nodes, groups };
  }

  private layOutBox(box: number): void {
    const container = this.containers[box];
    const frame = this.graph.boxes[box]?.frame;
    if (container === undefined || frame === undefined) return;
    if (container.nodes.length === 0) {
      const { width, height } = this.pack(container, frame.padding, frame.padding + frame.title);
      this.boxWidth[box] = width + frame.padding;
      this.boxHeight[box] = height + frame.padding;
      return;
    }
    const block = layoutBlock(this.blockInput(container), this.spacing, frame);
    container.nodes.forEach((v, at) => {
      this.nodeX[v] = num(block.x, at);
      this.nodeY[v] = num(block.y, at);
    });
    container.boxes.forEach((b, at) => {
      this.boxX[b] = Math.round(num(block.x, container.nodes.length + at) - num(this.boxWidth, b) / 2);
      this.boxY[b] = Math.round(num(block.y, container.nodes.length + at) - num(this.boxHeight, b) / 2);
    });
    this.boxWidth[box] = block.width;
    this.boxHeight[box] = block.height;
  }

  /** Nodes and inner boxes alike stand in the columns of a box. */
  private blockInput({ nodes, boxes, calls }: Container): BlockInput {
    const local = new Map<number, number>();
    for (const v of nodes) local.set(v, local.size);
    for (const b of boxes) local.set(this.size + b, local.size);
    const edges = new Set<number>();
    for (const { fromItem, toItem } of calls) edges.add((local.get(fromItem) ?? 0) * local.size + (local.get(toItem) ?? 0));
    const sorted = Float64Array.from(edges).sort();
    const items = (ofNodes: Float64Array, ofBoxes: Float64Array) =>
      Float64Array.from([...nodes.map((v) => num(ofNodes, v)), ...boxes.map((b) => num(ofBoxes, b))]);
    return {
      width: items(this.graph.width, this.boxWidth),
      height: items(this.graph.height, this.boxHeight),
      depth: items(this.depth, this.boxDepth),
      from: Int32Array.from(sorted, (key) => Math.floor(key / local.size)),
      to: Int32Array.from(sorted, (key) => key % local.size),
    };
  }

  /** Boxes without nodes between them; returns the right and the lower end of all. */
  private pack({ boxes, calls }: Container, left: number, top: number): { readonly width: number; readonly height: number } {
    const local = new Map(boxes.map((b, at) => [this.size + b, at]));
    const blocks = boxes.map((b) => ({ width: num(this.boxWidth, b), height: num(this.boxHeight, b), depth: num(this.boxDepth, b) }));
    const links = calls.map(
      ({ fromItem, toItem, from, to }): BlockLink => ({
        from: local.get(fromItem) ?? 0,
        to: local.get(toItem) ?? 0,
        fromY: this.below(from, fromItem - this.size),
        toY: this.below(to, toItem - this.size),
      }),
    );
    const corners = packBlocks(blocks, links, this.spacing);
    let [width, height] = [0, 0];
    boxes.forEach((b, at) => {
      const corner = corners[at] ?? { x: 0, y: 0 };
      this.boxX[b] = corner.x + left;
      this.boxY[b] = corner.y + top;
      width = Math.max(width, num(this.boxX, b) + num(this.boxWidth, b));
      height = Math.max(height, num(this.boxY, b) + num(this.boxHeight, b));
    });
    return { width, height };
  }

  /** How far below the top of a box around it a node stands. */
  private below(v: number, box: number): number {
    let y = num(this.nodeY, v);
    for (let b = int(this.graph.group, v); b !== box && b >= 0; b = int(this.graph.parent, b)) y += num(this.boxY, b);
    return y;
  }
}

function meanDepths({ boxes, group, parent }: IndexedGraph, depth: Float64Array): Float64Array {
  const sum = new Float64Array(boxes.length);
  const count = new Int32Array(boxes.length);
  for (let v = 0; v < group.length; v++) {
    for (let b = int(group, v); b >= 0; b = int(parent, b)) {
      sum[b] = num(sum, b) + num(depth, v);
      count[b] = int(count, b) + 1;
    }
  }
  return sum.map((value, b) => value / Math.max(1, int(count, b)));
}

function containersOf({ ids, boxes, group, parent, from, to }: IndexedGraph): readonly Container[] {
  const size = ids.length;
  const containers = Array.from({ length: boxes.length + 1 }, (): Container => ({ nodes: [], boxes: [], calls: [] }));
  const outside = (b: number) => (b < 0 ? boxes.length : b);
  for (let v = 0; v < size; v++) containers[int(group, v)]?.nodes.push(v);
  for (let b = 0; b < boxes.length; b++) containers[outside(int(parent, b))]?.boxes.push(b);
  const levels = new Int32Array(boxes.length);
  for (let b = 0; b < boxes.length; b++) levels[b] = int(parent, b) < 0 ? 0 : int(levels, int(parent, b)) + 1;
  for (let e = 0; e < from.length; e++) {
    const [source, target] = [int(from, e), int(to, e)];
    let [fromItem, toItem] = [source, target];
    let [a, b] = [int(group, source), int(group, target)];
    // Up to the innermost container of both.
    while (a !== b) {
      const up = b < 0 || (a >= 0 && int(levels, a) >= int(levels, b));
      if (up) [fromItem, a] = [size + a, int(parent, a)];
      else [toItem, b] = [size + b, int(parent, b)];
    }
    if (fromItem !== toItem) containers[outside(a)]?.calls.push({ fromItem, toItem, from: source, to: target });
  }
  return containers;
}
