/** "Source sees / destination sees": both reporters of an edge side by side and what the difference means. */
import type { Report } from '../../mesh/model';
import type { Reporter } from '../../telemetry/rows';

const ORDER: readonly Reporter[] = ['source', 'waypoint', 'destination'];
/** Scrapes of two proxies fall at different moments: below this part of the larger rate a difference is noise. */
const NOISE = 0.05;

export interface Difference {
  /** Client side minus server side, requests per second. */
  readonly requestsPerSecond: number;
  /** Of the client side's rate. */
  readonly share: number;
  readonly beyondNoise: boolean;
  readonly sentence: string;
}

export const orderedReports = (reports: readonly Report[]): readonly Report[] =>
  [...reports].sort((a, b) => ORDER.indexOf(a.reporter) - ORDER.indexOf(b.reporter));

/** Undefined unless a client-side and a server-side report both carry request rates. */
export function compareReports(reports: readonly Report[]): Difference | undefined {
  const server = reports.find(({ reporter }) => reporter === 'destination');
  const client = reports.find(({ reporter }) => reporter === 'source') ?? reports.find(({ reporter }) => reporter === 'waypoint');
  if (client?.requestsPerSecond === undefined || server?.requestsPerSecond === undefined) return undefined;
  const difference = client.requestsPerSecond - server.requestsPerSecond;
  const larger = Math.max(client.requestsPerSecond, server.requestsPerSecond);
  const share = larger > 0 ? difference / larger : 0;
  const beyondNoise = Math.abs(share) > NOISE;
  return { requestsPerSecond: difference, share, beyondNoise, sentence: sentence(difference, beyondNoise) };
}

function sentence(difference: number, beyondNoise: boolean): string {
  if (!beyondNoise) return 'Both sides agree within what two scrapes can differ.';
  return difference > 0
    ? 'The client side counts more: requests fail or are answered before they reach the destination, or its proxy is not scraped.'
    : 'The destination counts more: some callers’ proxies are not scraped, or callers come from outside the mesh.';
}
