/** Which labels are drawn and where: greedy by priority, so that no two overlap. Pure and deterministic; units are CSS pixels. */

import type { Point } from './edge-geometry';
import { touches } from './touches';

export interface Box {
  /** Top left corner. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface LabelPlace {
  /** Centre. */
  readonly x: number;
  readonly y: number;
  /** How much worse than the best one, where labels are arranged with regard to each other; 0 unless told. */
  readonly cost?: number;
  /** Where the line from the label to its edge would end; absent = none is drawn from there. */
  readonly foot?: Point;
}

/** One way to write a label (all of it, or its short form) and the centres where it may stand, best first. */
export interface LabelForm {
  readonly width: number;
  readonly height: number;
  readonly centres: readonly LabelPlace[];
  /** Says everything, so that arranging it is worth a place off its line. */
  readonly complete?: boolean;
  /** Complete but for what may give way. */
  readonly lesser?: true;
}

export interface LabelRequest {
  readonly id: string;
  /** Higher is placed first; equal ones in the order of their ids. */
  readonly priority: number;
  readonly forms: readonly LabelForm[];
  /** May cover obstacles (never other labels) when there is no free place. */
  readonly insistent: boolean;
}

export interface PlacedLabel {
  readonly id: string;
  readonly form: number;
  readonly box: Box;
  /** Where the line to its edge ends, if it stands aside. */
  readonly foot?: Point;
}

/** The line from a label that stands aside to its edge. */
export interface Leader {
  readonly from: Point;
  readonly to: Point;
}

export const leaderOf = ({ box, foot }: Pick<PlacedLabel, 'box' | 'foot'>): Leader | undefined =>
  foot === undefined ? undefined : { from: { x: box.x + box.width / 2, y: box.y + box.height / 2 }, to: foot };

export const leadersOf = (placed: readonly PlacedLabel[]): readonly Leader[] => placed.flatMap((label) => leaderOf(label) ?? []);

/** Around a centre. */
export const boxAt = ({ x, y }: Point, { width, height }: Pick<Box, 'width' | 'height'>): Box => ({
  x: x - width / 2,
  y: y - height / 2,
  width,
  height,
});

/** Free space kept around every label. */
export const LABEL_GAP = 2;

export function overlaps(a: Box, b: Box, gap = 0): boolean {
  return a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap;
}

/** With the free space around it: what others must not cover. */
export const widened = ({ x, y, width, height }: Box): Box => ({
  x: x - LABEL_GAP,
  y: y - LABEL_GAP,
  width: width + 2 * LABEL_GAP,
  height: height + 2 * LABEL_GAP,
});

const CELL = 96;

/** Boxes by the cells they touch: asks only what is near. */
class Occupied {
  private readonly cells = new Map<string, Box[]>();

  add(box: Box): void {
    this.eachCell(box, 0, (key) => {
      const list = this.cells.get(key);
      if (list === undefined) this.cells.set(key, [box]);
      else list.push(box);
    });
  }

  free(box: Box, gap: number): boolean {
    let free = true;
    this.eachCell(box, gap, (key) => {
      if (free && this.cells.get(key)?.some((other) => overlaps(box, other, gap))) free = false;
    });
    return free;
  }

  /** Whether the straight line runs over any of the boxes. */
  crossed({ from, to }: Leader): boolean {
    const around = {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x),
      height: Math.abs(from.y - to.y),
    };
    let crossed = false;
    this.eachCell(around, 0, (key) => {
      if (!crossed && this.cells.get(key)?.some((other) => touches(other, from, to))) crossed = true;
    });
    return crossed;
  }

  /** Area of `box` that is covered, counting a spot twice when two boxes cover it. */
  covered(box: Box): number {
    const near = new Set<Box>();
    this.eachCell(box, 0, (key) => {
      for (const other of this.cells.get(key) ?? []) near.add(other);
    });
    let area = 0;
    for (const other of near) {
      const width = Math.min(box.x + box.width, other.x + other.width) - Math.max(box.x, other.x);
      const height = Math.min(box.y + box.height, other.y + other.height) - Math.max(box.y, other.y);
      if (width > 0 && height > 0) area += width * height;
    }
    return area;
  }

  private eachCell(box: Box, gap: number, visit: (key: string) => void): void {
    const lastRow = Math.floor((box.y + box.height + gap) / CELL);
    const lastColumn = Math.floor((box.x + box.width + gap) / CELL);
    for (let row = Math.floor((box.y - gap) / CELL); row <= lastRow; row += 1) {
      for (let column = Math.floor((box.x - gap) / CELL); column <= lastColumn; column += 1) visit(`${column},${row}`);
    }
  }
}

type Place = Omit<PlacedLabel, 'id'>;

interface Ground {
  /** Labels that are placed already. */
  readonly taken: Occupied;
  readonly inTheWay: Occupied;
  readonly leaders: readonly Leader[];
}

/** Neither covers a leader nor has one that runs over something. */
function isClear(place: Place, { taken, inTheWay, leaders }: Ground): boolean {
  const own = leaderOf(place);
  if (own !== undefined && (taken.crossed(own) || inTheWay.crossed(own))) return false;
  return !leaders.some(({ from, to }) => touches(place.box, from, to));
}

function choosePlace(request: LabelRequest, ground: Ground): Place | undefined {
  const { taken, inTheWay } = ground;
  let fallback: Place | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const [form, size] of request.forms.entries()) {
    let crossing: Place | undefined;
    for (const { x, y, foot } of size.centres) {
      const place = { form, box: boxAt({ x, y }, size), ...(foot !== undefined && { foot }) };
      if (!taken.free(place.box, LABEL_GAP)) continue;
      if (inTheWay.free(place.box, 0)) {
        if (isClear(place, ground)) return place;
        crossing ??= place;
        continue;
      }
      const covered = request.insistent ? inTheWay.covered(place.box) : least;
      if (covered >= least) continue;
      least = covered;
      fallback = place;
    }
    if (crossing !== undefined) return crossing;
  }
  return fallback;
}

/**
 * A label stands at a place that is free of obstacles and of labels already placed: with its longest form that has one, at the first that
 * has nothing to do with leaders over names, else at the first. An insistent one that finds none stands where it covers least of the
 * obstacles and no label. Labels that find no place are left out. `leaders` are those of labels that stand already.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  obstacles: readonly Box[],
  leaders: readonly Leader[] = [],
): readonly PlacedLabel[] {
  const inTheWay = new Occupied();
  for (const obstacle of obstacles) inTheWay.add(obstacle);
  const ground = { taken: new Occupied(), inTheWay, leaders: [...leaders] };
  const placed: PlacedLabel[] = [];
  const ordered = [...requests].sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));
  for (const request of ordered) {
    const place = choosePlace(request, ground);
    if (place === undefined) continue;
    ground.taken.add(place.box);
    ground.leaders.push(...leadersOf([{ id: request.id, ...place }]));
    placed.push({ id: request.id, ...place });
  }
  return placed;
}
