import { type ReactNode, useMemo } from 'react';
import type { MeshEdge } from '../../mesh/model';
import { displayText } from '../../scene/display-text';
import { PROTOCOL_NAMES } from '../../telemetry/protocol-names';
import { TrendSwitch, Trends } from '../charts/Trends';
import { Button } from '../controls/Button';
import { SeverityMark } from '../controls/marks';
import { FindingLead } from '../policies/FindingCard';
import { useFindings } from '../policies/use-findings';
import { quantileText, ratioText, words } from '../text/edge-numbers';
import { useApp } from '../use-app';
import { useMesh } from '../use-mesh';
import { useUnits } from '../use-units';
import { EdgeList } from './EdgeList';
import { flowText } from './edge-values';
import { Pins } from './Pins';
import { busiestEdges, sickWithoutRatio, slowestEdges, worstEdges } from './rank-edges';
import { Section } from './Section';
import { totalsByProtocol } from './totals';
import { Value } from './Value';

const MOST = 6;

/** Nothing selected: what flows at all, which edges need eyes, and what configuration and traffic disagree about. */
export function Overview({ onAllFindings }: { readonly onAllFindings: () => void }): ReactNode {
  const mesh = useMesh()?.mesh;
  if (mesh === undefined)
    return <p className="p-4 text-muted">Totals and the worst, slowest and busiest edges stand here as soon as there is a picture.</p>;
  return (
    <>
      <Totals />
      <FirstFindings onAll={onAllFindings} />
      <RankedEdges edges={mesh.edges} />
      <Pins />
    </>
  );
}

const MOST_FINDINGS = 3;

function FirstFindings({ onAll }: { readonly onAll: () => void }): ReactNode {
  const findings = useFindings() ?? [];
  if (findings.length === 0) return null;
  return (
    <Section
      title="Findings"
      aside={
        <Button look="quiet" size="small" className="-my-1.5" onClick={onAll}>
          {findings.length === 1 ? 'Show it' : `All ${findings.length}`}
        </Button>
      }
    >
      <ul className="flex flex-col gap-1">
        {findings.slice(0, MOST_FINDINGS).map((finding) => (
          <li key={finding.id} className="flex gap-1.5" data-finding={finding.code}>
            <SeverityMark severity={finding.severity} />
            <div className="min-w-0 flex-1">
              <FindingLead finding={finding} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function RankedEdges({ edges }: { readonly edges: readonly MeshEdge[] }): ReactNode {
  const units = useUnits();
  const pending = useApp((state) => state.picture?.stage === 'rates');
  const lists = useMemo(
    () => ({
      worst: worstEdges(edges, MOST),
      others: sickWithoutRatio(edges, MOST),
      slowest: slowestEdges(edges, MOST),
      busiest: busiestEdges(edges, MOST),
    }),
    [edges],
  );
  const listed = useMemo(() => [...new Set(Object.values(lists).flat())], [lists]);
  return (
    <Trends edges={listed}>
      <Section
        title="Worst edges"
        aside={
          <span className="flex items-baseline gap-2">
            <span className="text-2xs text-muted">errors × traffic</span>
            <TrendSwitch />
          </span>
        }
      >
        {lists.worst.length === 0 ? <p className="text-muted">No request failed in this window.</p> : null}
        <EdgeList
          edges={lists.worst}
          figure={(edge) => (
            <>
              <Value metric="errorRatio" value={edge.errorRatio} text={ratioText(edge.errorRatio)} className="font-semibold" />
              <span className="text-muted"> of {flowText(edge, units)}</span>
            </>
          )}
        />
      </Section>
      {lists.others.length === 0 ? null : (
        <Section title="Also sick">
          <EdgeList
            edges={lists.others}
            figure={(edge) => (
              <span className="text-muted">{edge.reason === undefined ? edge.protocol : displayText(edge.reason, 80)}</span>
            )}
          />
        </Section>
      )}
      <Section title="Slowest edges" aside={<span className="text-2xs text-muted">p99</span>}>
        {lists.slowest.length === 0 ? (
          <p className="text-muted">{pending ? 'Latency is being asked for…' : 'No latency was measured in this window.'}</p>
        ) : null}
        <EdgeList
          edges={lists.slowest}
          figure={(edge) => <Value metric="p99" value={edge.latency?.p99?.milliseconds} text={quantileText(edge.latency?.p99)} />}
        />
      </Section>
      {lists.busiest.length === 0 ? null : (
        <Section title="Busiest edges">
          <EdgeList
            edges={lists.busiest}
            figure={(edge) => <Value metric="requestsPerSecond" value={edge.requestsPerSecond} text={flowText(edge, units)} />}
          />
        </Section>
      )}
    </Trends>
  );
}

const HEAD = 'pb-1 font-normal text-2xs text-muted';
const RIGHT = `${HEAD} text-right`;

function Totals(): ReactNode {
  const units = useUnits();
  const mesh = useMesh()?.mesh;
  const totals = useMemo(() => (mesh === undefined ? [] : totalsByProtocol(mesh)), [mesh]);
  if (totals.length === 0) return null;
  return (
    <Section title="Totals">
      <table className="w-full">
        <thead>
          <tr>
            <th scope="col" className={`${HEAD} text-left`}>
              Protocol
            </th>
            <th scope="col" className={RIGHT}>
              Traffic
            </th>
            <th scope="col" className={RIGHT}>
              Errors
            </th>
            <th scope="col" className={RIGHT}>
              Edges
            </th>
            <th scope="col" className={RIGHT}>
              Sick
            </th>
          </tr>
        </thead>
        <tbody>
          {totals.map((total) => (
            <tr key={total.protocol} data-protocol={total.protocol}>
              <th scope="row" className="py-0.5 text-left font-normal">
                {PROTOCOL_NAMES[total.protocol]}
              </th>
              <td className="text-right">
                {total.protocol === 'tcp' ? (
                  <Value metric="bytesPerSecond" value={total.bytesPerSecond} text={words(total.bytesPerSecond, units.bytes)} />
                ) : (
                  <Value metric="requestsPerSecond" value={total.requestsPerSecond} text={units.requests(total.requestsPerSecond)} />
                )}
              </td>
              <td className="text-right">
                <Value metric="errorRatio" value={total.errorRatio} text={ratioText(total.errorRatio)} />
              </td>
              <td className="text-right">{total.edges}</td>
              <td className={`text-right ${total.sickEdges > 0 ? 'font-semibold' : ''}`}>{total.sickEdges}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
