import type { Problem } from '../../lib/problem';

export const canaryNotKnown: Problem = {
  code: 'canary-not-known',
  severity: 'info',
  message: 'Canaries are told by traffic and by configuration together, and one of them is not known yet.',
  hint: 'Wait for the first answer of Prometheus, and give a Kubernetes API or files with the routes.',
};

const MOST_NAMED = 12;

export function hostNotFound(host: string, hosts: readonly string[]): Problem {
  const named = hosts.slice(0, MOST_NAMED).join(', ');
  const rest = hosts.length > MOST_NAMED ? ` and ${hosts.length - MOST_NAMED} more` : '';
  return {
    code: 'canary-host-not-found',
    severity: 'error',
    message: `No route splits the traffic of ${JSON.stringify(host)}.`,
    hint: hosts.length === 0 ? 'No host of this mesh has a weighted or conditional route.' : `Hosts that have one: ${named}${rest}.`,
  };
}

export function queryFailed(why: string, failure: Problem): Problem {
  return { ...failure, severity: 'warning', message: `Not known: ${why}. ${failure.message}` };
}

export const tooManyWindows = (most: number): Problem => ({
  code: 'canary-windows-left-out',
  severity: 'warning',
  message: `The configuration of more than ${most} hosts changed within the window; those beyond are not counted.`,
  hint: 'Ask for one host.',
});
