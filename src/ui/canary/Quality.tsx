import type { ReactNode } from 'react';
import type { CanaryReport, CanaryVersion, LatencyComparison, QualityVerdict } from '../../inquiry/canary/model';
import { formatMilliseconds, formatShare } from '../../lib/format-number';
import { displayText } from '../../scene/display-text';
import { Value } from '../panels/Value';
import { quantileText, ratioText, words } from '../text/edge-numbers';
import { useUnits } from '../use-units';
import { Mark, qualityLook } from './verdicts';

/** Rate, errors and latency of every version beside each other, then whether a candidate is worse and by how much at least. */
export function Quality({ report }: { readonly report: CanaryReport }): ReactNode {
  const { versions, unit } = report;
  const units = useUnits();
  const candidates = versions.filter(({ comparison }) => comparison !== undefined);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section aria-label="Quality of each version" tabIndex={0} className="thin-scroll overflow-x-auto rounded">
        <table className="w-full text-sm">
          <thead className="text-2xs text-muted">
            <tr>
              <th scope="col" className="py-1 pr-2 text-left font-normal">
                Version
              </th>
              {[unit === 'requests' ? 'Rate' : 'Connections', 'Errors', 'p50', 'p99'].map((title) => (
                <th key={title} scope="col" className="px-2 py-1 text-right font-normal">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {versions.map((version) => (
              <tr key={version.id} className="border-line border-t" data-quality={version.name}>
                <th scope="row" className="max-w-48 break-words py-1 pr-2 text-left font-medium">
                  {displayText(version.name, 60)}
                  {version.role === 'other' ? null : <span className="font-normal text-muted text-xs"> {version.role}</span>}
                </th>
                <Cells version={version} rate={words(version.ratePerSecond, unit === 'requests' ? units.requests : units.connections)} />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="mt-1 break-words text-muted text-xs" data-roles>
        {displayText(report.roles, 500)}
      </p>
      <ul className="mt-2 flex flex-col gap-2">
        {candidates.map((version) => (
          <Candidate key={version.id} version={version} versions={versions} />
        ))}
      </ul>
    </>
  );
}

const CELL = 'whitespace-nowrap px-2 py-1 text-right';

function Cells({ version, rate }: { readonly version: CanaryVersion; readonly rate: string }): ReactNode {
  const { ratePerSecond, errorRatio, p50, p99 } = version;
  return (
    <>
      <td className={CELL}>
        <Value metric="rate" value={ratePerSecond} text={rate} />
      </td>
      <td className={CELL}>
        <Value metric="errorRatio" value={errorRatio} text={ratioText(errorRatio)} />
      </td>
      <td className={CELL}>
        <Value metric="p50" value={p50?.milliseconds} text={quantileText(p50)} />
      </td>
      <td className={CELL}>
        <Value metric="p99" value={p99?.milliseconds} text={quantileText(p99)} />
      </td>
    </>
  );
}

function Candidate({ version, versions }: { readonly version: CanaryVersion; readonly versions: readonly CanaryVersion[] }): ReactNode {
  const { comparison } = version;
  if (comparison === undefined) return null;
  const stable = versions.find(({ id }) => id === comparison.stable)?.name ?? comparison.stable;
  const { errors, latency } = comparison;
  return (
    <li data-comparison={version.name} data-verdict={comparison.verdict.says}>
      <p>
        {displayText(version.name, 60)} beside {displayText(stable, 60)}: <Mark look={qualityLook(comparison.verdict)} />
      </p>
      <ul className="mt-0.5 flex flex-col gap-0.5 border-line border-l-2 pl-2 text-sm">
        <Line what="Errors" verdict={errors.verdict} atLeast={errors.verdict.says === 'worse' ? pointsMore(errors.atLeast) : undefined} />
        {latency.map((one) => (
          <Line
            key={one.quantile}
            what={one.quantile === 0.5 ? 'p50' : 'p99'}
            verdict={one.verdict}
            atLeast={one.verdict.says === 'worse' ? slower(one) : undefined}
          />
        ))}
      </ul>
    </li>
  );
}

interface LineProps {
  readonly what: string;
  readonly verdict: QualityVerdict;
  /** By how much it is worse at least. */
  readonly atLeast: string | undefined;
}

function Line({ what, verdict, atLeast }: LineProps): ReactNode {
  return (
    <li data-compared={what} data-verdict={verdict.says}>
      <span className="text-muted">{what}:</span> <Mark look={qualityLook(verdict)} />
      {atLeast === undefined ? null : <b className="font-semibold"> {atLeast}</b>}{' '}
      <span className="break-words text-xs">{displayText(verdict.because, 400)}</span>
    </li>
  );
}

/** A difference of two ratios has percentage points as its unit. */
const pointsMore = (atLeast: number | undefined): string | undefined =>
  atLeast === undefined || atLeast <= 0 ? undefined : `by at least ${formatShare(atLeast).replace(' %', ' percentage points')}.`;

const slower = ({ atLeastMs }: LatencyComparison): string | undefined =>
  atLeastMs === undefined || atLeastMs <= 0 ? undefined : `by at least ${formatMilliseconds(atLeastMs)}.`;
