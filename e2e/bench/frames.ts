/** Times in the page: frame intervals, and work up to the frame that shows it. */

export const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

const WARM = 8;

/** Median interval between animation frames while `step` does its work in each. */
export async function frameInterval(count: number, step: (index: number) => void): Promise<number> {
  const intervals: number[] = [];
  let last = await nextFrame();
  for (let index = 0; index < count + WARM; index += 1) {
    step(index);
    const now = await nextFrame();
    if (index >= WARM) intervals.push(now - last);
    last = now;
  }
  return median(intervals);
}

/** Median time of `work` and the two frames after it. */
export async function timeToFrame(rounds: number, work: (round: number) => void): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await nextFrame();
    const start = performance.now();
    work(round);
    await nextFrame();
    await nextFrame();
    times.push(performance.now() - start);
  }
  return median(times);
}

/** The longest task of the main thread since the last look; 0 = none took longer than 50 ms. */
export function watchLongTasks(): { readonly takeLongest: () => number; readonly stop: () => void } {
  let longest = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longest = Math.max(longest, entry.duration);
  });
  observer.observe({ type: 'longtask' });
  const takeLongest = (): number => {
    const taken = longest;
    longest = 0;
    return taken;
  };
  return { takeLongest, stop: () => observer.disconnect() };
}
