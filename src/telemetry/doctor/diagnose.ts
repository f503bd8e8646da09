/** Evidence → what is there, what is missing, what that hides and what would bring it back. */
import type { Problem } from '../../lib/problem';
import type { CheckResult, CheckState } from './check';
import { CHECKS } from './checks/index';
import type { Evidence, QueryId } from './evidence';

export interface Diagnosed extends CheckResult {
  /** PromQL the result rests on. */
  readonly queries: readonly string[];
}

export interface Diagnosis {
  /** Worst first; in the order of the checks within a state. */
  readonly results: readonly Diagnosed[];
  /** Queries that failed; their checks are unknown. */
  readonly problems: readonly Problem[];
}

const ORDER: readonly CheckState[] = ['missing', 'partial', 'unknown', 'good'];

/** Pure: the same evidence gives the same diagnosis. A check whose query failed says so instead of guessing. */
export function diagnose(evidence: Evidence): Diagnosis {
  const results = CHECKS.flatMap(({ id, title, reads, look }): Diagnosed[] => {
    const queries = reads.map((query) => evidence.queries[query]);
    const failed = reads.flatMap((query) => problemOf(evidence, query) ?? []);
    const [first] = failed;
    if (first !== undefined) return [{ id, title, state: 'unknown', says: `It could not be asked: ${first.message}`, queries }];
    return look(evidence).map((result) => ({ ...result, title, queries }));
  });
  const problems = new Map<string, Problem>();
  for (const query of Object.keys(evidence.answers) as readonly QueryId[]) {
    const problem = problemOf(evidence, query);
    if (problem !== undefined) problems.set(`${problem.code} ${problem.message}`, problem);
  }
  return {
    results: ORDER.flatMap((state) => results.filter((result) => result.state === state)),
    problems: [...problems.values()],
  };
}

function problemOf({ answers }: Evidence, query: QueryId): Problem | undefined {
  const answer = answers[query];
  return answer.ok ? undefined : answer.error;
}
