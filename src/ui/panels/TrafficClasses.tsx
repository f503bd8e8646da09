import { type ReactNode, useMemo } from 'react';
import type { MeshEdge } from '../../mesh/model';
import { PROTOCOL_NAMES } from '../../telemetry/protocol-names';
import { useUnits } from '../use-units';
import { trafficClasses } from './traffic-classes';
import { Value } from './Value';

const HEAD = 'pb-1 font-normal text-2xs text-muted';
const RIGHT = `${HEAD} text-right`;

interface TrafficClassesProps {
  readonly incoming: readonly MeshEdge[];
  readonly outgoing: readonly MeshEdge[];
}

/** In and out by class of response. */
export function TrafficClasses({ incoming, outgoing }: TrafficClassesProps): ReactNode {
  const units = useUnits();
  const rows = useMemo(() => trafficClasses(incoming, outgoing), [incoming, outgoing]);
  if (rows.length === 0) return null;
  return (
    <table className="mt-3 w-full">
      <caption className="sr-only">Traffic by class of response</caption>
      <thead>
        <tr>
          <th scope="col" className={`${HEAD} text-left`}>
            Class
          </th>
          <th scope="col" className={RIGHT}>
            In
          </th>
          <th scope="col" className={RIGHT}>
            Out
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, protocol, title, inPerSecond, outPerSecond }) => (
          <tr key={`${protocol} ${id}`} data-class={`${protocol} ${id}`}>
            <th scope="row" className="py-0.5 text-left font-normal">
              {PROTOCOL_NAMES[protocol]} {title}
            </th>
            <td className="text-right">
              <Value metric="inPerSecond" value={inPerSecond} text={units.requests(inPerSecond)} />
            </td>
            <td className="text-right">
              <Value metric="outPerSecond" value={outPerSecond} text={units.requests(outPerSecond)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
