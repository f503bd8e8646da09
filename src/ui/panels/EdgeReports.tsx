import type { ReactNode } from 'react';
import type { MeshEdge, Report } from '../../mesh/model';
import type { TrafficUnits } from '../../scene/traffic-units';
import { quantileText, ratioText, words } from '../text/edge-numbers';
import { useUnits } from '../use-units';
import { compareReports, orderedReports } from './compare-reports';
import { Section } from './Section';
import { Value } from './Value';

const SEES = { source: 'Source sees', waypoint: 'Waypoint sees', destination: 'Destination sees' } as const;

/** The same traffic as each class of proxies counted it, never added up. */
export function EdgeReports({ edge }: { readonly edge: MeshEdge }): ReactNode {
  const units = useUnits();
  const reports = orderedReports(edge.reports);
  if (reports.length === 0) return null;
  const difference = compareReports(reports);
  const only = reports.length === 1 ? reports[0] : undefined;
  return (
    <Section title="Both sides">
      <table className="w-full">
        <thead>
          <tr>
            <td />
            {reports.map(({ reporter }) => (
              <th key={reporter} scope="col" className="pb-1 text-right font-normal text-2xs text-muted">
                {SEES[reporter]}
                {reporter === edge.reporter ? ' (shown)' : ''}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsFor(edge).map(({ name, metric, value, text }) => (
            <tr key={name}>
              <th scope="row" className="py-0.5 text-left font-normal">
                {name}
              </th>
              {reports.map((report) => (
                <td key={report.reporter} className="text-right" data-reporter={report.reporter}>
                  <Value metric={metric} value={value(report)} text={text(report, units)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {difference === undefined ? null : (
        <p className={`mt-1.5 text-xs ${difference.beyondNoise ? 'text-warn' : 'text-muted'}`}>
          {difference.beyondNoise
            ? `▲ Difference ${units.requests(Math.abs(difference.requestsPerSecond))} (${ratioText(Math.abs(difference.share))}). `
            : ''}
          {difference.sentence}
        </p>
      )}
      {only === undefined ? null : <p className="mt-1.5 text-muted text-xs">{ONLY[only.reporter]}</p>}
    </Section>
  );
}

const ONLY = {
  source: 'Only the calling side reported: the destination has no proxy, or it is not scraped.',
  waypoint: 'Only a waypoint reported.',
  destination: 'Only the receiving side reported: the caller has no proxy, or it is not scraped.',
} as const;

interface ReportRow {
  readonly name: string;
  readonly metric: string;
  readonly value: (report: Report) => number | undefined;
  readonly text: (report: Report, units: TrafficUnits) => string;
}

const REQUEST_ROWS: readonly ReportRow[] = [
  {
    name: 'Rate',
    metric: 'requestsPerSecond',
    value: (one) => one.requestsPerSecond,
    text: (one, units) => words(one.requestsPerSecond, units.requests),
  },
  { name: 'Errors', metric: 'errorRatio', value: (one) => one.errorRatio, text: (one) => ratioText(one.errorRatio) },
  { name: 'p99', metric: 'p99', value: (one) => one.latency?.p99?.milliseconds, text: (one) => quantileText(one.latency?.p99) },
];
const TCP_ROWS: readonly ReportRow[] = [
  {
    name: 'Client sent',
    metric: 'bytesSentPerSecond',
    value: (one) => one.bytesPerSecond?.sent,
    text: (one, units) => words(one.bytesPerSecond?.sent, units.bytes),
  },
  {
    name: 'Client received',
    metric: 'bytesReceivedPerSecond',
    value: (one) => one.bytesPerSecond?.received,
    text: (one, units) => words(one.bytesPerSecond?.received, units.bytes),
  },
];

const rowsFor = (edge: MeshEdge): readonly ReportRow[] => (edge.protocol === 'tcp' ? TCP_ROWS : REQUEST_ROWS);
