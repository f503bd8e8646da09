/** What belongs together in a snapshot has to be of the same length: a series has one value a moment. */
import type { RangeGrid } from '../telemetry/range-grid';
import { Misshapen } from './codec';
import type { Snapshot } from './snapshot';

/** Throws `Misshapen`. */
export function checkLengths({ span, ranges }: Snapshot): void {
  if (span !== undefined) {
    const { grid, requests, tcp, connections = [], quantiles = [] } = span.span;
    for (const { values } of [...requests, ...tcp, ...connections, ...quantiles]) fits(values, grid, 'body.span');
    for (const values of Object.values(span.strip)) fits(values, grid, 'body.span.strip');
  }
  for (const { grid, lines } of ranges) for (const { values } of lines) fits(values, grid, 'body.ranges');
}

function fits(values: Float64Array, { points }: RangeGrid, path: string): void {
  if (values.length !== points) throw new Misshapen(path, 'as long as its grid');
}
