import { MapPin } from 'lucide-react';
import type { ReactNode } from 'react';
import { amountText } from '../../inquiry/what-if/amounts';
import type { CallChange, PlacedDecision } from '../../inquiry/what-if/model';
import type { EdgeId } from '../../mesh/model';
import { endName, perSecond } from '../../policy/findings/evidence';
import { displayText } from '../../scene/display-text';
import { PROTOCOL_NAMES } from '../../telemetry/protocol-names';
import { TONE_TEXT } from '../controls/marks';
import { Disclosure } from '../policies/Disclosure';
import { keyed } from '../policies/keyed';
import { Reasons } from '../policies/Reasons';
import { ResourceLink } from '../policies/ResourceLink';
import { VerdictMark } from '../policies/VerdictMark';
import { attributeText, DECISIONS, ENFORCERS, listText, ROUTINGS, VERDICTS } from '../policies/words';
import { TransportMark } from './TransportMark';

export const CALL_COLUMNS = 'sm:grid-cols-[minmax(0,1fr)_6.5rem_8.5rem_8.5rem]';
const MOST_DECISIONS = 3;

interface CallRowProps {
  readonly call: CallChange;
  /** The lines it is drawn on. */
  readonly drawn: readonly EdgeId[];
  readonly onShow: (edge: EdgeId) => void;
}

/** One call: who calls whom, how much, what configuration says of it before and after, and what decides. */
export function CallRow({ call, drawn, onShow }: CallRowProps): ReactNode {
  const { traffic, consequence, refusedPerSecond } = call;
  const name = `${displayText(endName(call.source), 60)} → ${displayText(targetOf(call), 60)}`;
  const [edge] = drawn;
  // Before, after and what it depends on say it all.
  const plain = consequence === 'denied' || (call.access?.after.undecided.length ?? 0) > 0;
  return (
    <li className="py-2" data-consequence={consequence} data-call={call.call}>
      <div className={`grid grid-cols-3 gap-x-3 gap-y-0.5 ${CALL_COLUMNS}`}>
        <div className="col-span-3 min-w-0 sm:col-span-1">
          <p className="break-words font-medium">
            {name} <span className="font-normal text-muted text-xs">{PROTOCOL_NAMES[call.protocol]}</span>
          </p>
        </div>
        <p data-metric="rps" data-value={traffic.requestsPerSecond}>
          <span className="sr-only">Traffic: </span>
          {amountText(traffic)}
        </p>
        <Side call={call} side="before" />
        <Side call={call} side="after" />
      </div>
      {plain ? null : <p className="break-words text-muted text-xs">{displayText(call.says, 400)}</p>}
      {refusedPerSecond > 0 ? (
        <p className="text-muted text-xs">
          {perSecond(refusedPerSecond, call.protocol === 'tcp' ? 'connections' : 'requests')} of it is refused today already.
        </p>
      ) : null}
      <Decisions call={call} />
      <div className="flex flex-wrap items-center gap-x-3">
        {edge === undefined ? (
          <span className="text-muted text-xs">Not drawn on the map now.</span>
        ) : (
          <button
            type="button"
            onClick={() => onShow(edge)}
            aria-label={`Show ${name} on the map`}
            className="inline-flex min-h-6 items-center gap-1 rounded text-accent text-xs underline decoration-dotted underline-offset-2 hover:decoration-solid"
          >
            <MapPin size={12} aria-hidden />
            Show on the map
          </button>
        )}
        <Why call={call} />
      </div>
    </li>
  );
}

function targetOf({ destination, service }: CallChange): string {
  if (destination.workload !== undefined || service?.name === undefined) return endName(destination);
  return service.namespace === undefined ? service.name : `${service.namespace}/${service.name}`;
}

/** What one side says, part by part; parts that stay as they are stand on neither. */
function Side({
  call: { access, transport, routing, dryRun },
  side,
}: {
  readonly call: CallChange;
  readonly side: 'before' | 'after';
}): ReactNode {
  const verdict = dryRun?.[side];
  return (
    <div data-side={side} className="flex flex-col">
      <span className="sr-only">{side === 'before' ? 'Before: ' : 'After: '}</span>
      {access === undefined ? null : (
        <span>
          {side === 'before' ? null : (
            <span aria-hidden className="text-muted sm:hidden">
              →{' '}
            </span>
          )}
          <VerdictMark verdict={access[side].verdict} />
        </span>
      )}
      {transport === undefined ? null : <TransportMark said={transport[side]} />}
      {routing === undefined ? null : <span className="text-xs">{ROUTINGS[routing[side]]}</span>}
      {dryRun === undefined ? null : (
        <span className="text-xs">Dry-run: {verdict === undefined ? 'none' : VERDICTS[verdict].word.toLowerCase()}</span>
      )}
      {(access ?? transport ?? routing ?? dryRun) ? null : <span className="text-muted text-xs">Same</span>}
    </div>
  );
}

function Decisions({ call: { access } }: { readonly call: CallChange }): ReactNode {
  if (access === undefined) return null;
  const { decidedBy, undecided } = access.after;
  return (
    <>
      {undecided.length === 0 ? null : (
        <p className={`text-xs ${TONE_TEXT.warn}`}>
          <span aria-hidden>◆ </span>
          Depends on {listText(undecided.map(attributeText))}.
        </p>
      )}
      {decidedBy.length === 0 ? null : (
        <ul className="text-xs" aria-label="Decided by">
          {keyed(decidedBy.slice(0, MOST_DECISIONS), decisionKey).map(({ key, item }) => (
            <li key={key} className="flex flex-wrap items-center gap-x-1">
              <span>
                {item.action} {DECISIONS[item.effect]} at the {ENFORCERS[item.enforcer]}:
              </span>
              <ResourceLink of={item.ref} path={item.path} />
              {item.ofDraft && item.position !== undefined ? <span className="text-muted">draft line {item.position.line}</span> : null}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const decisionKey = ({ ref, path, enforcer }: PlacedDecision): string => `${ref.kind} ${ref.namespace}/${ref.name} ${path} ${enforcer}`;

function Why({ call: { access, transport } }: { readonly call: CallChange }): ReactNode {
  const sides = (['before', 'after'] as const).map((side) => ({
    side,
    because: [...(access?.[side].because ?? []), ...(transport?.[side].because ?? [])],
  }));
  if (sides.every(({ because }) => because.length === 0)) return null;
  return (
    <div className="min-w-0 flex-1 basis-40">
      <Disclosure title={<span className="text-muted text-xs">Why</span>}>
        <div className="grid gap-3 pb-1 sm:grid-cols-2">
          {sides.map(({ side, because }) => (
            <div key={side} className="min-w-0">
              <h5 className="text-2xs text-muted">{side === 'before' ? 'Before' : 'After'}</h5>
              <Reasons because={because} />
            </div>
          ))}
        </div>
      </Disclosure>
    </div>
  );
}
