import type { CanaryReport } from '../../inquiry/canary/model';

/** Whether a link's word is about a report: its id, its host or the beginning of it, or the host of a version (a route of the Gateway API leads to one service a version). */
export function isAbout({ id, host, versions }: CanaryReport, of: string): boolean {
  return id === of || host === of || host.startsWith(`${of}.`) || versions.some((version) => version.host === of);
}
