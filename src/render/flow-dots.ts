/** Dots that travel along edges: so many leave each second, and all go equally fast. Pure; time is passed in. */

/** CSS pixels a second, whatever the rate: how many dots pass says how much flows. */
export const DOT_SPEED = 90;
/** After a pause (a hidden tab, a long frame) the dots go on from where they were. */
const LONGEST_STEP_SECONDS = 0.1;

export interface FlowingEdge {
  readonly id: string;
  readonly dotsPerSecond: number;
  /** CSS pixels. */
  readonly length: number;
}

/** Of one edge: how near the next dot is to leaving (0..1), and where the others are (0 = source, 1 = target), the first one first. */
interface Lane {
  due: number;
  at: readonly number[];
}

export class FlowDots {
  private lanes = new Map<string, Lane>();

  /** Moves on by `seconds`; edges that are not given are forgotten, new ones begin as if they had always flowed. */
  step(edges: readonly FlowingEdge[], seconds: number): void {
    const passed = Math.min(seconds, LONGEST_STEP_SECONDS);
    const next = new Map<string, Lane>();
    for (const edge of edges) {
      const lane = this.lanes.get(edge.id);
      next.set(edge.id, lane === undefined ? filled(edge) : moved(lane, edge, passed));
    }
    this.lanes = next;
  }

  /** Where the dots of an edge are, 0..1 of its way. */
  of(id: string): readonly number[] {
    return this.lanes.get(id)?.at ?? [];
  }

  clear(): void {
    this.lanes = new Map();
  }
}

function moved({ due, at }: Lane, { dotsPerSecond, length }: FlowingEdge, seconds: number): Lane {
  const perSecond = DOT_SPEED / Math.max(length, 1);
  const kept = at.map((place) => place + seconds * perSecond).filter((place) => place <= 1);
  let left = due + dotsPerSecond * seconds;
  while (left >= 1) {
    left -= 1;
    const place = (left / dotsPerSecond) * perSecond;
    if (place <= 1) kept.push(place);
  }
  return { due: left, at: kept };
}

function filled({ id, dotsPerSecond, length }: FlowingEdge): Lane {
  // Edges of one rate must not march in step; an id is as good as chance, and the same on every machine.
  const due = phaseOf(id);
  const spacing = DOT_SPEED / dotsPerSecond / Math.max(length, 1);
  const at: number[] = [];
  for (let place = due * spacing; place <= 1; place += spacing) at.unshift(place);
  return { due, at };
}

/** 0..1 from the letters of an id (FNV-1a, 32 bits: Fowler, Noll, Vo). */
function phaseOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  return (hash >>> 0) / 2 ** 32;
}
