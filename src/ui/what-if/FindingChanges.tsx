import type { ReactNode } from 'react';
import type { VerdictDiff } from '../../inquiry/what-if/model';
import type { Finding } from '../../policy/model';
import { displayText } from '../../scene/display-text';
import { SeverityMark } from '../controls/marks';
import { Reasons } from '../policies/Reasons';
import { ResourceLink } from '../policies/ResourceLink';

const MOST = 30;

/** Findings that the draft would bring, and those it would make go away. */
export function FindingChanges({ findings: { appear, go } }: Pick<VerdictDiff, 'findings'>): ReactNode {
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <List title="Would appear" sign="+" findings={appear} />
      <List title="Would go away" sign="−" findings={go} />
    </div>
  );
}

function List({
  title,
  sign,
  findings,
}: {
  readonly title: string;
  readonly sign: string;
  readonly findings: readonly Finding[];
}): ReactNode {
  if (findings.length === 0) return null;
  return (
    <div className="min-w-0">
      <h4 className="text-muted text-xs">
        <span aria-hidden>{sign} </span>
        {title} ({findings.length})
      </h4>
      <ul className="flex flex-col gap-2 pt-1">
        {findings.slice(0, MOST).map((finding) => (
          <li key={finding.id} className="flex gap-1.5" data-finding={finding.code}>
            <SeverityMark severity={finding.severity} />
            <div className="min-w-0 flex-1">
              <p className="break-words font-medium">{displayText(finding.title, 300)}</p>
              {finding.ref === undefined ? null : <ResourceLink of={finding.ref} path={finding.path} />}
              <Reasons because={finding.evidence.slice(0, 3)} />
            </div>
          </li>
        ))}
      </ul>
      {findings.length > MOST ? <p className="text-muted text-xs">and {findings.length - MOST} more</p> : null}
    </div>
  );
}
