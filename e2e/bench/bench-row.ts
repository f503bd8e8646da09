/** One line of the benchmark: what took how long, against its floor in the same run. */
export interface BenchRow {
  readonly measure: string;
  /** Services. */
  readonly size: number;
  readonly ms: number;
  readonly floorMs: number;
  readonly ratio: number;
}
