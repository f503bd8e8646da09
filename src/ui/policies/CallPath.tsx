import type { ReactNode } from 'react';
import type { CallPolicy, EnforcementPoint } from '../../policy/model';
import { displayText } from '../../scene/display-text';
import { BadgeSign } from '../controls/marks';
import { Certain } from './Certain';
import { keyed } from './keyed';
import { ResourceLink } from './ResourceLink';
import { ENFORCERS, LETTERS } from './words';

/** Every proxy on the way that may refuse, with the identity it sees, and the waypoints that the call goes past. */
export function CallPath({ call: { path, bypassed } }: { readonly call: CallPolicy }): ReactNode {
  return (
    <div data-fact="path">
      <h4 className="text-2xs text-muted">Way through enforcement points</h4>
      {path.length === 0 && bypassed.length === 0 ? (
        <p className="flex items-baseline gap-2">
          <BadgeSign badge={{ letter: '–', outline: 'solid' }} />
          No proxy on the way enforces anything.
        </p>
      ) : null}
      <ol className="flex flex-col gap-1.5">
        {bypassed.map(({ waypoint, because }) => (
          <li key={`${waypoint.namespace}/${waypoint.name}`} className="flex gap-2" data-bypassed="true">
            <BadgeSign badge={{ letter: 'W', outline: 'dotted', struck: true }} />
            <div className="min-w-0 flex-1">
              <p>
                <span className="font-semibold text-warn">▲ Bypassed</span>: <ResourceLink of={waypoint} />
              </p>
              <p className="break-words text-xs">
                {displayText(because.sentence, 400)} <Certain certainty={because.certainty} />
              </p>
              {because.ref === undefined ? null : <ResourceLink of={because.ref} path={because.path} />}
            </div>
          </li>
        ))}
        {keyed(path, ({ enforcer, at }) => `${enforcer} ${at}`).map(({ key, item }) => (
          <Point key={key} point={item} />
        ))}
      </ol>
    </div>
  );
}

function Point({ point: { enforcer, at, identitySeen } }: { readonly point: EnforcementPoint }): ReactNode {
  return (
    <li className="flex gap-2">
      <BadgeSign badge={{ letter: LETTERS[enforcer], outline: 'solid' }} />
      <div className="min-w-0 flex-1">
        <p className="break-words">
          The {ENFORCERS[enforcer]} of <span className="font-medium">{displayText(at, 100)}</span>
        </p>
        <p className="break-all text-xs">
          sees <Identity seen={identitySeen} />
        </p>
      </div>
    </li>
  );
}

function Identity({ seen }: { readonly seen: string | null | undefined }): ReactNode {
  if (seen === null) return 'no identity: the client shows no certificate';
  if (seen === undefined)
    return (
      <>
        an identity that is not known <Certain certainty="unknown" />
      </>
    );
  return <span className="font-mono text-2xs">{displayText(seen, 200)}</span>;
}
