/** The least milliseconds of several runs: what the work costs, and not what the machine was doing beside it. */
export function leastTime(runs: number, work: (run: number) => unknown, before: (run: number) => void = () => undefined): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    before(run);
    const start = performance.now();
    work(run);
    least = Math.min(least, performance.now() - start);
  }
  return least;
}
