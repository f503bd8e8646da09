import { knownLabel } from '../parse-labels';
import type { WaypointRow } from '../rows';
import { type Family, readWhole } from './family';

const LABELS = 'namespace,pod,gateway_networking_k8s_io_gateway_name';

/** Q4: the scrape labels of waypoints, the only place where a waypoint's own name stands (docs/telemetry.md §3). */
export const waypointsFamily: Family<WaypointRow> = {
  id: 'waypoints',
  promql: ({ names }) => `group by (${LABELS}) (${names.requests}{reporter="waypoint"} or ${names.tcpReceived}{reporter="waypoint"})`,
  ...readWhole((samples) => ({
    value: samples.map(({ labels }) => {
      const namespace = knownLabel(labels, 'namespace');
      const pod = knownLabel(labels, 'pod');
      const gateway = knownLabel(labels, 'gateway_networking_k8s_io_gateway_name');
      return {
        ...(namespace !== undefined && { namespace }),
        ...(pod !== undefined && { pod }),
        ...(gateway !== undefined && { gateway }),
      };
    }),
    unplaced: 0,
    problems: [],
  })),
};
