/** One thing the telemetry doctor looks at. */
import type { Evidence, QueryId } from './evidence';

/** `good`; `partial` = there, with a hole; `missing`; `unknown` = the evidence does not tell. */
export type CheckState = 'missing' | 'partial' | 'unknown' | 'good';

/** What to change, and the text to change it with. Nothing is ever applied. */
export interface Remedy {
  readonly says: string;
  readonly snippet?: { readonly title: string; readonly text: string };
}

export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly state: CheckState;
  /** One sentence with the numbers it rests on. */
  readonly says: string;
  /** What that hides on the page. */
  readonly hides?: string;
  readonly remedies?: readonly Remedy[];
}

export interface Check {
  readonly id: string;
  readonly title: string;
  /** Queries of the evidence it reads: the PromQL that is shown with its result. */
  readonly reads: readonly QueryId[];
  /** Several results where it looks at several things; none where there is nothing to say. */
  readonly look: (evidence: Evidence) => readonly Omit<CheckResult, 'title'>[];
}
