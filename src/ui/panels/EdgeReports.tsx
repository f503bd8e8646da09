import type { ReactNode } from 'react';
import { formatByteRate, formatRequestRate } from '../../lib/format-number';
import type { MeshEdge, Report } from '../../mesh/model';
import { quantileText, ratioText, UNKNOWN } from '../text/edge-numbers';
import { compareReports, orderedReports } from './compare-reports';
import { Section } from './Section';
import { Value } from './Value';

const SEES = { source: 'Source sees', waypoint: 'Waypoint sees', destination: 'Destination sees' } as const;

/** The same traffic as each class of proxies counted it, never added up. */
export function EdgeReports({ edge }: { readonly edge: MeshEdge }): ReactNode {
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
                  <Value metric={metric} value={value(report)} text={text(report)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {difference === undefined ? null : (
        <p className={`mt-1.5 text-xs ${difference.beyondNoise ? 'text-warn' : 'text-muted'}`}>
          {difference.beyondNoise
            ? `▲ Difference ${formatRequestRate(Math.abs(difference.requestsPerSecond))} (${ratioText(Math.abs(difference.share))}). `
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
  readonly text: (report: Report) => string;
}

const words = (value: number | undefined, format: (value: number) => string): string => (value === undefined ? UNKNOWN : format(value));

const REQUEST_ROWS: readonly ReportRow[] = [
  {
    name: 'Rate',
    metric: 'requestsPerSecond',
    value: (one) => one.requestsPerSecond,
    text: (one) => words(one.requestsPerSecond, formatRequestRate),
  },
  { name: 'Errors', metric: 'errorRatio', value: (one) => one.errorRatio, text: (one) => ratioText(one.errorRatio) },
  { name: 'p99', metric: 'p99', value: (one) => one.latency?.p99?.milliseconds, text: (one) => quantileText(one.latency?.p99) },
];
const TCP_ROWS: readonly ReportRow[] = [
  {
    name: 'Client sent',
    metric: 'bytesSentPerSecond',
    value: (one) => one.bytesPerSecond?.sent,
    text: (one) => words(one.bytesPerSecond?.sent, formatByteRate),
  },
  {
    name: 'Client received',
    metric: 'bytesReceivedPerSecond',
    value: (one) => one.bytesPerSecond?.received,
    text: (one) => words(one.bytesPerSecond?.received, formatByteRate),
  },
];

const rowsFor = (edge: MeshEdge): readonly ReportRow[] => (edge.protocol === 'tcp' ? TCP_ROWS : REQUEST_ROWS);
