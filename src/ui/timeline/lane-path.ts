/** A line of the strip as SVG paths: one stretch between two gaps each, a lone sample as a dot. */

export interface LanePaths {
  readonly line: string;
  /** The same, closed down to zero. */
  readonly area: string;
}

export interface LaneBox {
  /** Pixels from the left edge, by index; increasing. */
  readonly xOf: (index: number) => number;
  /** Pixels from the top of the picture to the value's zero, and to its `top`. */
  readonly zeroY: number;
  readonly topY: number;
  /** The value that stands at `topY`; above zero. */
  readonly top: number;
}

const round = (value: number): number => Math.round(value * 10) / 10;

export function lanePaths(values: Float64Array, { xOf, zeroY, topY, top }: LaneBox): LanePaths {
  let line = '';
  let area = '';
  let from: number | undefined;
  const close = (index: number) => {
    if (from === undefined) return;
    // Round line caps make a dot of a line to itself.
    if (index - from === 1) line += `h0`;
    else area += `L${round(xOf(index - 1))} ${round(zeroY)}Z`;
    from = undefined;
  };
  for (const [index, value] of values.entries()) {
    if (Number.isNaN(value)) {
      close(index);
      continue;
    }
    const x = round(xOf(index));
    const point = `${x} ${round(zeroY - (Math.min(value, top) / top) * (zeroY - topY))}`;
    if (from === undefined) {
      const lone = Number.isNaN(values[index + 1] ?? Number.NaN);
      line += `M${point}`;
      if (!lone) area += `M${x} ${round(zeroY)}L${point}`;
      from = index;
    } else {
      line += `L${point}`;
      area += `L${point}`;
    }
  }
  close(values.length);
  return { line, area };
}

/** The highest value; undefined when there is none. */
export function highest(values: Float64Array): number | undefined {
  let most: number | undefined;
  for (const value of values) if (!Number.isNaN(value) && (most === undefined || value > most)) most = value;
  return most;
}
