/** Why no policy is proposed, in one sentence each, with what to do next. */
import type { Problem } from '../../lib/problem';

const problem = (code: string, message: string, hint: string): Problem => ({ code, severity: 'error', message, hint });

export const noSuchTarget = (what: string): Problem =>
  problem('least-privilege-unknown-target', `Neither the resources nor the traffic know ${what}.`, 'Check its namespace and name.');

export const noEnforcer = (name: string, dataplane: string): Problem =>
  problem(
    'least-privilege-nobody-enforces',
    dataplane === 'unknown'
      ? `Which proxy stands before ${name} is not known, so neither is what a policy would do there.`
      : `No proxy of the mesh would enforce a policy before ${name} itself.`,
    dataplane === 'waypoint' ? 'Ask for a service behind the waypoint.' : 'Bring the workload into the mesh first.',
  );

export const noLabels = (name: string): Problem =>
  problem(
    'least-privilege-no-labels',
    `No label of ${name} is known that a selector could name.`,
    'Give the resources of the workload: its Pods or its Deployment.',
  );

export const noWaypoint = (name: string): Problem =>
  problem(
    'least-privilege-no-waypoint',
    `No waypoint that is ready stands before service ${name}.`,
    'Ask for the workloads behind it, or give it a waypoint.',
  );

export const noCallers = (name: string): Problem =>
  problem(
    'least-privilege-no-callers',
    `Nobody was seen calling ${name} whom a policy could name.`,
    'Take a longer span; a policy made of nothing would deny everybody.',
  );

export const spanTooLong = (most: string): Problem => ({
  code: 'least-privilege-span',
  severity: 'warning',
  message: `A span longer than ${most} is not asked for: ${most} was taken.`,
});
