/** How much a problem hides: `error` = a part is missing, `warning` = a part may be wrong, `info` = worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/**
 * Something the user should know, in one sentence, with what to do next.
 * `code` is stable kebab-case ("prometheus-unauthorized"); each layer lists its own in its `problems.ts`.
 */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
}
