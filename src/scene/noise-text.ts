/** What a difference takes for noise, as one sentence for legends and lists. */

export const NOISE =
  'less than a fifth apart (bytes: half), fewer than 10 requests, errors within 0.2 percentage points, p99 within 5 ms, mTLS within 1 %, or as likely by chance';
