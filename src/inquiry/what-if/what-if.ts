/** A draft of resources against the traffic of the window: what would be denied, would break, would move (docs/what-if.md). */
import type { Inventory } from '../../istio/inventory';
import type { EdgeId } from '../../mesh/model';
import type { ImaginedPolicies, PolicyResult } from '../../policy/evaluate-policies';
import type { CallKey } from '../../policy/model';
import type { Observation } from '../../policy/observation';
import { type ChangedInventory, changedInventory, withChanges } from './changed-inventory';
import { diffVerdicts, isSameOutcome } from './diff-verdicts';
import { draftChanges, type WorkedOut } from './draft-changes';
import type { WhatIfAnswer, WhatIfQuestion } from './model';
import { createPlaces } from './places';
import { draftEmpty, noTraffic } from './problems';
import { readDraft } from './read-draft';

/** What is configured and observed now, and the engine that evaluated it. */
export interface WhatIfEvidence {
  readonly inventory: Inventory;
  readonly observation: Observation;
  /** Of this inventory and observation. */
  readonly policies: PolicyResult;
  readonly imagine: (inventory: Inventory, observation: Observation) => ImaginedPolicies;
  /** The lines a call is drawn on; without a map none. */
  readonly drawnEdgesOf?: (call: CallKey) => readonly EdgeId[];
}

/** Total: whatever is wrong with the draft is part of the answer. */
export function whatIf({ drafts, defaultNamespace, remove = [] }: WhatIfQuestion, evidence: WhatIfEvidence): WhatIfAnswer {
  const { documents, issues, problems } = readDraft(drafts, defaultNamespace);
  if (problems.length > 0) return { problems, changes: [], issues };
  if (documents.length + remove.length === 0) return { problems: [draftEmpty()], changes: [], issues };
  const { inventory, observation } = evidence;
  const changed = changedInventory(inventory, documents, remove, observation.atSeconds);
  const worked = workOut(changed, evidence);
  return {
    problems: observation.calls.length === 0 ? [noTraffic()] : [],
    changes: draftChanges(changed, worked),
    issues,
    diff: worked.diff,
  };
}

function workOut(
  changed: ChangedInventory,
  { inventory, observation, policies, imagine, drawnEdgesOf = () => [] }: WhatIfEvidence,
): WorkedOut {
  const after = imagine(changed.inventory, observation);
  const ofDraft = changed.changes.flatMap(({ after: written }) => written ?? []);
  const places = createPlaces(inventory, changed.inventory, ofDraft);
  const sides = { observation, places, drawnEdgesOf };
  const diff = diffVerdicts({ before: policies, after, ...sides });
  return {
    changed,
    before: policies,
    after,
    diff,
    places,
    sameWithout: (change) => {
      const others = changed.changes.filter((each) => each !== change);
      const without = imagine(withChanges(inventory, others), observation);
      return isSameOutcome(diffVerdicts({ before: without.result, after, ...sides }));
    },
  };
}
