/** The questions people come with, as expressions to start from. */

export interface Preset {
  readonly title: string;
  readonly expression: string;
}

export const PRESETS: readonly Preset[] = [
  { title: 'Degraded or failing', expression: 'NOT healthy' },
  { title: 'Calls with errors', expression: '%err>0' },
  { title: 'More than 5 % errors on real traffic', expression: '%err>5 AND rps>=1' },
  { title: 'Slow calls (p99 over 1 s)', expression: 'p99>1s' },
  { title: 'Connections fail or find no endpoint', expression: 'flags=UF OR flags=UH' },
  { title: 'Retried until given up', expression: 'flags=URX' },
  { title: 'Plaintext', expression: 'plaintext' },
  { title: 'Nobody can tell whether it is encrypted', expression: 'traffic AND NOT mtls AND NOT plaintext' },
  { title: 'Plaintext to a server that asks for STRICT', expression: 'plaintext AND peerauth=STRICT' },
  { title: 'Denied by policy', expression: 'authz=denied' },
  { title: 'Denied, yet answered', expression: 'authz=denied AND code^=2' },
  { title: 'No policy decides', expression: 'enforcer=none AND traffic' },
  { title: 'Workloads outside the mesh', expression: 'dataplane=none' },
  { title: 'With findings', expression: 'finding' },
  { title: 'Calls to another version than v1', expression: 'target.version!=v1 AND traffic' },
  { title: 'Split by a route', expression: 'trafficshifting OR tcptrafficshifting' },
  { title: 'Outside hosts and unknown callers', expression: 'outside' },
  { title: 'Where traffic enters', expression: 'root' },
  { title: 'The most called', expression: 'rank=1' },
  { title: 'Idle', expression: 'idle' },
];
