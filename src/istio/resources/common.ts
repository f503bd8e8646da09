/** Parts that several kinds share. */
import { integer, labels, listOf, oneOf, partOf, struct, text } from './reader';

/** `selector.matchLabels` of Istio's policies. A missing one and an empty one are told apart on purpose (docs/policies.md §1.3). */
export const workloadSelector = struct({ matchLabels: labels });

/** `targetRefs` of Istio's policies (docs/policies.md §2.1). */
export const policyTargetReference = struct({ group: text, kind: text, name: text, namespace: text });

export const condition = partOf({
  type: text,
  status: oneOf('True', 'False', 'Unknown'),
  reason: text,
  message: text,
  observedGeneration: integer,
  lastTransitionTime: text,
});

/** `status` as istiod writes it; other fields of a status are left alone. */
export const status = partOf({ conditions: listOf(condition) });
