/** Texts to start a draft from: valid as they stand, the names to be changed. */

export interface Skeleton {
  readonly title: string;
  readonly description: string;
  /** The namespace is written where `NAMESPACE` stands. */
  readonly text: (namespace: string) => string;
}

const head = (apiVersion: string, kind: string, name: string) => (namespace: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n`;

function skeleton(title: string, description: string, of: readonly [string, string, string], spec: string): Skeleton {
  const top = head(...of);
  return { title, description, text: (namespace) => `${top(namespace)}${spec.replaceAll('NAMESPACE', namespace)}` };
}

const AUTHORIZATION = ['security.istio.io/v1', 'AuthorizationPolicy'] as const;
const PEER = ['security.istio.io/v1', 'PeerAuthentication'] as const;
const NETWORKING = 'networking.istio.io/v1';

export const SKELETONS: readonly Skeleton[] = [
  skeleton('Deny all in a namespace', 'An AuthorizationPolicy without rules: nobody gets in', [...AUTHORIZATION, 'deny-all'], 'spec: {}\n'),
  skeleton(
    'Allow named callers',
    'An AuthorizationPolicy that lets only these identities in',
    [...AUTHORIZATION, 'callers'],
    `spec:
  selector:
    matchLabels:
      app: server
  action: ALLOW
  rules:
    - from:
        - source:
            principals:
              - cluster.local/ns/NAMESPACE/sa/client
`,
  ),
  skeleton(
    'Deny one caller',
    'An AuthorizationPolicy that keeps one identity out',
    [...AUTHORIZATION, 'keep-out'],
    `spec:
  selector:
    matchLabels:
      app: server
  action: DENY
  rules:
    - from:
        - source:
            principals:
              - cluster.local/ns/NAMESPACE/sa/client
`,
  ),
  skeleton('Only mutual TLS', 'A PeerAuthentication: STRICT for a namespace', [...PEER, 'default'], 'spec:\n  mtls:\n    mode: STRICT\n'),
  skeleton(
    'Split between versions',
    'A VirtualService by weights, and the subsets it names',
    [NETWORKING, 'VirtualService', 'server'],
    `spec:
  hosts:
    - server
  http:
    - route:
        - destination:
            host: server
            subset: v1
          weight: 90
        - destination:
            host: server
            subset: v2
          weight: 10
---
${head(NETWORKING, 'DestinationRule', 'server')('NAMESPACE')}spec:
  host: server
  subsets:
    - name: v1
      labels:
        version: v1
    - name: v2
      labels:
        version: v2
`,
  ),
  skeleton(
    'Split by an HTTPRoute',
    'The Gateway API’s way: a Service as parent, weights on its backends',
    ['gateway.networking.k8s.io/v1', 'HTTPRoute', 'server'],
    `spec:
  parentRefs:
    - group: ""
      kind: Service
      name: server
      port: 80
  rules:
    - backendRefs:
        - name: server-v1
          port: 80
          weight: 90
        - name: server-v2
          port: 80
          weight: 10
`,
  ),
];
