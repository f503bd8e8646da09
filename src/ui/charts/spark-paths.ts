/** A sparkline as SVG paths, one for each stretch without gaps; a lone sample is a dot (a line to itself). */
export function sparkPaths(values: Float64Array, width: number, height: number): readonly string[] {
  const inset = 1;
  const most = Math.max(0, ...values.filter((value) => !Number.isNaN(value)));
  const last = Math.max(1, values.length - 1);
  const x = (index: number) => round(inset + (index / last) * (width - 2 * inset));
  const y = (value: number) => round(height - inset - (most > 0 ? value / most : 0) * (height - 2 * inset));
  const paths: string[] = [];
  let path = '';
  for (const [index, value] of values.entries()) {
    if (Number.isNaN(value)) {
      if (path !== '') paths.push(closed(path));
      path = '';
    } else path += `${path === '' ? 'M' : 'L'}${x(index)} ${y(value)}`;
  }
  if (path !== '') paths.push(closed(path));
  return paths;
}

const round = (value: number): number => Math.round(value * 10) / 10;
const closed = (path: string): string => (path.includes('L') ? path : `${path}L${path.slice(1)}`);
