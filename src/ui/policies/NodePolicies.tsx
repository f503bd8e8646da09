import type { ReactNode } from 'react';
import type { NodeId } from '../../mesh/model';
import type { WorkloadPolicy } from '../../policy/model';
import { displayText } from '../../scene/display-text';
import { Button } from '../controls/Button';
import { BadgeSign, TONE_TEXT } from '../controls/marks';
import { Section } from '../panels/Section';
import { useActions } from '../use-app';
import { proposalFor } from '../what-if/subject';
import { Certain } from './Certain';
import { Disclosure } from './Disclosure';
import { keyed } from './keyed';
import { ResourceLink } from './ResourceLink';
import { ResourcesTime } from './ResourcesTime';
import { Statement } from './Statement';
import { usePolicyDetails } from './use-policy-details';
import { DATAPLANES, EFFECTS, ENFORCERS, LETTERS, MODES, POSTURES } from './words';

const MOST = 30;

/** What configuration says of the workloads behind a node. */
export function NodePolicies({ id }: { readonly id: NodeId }): ReactNode {
  const details = usePolicyDetails(id);
  if (details === undefined || details.workloads.length === 0) return null;
  const { workloads } = details;
  const [only] = workloads;
  if (workloads.length === 1 && only !== undefined)
    return (
      <Section title="Policies">
        <ResourcesTime className="mb-2" />
        <Workload policy={only} />
      </Section>
    );
  return (
    <Section title={`Policies of ${workloads.length} workloads`}>
      <ResourcesTime className="mb-2" />
      {workloads.slice(0, MOST).map((policy) => (
        <Disclosure
          key={policy.workload}
          title={
            <span className="min-w-0 flex-1 truncate font-medium">
              {displayText(policy.workload, 80)}{' '}
              <span className="font-normal text-muted text-xs">
                {policy.serverMtls.value} · {POSTURES[policy.posture.value].word.toLowerCase()}
              </span>
            </span>
          }
        >
          <div className="pb-2 pl-5">
            <Workload policy={policy} />
          </div>
        </Disclosure>
      ))}
      {workloads.length > MOST ? <p className="text-muted text-xs">and {workloads.length - MOST} more workloads</p> : null}
    </Section>
  );
}

function Workload({ policy }: { readonly policy: WorkloadPolicy }): ReactNode {
  const { dataplane, intent, posture } = policy;
  const words = POSTURES[posture.value];
  return (
    <>
      <Statement name="Data plane" certainty={dataplane.certainty} because={dataplane.because} fact="dataplane" value={dataplane.value}>
        {DATAPLANES[dataplane.value]}
      </Statement>
      {intent === undefined || intent.value === dataplane.value ? null : (
        <Statement name="Labels ask for another" certainty={intent.certainty} because={intent.because} fact="intent" value={intent.value}>
          <span className="font-semibold text-warn">▲ {DATAPLANES[intent.value]}</span>
        </Statement>
      )}
      <ServerMtls policy={policy} />
      <Statement name="Who gets in" certainty={posture.certainty} because={posture.because} fact="posture" value={posture.value}>
        <span className="font-semibold">{words.word}</span>: {words.means}
      </Statement>
      <Attached policy={policy} />
      <Propose policy={policy} />
    </>
  );
}

/** Leads to a policy made of who called. */
function Propose({ policy: { workload } }: { readonly policy: WorkloadPolicy }): ReactNode {
  const actions = useActions();
  const [namespace = '', name = ''] = workload.split('/');
  return (
    <Button className="mt-2" onClick={() => actions.setDetails('what-if', proposalFor({ kind: 'workload', namespace, name }))}>
      Propose least privilege…
    </Button>
  );
}

function ServerMtls({ policy: { serverMtls } }: { readonly policy: WorkloadPolicy }): ReactNode {
  const ports = [...serverMtls.ports].sort(([a], [b]) => a - b);
  return (
    <>
      <Statement
        name="Mutual TLS it accepts"
        certainty={serverMtls.certainty}
        because={serverMtls.because}
        fact="server-mtls"
        value={serverMtls.value}
      >
        <span className="font-semibold">{serverMtls.value}</span>: {MODES[serverMtls.value]}
      </Statement>
      {ports.length === 0 ? null : (
        <table className="mt-1 text-xs">
          <caption className="sr-only">Ports with a mode of their own</caption>
          <tbody>
            {ports.map(([port, mode]) => (
              <tr key={port}>
                <th scope="row" className="pr-3 text-left font-normal text-muted">
                  port {port}
                </th>
                <td className={mode === serverMtls.value ? '' : 'font-semibold'}>{mode}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

/** In evaluation order. */
function Attached({ policy: { attached } }: { readonly policy: WorkloadPolicy }): ReactNode {
  return (
    <div className="mt-2" data-fact="attached">
      <h4 className="text-2xs text-muted">Policies that reach it, in the order they are asked</h4>
      {attached.length === 0 ? <p>None.</p> : null}
      <ol className="flex flex-col gap-1.5">
        {keyed(attached, ({ ref, enforcer }) => `${ref.kind} ${ref.namespace}/${ref.name} ${enforcer}`).map(({ key, item }) => (
          <li key={key} className="flex gap-2">
            <BadgeSign badge={{ letter: LETTERS[item.enforcer], outline: item.certainty === 'assumed' ? 'dotted' : 'solid' }} />
            <div className="min-w-0 flex-1">
              <ResourceLink of={item.ref} />
              <p className="break-words text-xs">
                at the {ENFORCERS[item.enforcer]}
                {item.at === undefined ? '' : ` ${displayText(item.at, 80)}`} ·{' '}
                <span className={`font-semibold ${TONE_TEXT[EFFECTS[item.effect].tone]}`}>{EFFECTS[item.effect].word}</span>
                {item.dryRun === true ? ' · dry-run' : ''} <Certain certainty={item.certainty} />
                {item.why === undefined ? null : <span className="block text-muted">{displayText(item.why, 300)}</span>}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}
