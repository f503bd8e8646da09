import type { ReactNode } from 'react';
import type { EdgeId } from '../../mesh/model';
import type { PolicyDetails } from '../../policy/drawn';
import { displayText } from '../../scene/display-text';
import { Section } from '../panels/Section';
import { CallPath } from './CallPath';
import { CallRouting } from './CallRouting';
import { CallTransport } from './CallTransport';
import { CallVerdict } from './CallVerdict';
import { Disclosure } from './Disclosure';
import { ResourcesTime } from './ResourcesTime';
import { usePolicyDetails } from './use-policy-details';
import { VerdictMark } from './VerdictMark';

const MOST = 40;

type Call = PolicyDetails['calls'][number];

/** What configuration says of the calls of an edge. */
export function EdgePolicies({ id }: { readonly id: EdgeId }): ReactNode {
  const details = usePolicyDetails(id);
  if (details === undefined || details.calls.length === 0) return null;
  const { calls } = details;
  const [only] = calls;
  if (calls.length === 1 && only !== undefined) return <OneCall call={only} />;
  return (
    <Section title={`Policies of ${calls.length} calls`}>
      <ResourcesTime className="mb-2" />
      {calls.slice(0, MOST).map((call, index) => (
        <Disclosure
          key={call.call}
          openAtFirst={index === 0}
          title={
            <>
              <span className="min-w-0 flex-1 truncate font-medium">{callText(call)}</span>
              <VerdictMark verdict={call.authorization.verdict} />
            </>
          }
        >
          <div className="flex flex-col gap-3 pt-1 pb-3 pl-5">
            <CallVerdict call={call} />
            <CallPath call={call} />
            <CallTransport call={call} />
            <CallRouting call={call} />
          </div>
        </Disclosure>
      ))}
      {calls.length > MOST ? <p className="text-muted text-xs">and {calls.length - MOST} more calls</p> : null}
    </Section>
  );
}

function OneCall({ call }: { readonly call: Call }): ReactNode {
  return (
    <>
      <Section title="Authorization by policy">
        <div className="flex flex-col gap-3">
          <ResourcesTime />
          <CallVerdict call={call} />
          <CallPath call={call} />
        </div>
      </Section>
      <Section title="Mutual TLS by policy">
        <CallTransport call={call} />
      </Section>
      <Section title="Route by policy">
        <CallRouting call={call} />
      </Section>
    </>
  );
}

function callText({ source, destination, service }: Call): string {
  return `${displayText(source, 60)} → ${displayText(destination, 60)}${service === undefined ? '' : ` as ${displayText(service, 60)}`}`;
}
