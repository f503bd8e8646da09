import type { ReactNode } from 'react';
import { sparkPaths } from './spark-paths';

const WIDTH = 56;
const HEIGHT = 16;

interface SparklineProps {
  /** Evenly spaced, NaN = no sample. */
  readonly values: Float64Array;
  readonly format: (value: number) => string;
}

/** The shape of the last hour, from zero to its own maximum; said as a range. */
export function Sparkline({ values, format }: SparklineProps): ReactNode {
  const numbers = values.filter((value) => !Number.isNaN(value));
  if (numbers.length === 0) return null;
  const least = format(Math.min(...numbers));
  const most = format(Math.max(...numbers));
  const text = least === most ? `last hour: always ${most}` : `last hour: ${least} to ${most}`;
  return (
    <svg role="img" aria-label={text} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="block text-muted">
      <title>{text}</title>
      {sparkPaths(values, WIDTH, HEIGHT).map((path) => (
        <path key={path} d={path} fill="none" stroke="currentColor" strokeWidth={1.25} strokeLinecap="round" strokeLinejoin="round" />
      ))}
    </svg>
  );
}
