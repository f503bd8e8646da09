/** Heap before and after: what every soak concludes with. */
export interface HeapVerdict {
  readonly name: string;
  readonly beforeBytes: number;
  readonly afterBytes: number;
  readonly held: boolean;
}

const TOLERATED_GROWTH = 0.1;

export function heapVerdict(name: string, beforeBytes: number, afterBytes: number): HeapVerdict {
  return { name, beforeBytes, afterBytes, held: afterBytes <= beforeBytes * (1 + TOLERATED_GROWTH) };
}

export function heapSentence({ name, beforeBytes, afterBytes, held }: HeapVerdict): string {
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;
  const change = ((afterBytes / beforeBytes - 1) * 100).toFixed(1);
  return `${name}: heap ${megabytes(beforeBytes)} → ${megabytes(afterBytes)} (${change} %)${held ? '' : '  GREW BY MORE THAN 10 %'}`;
}
