import type { Problem } from '../lib/problem';

/** The declared limit of what is drawn: more edges than this would freeze a browser, so the rest is counted instead. */
export function meshTooLarge(edges: number, limit: number): Problem {
  return {
    code: 'mesh-too-large',
    severity: 'warning',
    message: `The mesh has ${edges} edges in this grouping; the ${limit} sickest and busiest are kept, ${edges - limit} are left out.`,
    hint: 'Group by app or namespace, close namespaces, or narrow the scope to some namespaces.',
  };
}
