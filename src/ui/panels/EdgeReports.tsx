import type { ReactNode } from 'react';
import { networkMilliseconds } from '../../mesh/charts/side-latency';
import type { MeshEdge, Report } from '../../mesh/model';
import type { TrafficUnits } from '../../scene/traffic-units';
import { Button } from '../controls/Button';
import { ProblemCard } from '../controls/ProblemCard';
import { quantileText, ratioText, words } from '../text/edge-numbers';
import { useUnits } from '../use-units';
import { compareReports, orderedReports } from './compare-reports';
import { PENDING } from './edge-values';
import { networkSentence } from './network-sentence';
import { Section } from './Section';
import { type BothLatencies, useSideLatency } from './use-side-latency';
import { Value } from './Value';

const SEES = { source: 'Source sees', waypoint: 'Waypoint sees', destination: 'Destination sees' } as const;

/** The same traffic as each class of proxies counted it, never added up. */
export function EdgeReports({ edge }: { readonly edge: MeshEdge }): ReactNode {
  const units = useUnits();
  const both = useSideLatency(edge);
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
          {edge.protocol === 'tcp' ? null : <LatencyRows reports={reports} both={both} />}
        </tbody>
      </table>
      {edge.protocol === 'tcp' || reports.length < 2 ? null : <NetworkTime both={both} />}
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

/** A quantile in the last bucket is marked where the picture knows it. */
function LatencyRows({ reports, both }: { readonly reports: readonly Report[]; readonly both: BothLatencies }): ReactNode {
  return (['p50', 'p95', 'p99'] as const).map((name) => (
    <tr key={name}>
      <th scope="row" className="py-0.5 text-left font-normal">
        {name}
      </th>
      {reports.map(({ reporter, latency }) => {
        const asked = both.sides[reporter]?.[name];
        const quantile = latency?.[name] ?? (asked === undefined ? undefined : { milliseconds: asked, atLeast: false });
        return (
          <td key={reporter} className="text-right" data-reporter={reporter}>
            <Value
              metric={name}
              value={quantile?.milliseconds}
              text={both.asking && quantile === undefined ? PENDING : quantileText(quantile)}
            />
          </td>
        );
      })}
    </tr>
  ));
}

function NetworkTime({ both }: { readonly both: BothLatencies }): ReactNode {
  if (both.problem !== undefined) return <ProblemCard problem={both.problem} />;
  if (both.asking) return <p className="mt-1.5 text-muted text-xs">Asking for the latency of both sides…</p>;
  if (both.ask !== undefined) {
    return (
      <Button className="mt-1.5" onClick={both.ask}>
        Compare latency and network time
      </Button>
    );
  }
  const milliseconds = networkMilliseconds(both.sides);
  return (
    <p className="mt-1.5 text-xs" data-metric="networkMilliseconds" {...(milliseconds === undefined ? {} : { 'data-value': milliseconds })}>
      {networkSentence(both.sides)}
    </p>
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
