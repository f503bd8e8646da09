import { type ReactNode, useMemo } from 'react';
import { hasTrouble } from '../../inquiry/diagnosis/symptom';
import { isSick } from '../../mesh/health';
import type { MeshEdge } from '../../mesh/model';
import { displayText } from '../../scene/display-text';
import { SplitSection } from '../canary/SplitSection';
import { ChartSection } from '../charts/ChartSection';
import { HealthMark, MtlsMark } from '../controls/marks';
import { late } from '../late';
import { EdgePolicies } from '../policies/EdgePolicies';
import { FindingsOf } from '../policies/Findings';
import { JudgedBy } from '../settings/JudgedBy';
import { mtlsSentence, mtlsShort, ratioText, words } from '../text/edge-numbers';
import { useApp } from '../use-app';
import { useUnits } from '../use-units';
import { EdgeEnds, FoldedLegs } from './EdgeEnds';
import { EdgeIdentities } from './EdgeIdentities';
import { EdgeReports } from './EdgeReports';
import { EdgeResponses } from './EdgeResponses';
import { PENDING, quantileOf } from './edge-values';
import { LinksOut } from './LinksOut';
import { QueriesOfEdge } from './Queries';
import { Section } from './Section';
import { TrafficShares } from './TrafficShares';
import { Figure, Value } from './Value';

const WhyItFails = late(async () => (await import('../diagnosis/WhyItFails')).WhyItFails);

const REPORTERS = { source: 'the source’s proxy', waypoint: 'the waypoint', destination: 'the destination’s proxy' } as const;

export function EdgePanel({ edge }: { readonly edge: MeshEdge }): ReactNode {
  const charted = useMemo(() => ({ kind: 'edge', edge }) as const, [edge]);
  return (
    <>
      <EdgeEnds edge={edge} />
      <FindingsOf id={edge.id} />
      <SplitSection id={edge.id} />
      <Section title="Numbers" aside={<span className="text-2xs text-muted">as {REPORTERS[edge.reporter]} counted</span>}>
        <p className="mb-2">
          <HealthMark health={edge.health} words />
          {edge.reason === undefined ? null : <span> · {displayText(edge.reason, 160)}</span>}
          {edge.members > 1 ? (
            <span className="text-muted">
              {' '}
              · {edge.members} edges added up, {edge.sickMembers} sick
            </span>
          ) : null}
        </p>
        <JudgedBy edge={edge} />
        {edge.protocol === 'tcp' ? <TcpNumbers edge={edge} /> : <RequestNumbers edge={edge} />}
        <TrafficShares edge={edge} />
      </Section>
      {isSick(edge.health) || hasTrouble(edge) ? <WhyItFails key={edge.id} edge={edge} /> : null}
      <ChartSection charted={charted} />
      <Section title="Mutual TLS">
        <p className="flex items-baseline gap-2" data-metric="mtls" data-value={edge.mtls.ratio}>
          <MtlsMark share={edge.mtls} />
          <span>
            <span className="sr-only">{mtlsShort(edge.mtls)}. </span>
            {mtlsSentence(edge.mtls)}
          </span>
        </p>
      </Section>
      <EdgePolicies id={edge.id} />
      <EdgeResponses edge={edge} />
      <EdgeReports edge={edge} />
      <FoldedLegs edge={edge} />
      <EdgeIdentities edge={edge} />
      <LinksOut of={charted} />
      <QueriesOfEdge edge={edge} />
    </>
  );
}

function RequestNumbers({ edge }: { readonly edge: MeshEdge }): ReactNode {
  const units = useUnits();
  const stage = useApp((state) => state.picture?.stage ?? 'complete');
  const pending = quantileOf(edge, 'p99', stage) === PENDING;
  return (
    <>
      <dl className="grid grid-cols-2 gap-x-3 gap-y-2">
        <Figure name="Rate">
          <Value metric="requestsPerSecond" value={edge.requestsPerSecond} text={words(edge.requestsPerSecond, units.requests)} />
        </Figure>
        <Figure name="Errors">
          <Value metric="errorRatio" value={edge.errorRatio} text={ratioText(edge.errorRatio)} />
        </Figure>
      </dl>
      <dl className="mt-2 grid grid-cols-3 gap-x-3" aria-busy={pending}>
        {(['p50', 'p95', 'p99'] as const).map((which) => (
          <Figure key={which} name={which}>
            <Value metric={which} value={edge.latency?.[which]?.milliseconds} text={quantileOf(edge, which, stage)} />
          </Figure>
        ))}
      </dl>
      {pending ? <p className="mt-1 text-2xs text-muted">Latency is being asked for; rates come first.</p> : null}
      {edge.latency?.p99?.atLeast === true ? (
        <p className="mt-1 text-2xs text-muted">≥: it fell into the histogram’s last bucket, which has no upper bound.</p>
      ) : null}
    </>
  );
}

function TcpNumbers({ edge }: { readonly edge: MeshEdge }): ReactNode {
  const units = useUnits();
  const { bytesPerSecond, connections } = edge;
  return (
    <>
      <dl className="grid grid-cols-2 gap-x-3 gap-y-2">
        <Figure name="Client sent">
          <Value metric="bytesSentPerSecond" value={bytesPerSecond?.sent} text={words(bytesPerSecond?.sent, units.bytes)} />
        </Figure>
        <Figure name="Client received">
          <Value metric="bytesReceivedPerSecond" value={bytesPerSecond?.received} text={words(bytesPerSecond?.received, units.bytes)} />
        </Figure>
        <Figure name="Connections closed">
          <Value
            metric="connectionsClosedPerSecond"
            value={connections?.closedPerSecond}
            text={words(connections?.closedPerSecond, units.connections)}
          />
        </Figure>
        <Figure name="Connections failed">
          <Value
            metric="connectionsFailedPerSecond"
            value={connections?.failedPerSecond}
            text={words(connections?.failedPerSecond, units.connections)}
          />
        </Figure>
      </dl>
      <p className="mt-1 text-2xs text-muted">TCP has no requests, so no error ratio and no latency.</p>
    </>
  );
}
