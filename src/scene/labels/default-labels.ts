/** What edges say where nobody chose otherwise: ids of EDGE_LABELS. */
export const DEFAULT_LABELS: readonly string[] = ['split', 'rate', 'errors', 'p99', 'mtls'];
