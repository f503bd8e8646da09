import type { ReactNode } from 'react';
import type { CanaryReport, CanaryVersion } from '../../inquiry/canary/model';
import { formatShare } from '../../lib/format-number';
import { many } from '../../lib/many';
import { displayText } from '../../scene/display-text';
import { Value } from '../panels/Value';
import { ResourceLink } from '../policies/ResourceLink';
import { ShareBar } from './ShareBar';
import { boundsText, scaleTop } from './share-scale';
import { Mark, splitLook } from './verdicts';

const ROLES = { stable: 'stable', candidate: 'candidate', other: '' } as const;

/** Measured beside configured share of every version, as bars on one scale. A version without traffic has a row, too. */
export function Shares({ report }: { readonly report: CanaryReport }): ReactNode {
  const { versions, unit, count } = report;
  const top = scaleTop(versions);
  return (
    <>
      <p className="text-xs">
        <Value metric="count" value={count} text={countText(count, unit)} className="font-semibold" /> counted.{' '}
        <span className="text-muted">
          Bar: measured. Whisker: 95 % interval. Upright line, or the span between two: configured. All bars end at {formatShare(top)}.
        </span>
      </p>
      <ul className="mt-2 flex flex-col gap-3">
        {versions.map((version) => (
          <VersionShare key={version.id} version={version} report={report} top={top} />
        ))}
      </ul>
    </>
  );
}

interface VersionShareProps {
  readonly version: CanaryVersion;
  readonly report: CanaryReport;
  readonly top: number;
}

function VersionShare({ version, report: { unit, count }, top }: VersionShareProps): ReactNode {
  const { name, role, share, configured, interval, verdict, at } = version;
  return (
    <li data-version={name} data-verdict={verdict.says}>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="break-words font-semibold">{displayText(name, 60)}</span>
        {ROLES[role] === '' ? null : <span className="text-muted text-xs">{ROLES[role]}</span>}
        <span className="ml-auto">
          {share === undefined ? (
            <span className="font-semibold text-base">no traffic</span>
          ) : (
            <Value metric="share" value={share} text={formatShare(share)} className="font-semibold text-base" />
          )}
          <span className="text-muted"> of {configured === undefined ? 'nothing configured' : boundsText(configured)}</span>
        </span>
      </p>
      <ShareBar version={version} top={top} />
      <p className="flex flex-wrap gap-x-3 text-muted text-xs">
        <Value metric="versionCount" value={version.count} text={countText(version.count, unit)} />
        {interval === undefined ? null : (
          <span>
            95 % interval {formatShare(interval.low)} to {formatShare(interval.high)}
          </span>
        )}
        {at === undefined ? null : <ResourceLink of={at.ref} path={at.path} />}
      </p>
      <p className="text-sm">
        <Mark look={splitLook(verdict)} /> <span className="break-words">{displayText(verdict.because, 400)}</span>
        {verdict.says === 'insufficient' && verdict.needed !== undefined && verdict.needed > count ? (
          <span data-still-needed={verdict.needed - count}> {moreText(verdict.needed - count, unit)} still needed.</span>
        ) : null}
      </p>
    </li>
  );
}

const countText = (count: number, unit: CanaryReport['unit']): string => many(count, unit === 'requests' ? 'request' : 'connection');

const moreText = (count: number, unit: CanaryReport['unit']): string =>
  `${many(count, unit === 'requests' ? 'more request' : 'more connection')} ${count === 1 ? 'is' : 'are'}`;
