/** Neumaier's compensated summation, as Prometheus adds up samples over time. */
export class CompensatedSum {
  private sum: number;
  private lost = 0;

  constructor(start = 0) {
    this.sum = start;
  }

  add(value: number): void {
    const total = this.sum + value;
    if (Math.abs(this.sum) >= Math.abs(value)) this.lost += this.sum - total + value;
    else this.lost += value - total + this.sum;
    this.sum = total;
  }

  /** The sum without the compensation. */
  get rough(): number {
    return this.sum;
  }

  get total(): number {
    return this.sum === Number.POSITIVE_INFINITY || this.sum === Number.NEGATIVE_INFINITY ? this.sum : this.sum + this.lost;
  }
}
