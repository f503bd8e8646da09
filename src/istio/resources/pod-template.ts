/** What the rules need of a Pod and of the templates that make Pods: identity, labels, ports, and which proxy runs inside. */
import { ISTIOD_FLAGS } from '../istiod-flags';
import { flag, integer, integerOrText, isRecord, labels, listOf, mapOf, partOf, type Reader, text } from './reader';

/** What the environment of istiod says of verdicts (docs/policies.md §0.4), of its revision and of where it fetches keys from. Other variables may be secret and are not kept. */
export const KEPT_VARIABLES: ReadonlySet<string> = new Set([...Object.keys(ISTIOD_FLAGS), 'REVISION', 'BLOCKED_CIDRS_IN_JWKS_URIS']);

/** `env` as name → value, of the kept variables only; one whose value comes from elsewhere is not kept either. */
const keptVariables: Reader<ReadonlyMap<string, string>> = (value) => {
  if (!Array.isArray(value)) return undefined;
  const kept = new Map<string, string>();
  for (const each of value)
    if (isRecord(each) && typeof each.name === 'string' && KEPT_VARIABLES.has(each.name) && typeof each.value === 'string')
      kept.set(each.name, each.value);
  return kept.size === 0 ? undefined : kept;
};

const containerPort = partOf({ name: text, containerPort: integer, protocol: text });

const securityContext = partOf({ runAsUser: integer });

/** Whom the kubelet asks how a container is; what a command inside the container says needs no connection. */
const probe = partOf({ httpGet: partOf({ path: text, port: integerOrText }), grpc: partOf({ port: integer }) });

const container = partOf({
  name: text,
  image: text,
  securityContext,
  ports: listOf(containerPort),
  env: keptVariables,
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
});

export const podSpec = partOf({
  serviceAccountName: text,
  /** The older name of `serviceAccountName`. */
  serviceAccount: text,
  hostNetwork: flag,
  nodeName: text,
  securityContext,
  containers: listOf(container),
  initContainers: listOf(container),
});

const podTemplate = partOf({ metadata: partOf({ labels, annotations: labels }), spec: podSpec });

/** `spec.selector` of what makes Pods; expressions are not read. */
const podSelector = partOf({ matchLabels: mapOf(text) });

/** Fields that Deployment, StatefulSet, DaemonSet, ReplicaSet and Job share. */
export const podController = partOf({
  spec: partOf({ replicas: integer, selector: podSelector, template: podTemplate }),
});

export const jobTemplate = partOf({ spec: partOf({ template: podTemplate }) });
