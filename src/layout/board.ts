import { centred } from './box-shape';
import type { TreeBox } from './box-tree';
import type { Placed } from './free-slot';
import { FRAME, type Frame, type Spacing } from './spacing';
import type { Box } from './types';

/** Something on the board. */
export interface Item {
  readonly kind: 'node' | 'box';
  readonly id: string;
}

/** Of what shall be placed, a node or a whole box. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where something stands: the id of a box, or undefined for the map itself. */
export type Container = string | undefined;

/** What stands where while newcomers are placed. */
export class Board {
  readonly nodes = new Map<string, Placed>();
  readonly boxes = new Map<string, Box>();
  /** What stands directly in each box and on the map. */
  private readonly inside = new Map<Container, Map<string, { readonly item: Item; readonly placed: Placed }>>();

  constructor(
    readonly spacing: Spacing,
    readonly tree: ReadonlyMap<string, TreeBox>,
    readonly callers: ReadonlyMap<string, readonly string[]>,
    readonly called: ReadonlyMap<string, readonly string[]>,
  ) {}

  frameOf(box: string): Frame {
    return this.tree.get(box)?.frame ?? FRAME;
  }

  /** The innermost box on the board at or around `box`. */
  standingAt(box: Container): Container {
    let id = box;
    while (id !== undefined && !this.boxes.has(id)) id = this.tree.get(id)?.parent;
    return id;
  }

  containerOf(box: string): Container {
    return this.standingAt(this.tree.get(box)?.parent);
  }

  /** Everything directly in a container but one thing. */
  around(container: Container, but?: Item): readonly { readonly item: Item; readonly placed: Placed }[] {
    const all = [...(this.inside.get(container)?.values() ?? [])];
    return but === undefined ? all : all.filter(({ item }) => item.id !== but.id || item.kind !== but.kind);
  }

  /** Whether anything directly in a container is like that. */
  some(container: Container, is: (placed: Placed) => boolean): boolean {
    for (const { placed } of this.inside.get(container)?.values() ?? []) if (is(placed)) return true;
    return false;
  }

  /** Puts a node down, or moves it. */
  setNode(id: string, container: Container, placed: Placed): void {
    this.nodes.set(id, placed);
    this.note(container, { kind: 'node', id }, placed);
  }

  /** Puts a box down, moves it or lets it grow; what stands in it stays where it is. */
  setBox(id: string, box: Box): void {
    this.boxes.set(id, box);
    this.note(this.containerOf(id), { kind: 'box', id }, centred(box));
  }

  /** Takes a thing out of a container, to be put down elsewhere. */
  lift(item: Item, container: Container): void {
    this.inside.get(container)?.delete(keyOf(item));
  }

  /** Moves a thing with all that is in it. */
  shift({ kind, id }: Item, container: Container, x: number, y: number): void {
    if (kind === 'node') {
      const placed = this.nodes.get(id);
      if (placed !== undefined) this.setNode(id, container, { ...placed, x: placed.x + x, y: placed.y + y });
      return;
    }
    const box = this.boxes.get(id);
    if (box === undefined) return;
    this.setBox(id, { ...box, x: box.x + x, y: box.y + y });
    for (const { item } of this.around(id)) this.shift(item, id, x, y);
  }

  private note(container: Container, item: Item, placed: Placed): void {
    const things = this.inside.get(container) ?? new Map<string, { readonly item: Item; readonly placed: Placed }>();
    this.inside.set(container, things.set(keyOf(item), { item, placed }));
  }
}

const keyOf = ({ kind, id }: Item): string => `${kind} ${id}`;
