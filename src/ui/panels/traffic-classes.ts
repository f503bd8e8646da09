/** What flows into or out of a node, by class of response: from the edges as drawn. */
import { classTitle, RESPONSE_CLASSES, type ResponseClass, responseClass } from '../../mesh/charts/response-class';
import type { MeshEdge } from '../../mesh/model';

export interface ClassRow {
  readonly id: ResponseClass;
  readonly protocol: 'http' | 'grpc';
  readonly title: string;
  readonly inPerSecond: number;
  readonly outPerSecond: number;
}

/** Classes with any traffic, HTTP before gRPC. */
export function trafficClasses(incoming: readonly MeshEdge[], outgoing: readonly MeshEdge[]): readonly ClassRow[] {
  return (['http', 'grpc'] as const).flatMap((protocol) =>
    RESPONSE_CLASSES.flatMap((id) => {
      const inPerSecond = sumOf(incoming, protocol, id);
      const outPerSecond = sumOf(outgoing, protocol, id);
      return inPerSecond + outPerSecond > 0 ? [{ id, protocol, title: classTitle(protocol, id), inPerSecond, outPerSecond }] : [];
    }),
  );
}

function sumOf(edges: readonly MeshEdge[], protocol: 'http' | 'grpc', id: ResponseClass): number {
  let sum = 0;
  for (const edge of edges) {
    if (edge.protocol !== protocol || edge.responses === undefined) continue;
    for (const [code, byFlags] of edge.responses) {
      if (responseClass(protocol, code) !== id) continue;
      for (const perSecond of byFlags.values()) sum += perSecond;
    }
  }
  return sum;
}
