import type { ReactNode } from 'react';
import { refKey } from '../../istio/ref';
import type { AuthorizationVerdict, CallPolicy } from '../../policy/model';
import { keyed } from './keyed';
import { Reasons } from './Reasons';
import { ResourceLink } from './ResourceLink';
import { VerdictMark } from './VerdictMark';
import { attributeText, DECISIONS, ENFORCERS, listText, VERDICTS } from './words';

/** The verdict of a call as sentences, with the resource and the rule that decided, and what dry-run policies would say. */
export function CallVerdict({ call: { authorization, dryRun } }: { readonly call: CallPolicy }): ReactNode {
  return (
    <div data-fact="authorization" data-value={authorization.verdict}>
      <h4 className="text-2xs text-muted">May this call pass?</h4>
      <Answer answer={authorization} />
      {dryRun === undefined ? null : (
        <div className="mt-2" data-fact="dry-run" data-value={dryRun.verdict}>
          <h4 className="text-2xs text-muted">If the dry-run policies were in force</h4>
          <Answer answer={dryRun} />
        </div>
      )}
    </div>
  );
}

function Answer({ answer: { verdict, undecided, enforcedBy, decidedBy, because } }: { readonly answer: AuthorizationVerdict }): ReactNode {
  const points = [...new Set(enforcedBy)].map((enforcer) => `the ${ENFORCERS[enforcer]}`);
  // A decision whose resource a sentence names already would say it twice.
  const told = new Set(because.flatMap(({ ref }) => (ref === undefined ? [] : [refKey(ref)])));
  const untold = decidedBy.filter(({ ref }) => !told.has(refKey(ref)));
  return (
    <>
      <p>
        <VerdictMark verdict={verdict} /> {VERDICTS[verdict].sentence}{' '}
        {points.length === 0 ? 'Nobody on the way enforces policies.' : `Asked at ${listText(points)}.`}
      </p>
      {undecided.length === 0 ? null : (
        <p className="mt-1">
          <span aria-hidden>◆ </span>
          Undecided: {listText(undecided.map(attributeText))}.
        </p>
      )}
      <Reasons because={because} />
      {untold.length === 0 ? null : (
        <ul className="mt-1 flex flex-col gap-0.5 text-xs">
          {keyed(untold, ({ ref, path, enforcer }) => `${ref.kind} ${ref.namespace}/${ref.name} ${path} ${enforcer}`).map(
            ({ key, item }) => (
              <li key={key}>
                {item.action} {DECISIONS[item.effect]} at the {ENFORCERS[item.enforcer]}: <ResourceLink of={item.ref} path={item.path} />
              </li>
            ),
          )}
        </ul>
      )}
    </>
  );
}
