import { ArrowLeftRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { MeshEdge } from '../../mesh/model';
import { PROTOCOL_NAMES } from '../../telemetry/protocol-names';
import { Trend } from '../charts/Trends';
import { Button } from '../controls/Button';
import { HealthMark, MtlsMark } from '../controls/marks';
import { ratioText } from '../text/edge-numbers';
import { edgeName, endName } from '../text/names';
import { useApp } from '../use-app';
import { useMesh } from '../use-mesh';
import { useUnits } from '../use-units';
import { flowText, quantileOf } from './edge-values';
import { useSelect } from './use-select';
import { Value } from './Value';

const HEAD = 'px-1 pb-1 font-normal text-2xs text-muted';
const RIGHT = `${HEAD} text-right`;
const CELL = 'px-1 py-0.5 text-right whitespace-nowrap';

/** A hub has thousands of peers; the busiest stand first. */
const PAGE = 50;

interface PeerTableProps {
  readonly caption: string;
  readonly edges: readonly MeshEdge[];
  readonly peer: 'source' | 'target';
}

/** Edges of one node by the other end: the peer selects the peer, the arrow selects the edge. */
export function PeerTable({ caption, edges, peer }: PeerTableProps): ReactNode {
  const units = useUnits();
  const mesh = useMesh();
  const stage = useApp((state) => state.picture?.stage ?? 'complete');
  const select = useSelect();
  const [most, setMost] = useState(PAGE);
  if (mesh === undefined) return null;
  return (
    <>
      <table className="-mx-1 w-[calc(100%+0.5rem)] table-fixed">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className={`${HEAD} text-left`}>
              Peer
            </th>
            <th scope="col" className={`${RIGHT} w-18`}>
              Traffic
            </th>
            <th scope="col" className={`${RIGHT} w-13`}>
              Errors
            </th>
            <th scope="col" className={`${RIGHT} w-15`}>
              p99
            </th>
            <th scope="col" className={`${RIGHT} w-10`}>
              mTLS
            </th>
            <th scope="col" className="w-6">
              <span className="sr-only">Edge</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {edges.slice(0, most).map((edge) => (
            <tr key={edge.id} data-edge={edge.id} className="hover:bg-sunken">
              <th scope="row" className="px-1 py-0.5 text-left font-normal">
                <button
                  type="button"
                  onClick={() => select(edge[peer])}
                  className="flex min-h-6 w-full items-baseline gap-1 rounded text-left hover:underline"
                >
                  <HealthMark health={edge.health} />
                  <span className="min-w-0 truncate" title={endName(edge[peer], mesh.nodes)}>
                    {endName(edge[peer], mesh.nodes)}
                  </span>
                  {edge.protocol === 'http' ? null : <span className="shrink-0 text-2xs text-muted">{PROTOCOL_NAMES[edge.protocol]}</span>}
                </button>
              </th>
              <td className={CELL}>
                <Value
                  metric={edge.protocol === 'tcp' ? 'bytesPerSecond' : 'requestsPerSecond'}
                  value={edge.requestsPerSecond ?? (edge.bytesPerSecond && edge.bytesPerSecond.sent + edge.bytesPerSecond.received)}
                  text={flowText(edge, units)}
                />
                <Trend edge={edge} className="flex justify-end" />
              </td>
              <td className={`${CELL} ${edge.health === 'failing' || edge.health === 'degraded' ? 'font-semibold' : ''}`}>
                <Value metric="errorRatio" value={edge.errorRatio} text={ratioText(edge.errorRatio)} />
              </td>
              <td className={CELL}>
                <Value metric="p99" value={edge.latency?.p99?.milliseconds} text={quantileOf(edge, 'p99', stage)} />
              </td>
              <td className={CELL} data-metric="mtls" data-value={edge.mtls.ratio}>
                <MtlsMark share={edge.mtls} />
              </td>
              <td className="text-right">
                <button
                  type="button"
                  aria-label={`Edge ${edgeName(edge, mesh.nodes)}`}
                  title="Show this edge"
                  onClick={() => select(edge.id)}
                  className="print:hidden inline-flex size-6 items-center justify-center rounded text-muted hover:text-ink"
                >
                  <ArrowLeftRight size={13} aria-hidden />
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {edges.length > most ? (
        <Button className="mt-1 w-full" onClick={() => setMost(most + PAGE)}>
          Show {Math.min(PAGE, edges.length - most)} more of {edges.length}
        </Button>
      ) : null}
    </>
  );
}
