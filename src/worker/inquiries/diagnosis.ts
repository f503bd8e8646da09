/** Why a drawn edge fails: the calls on it, held against what configuration says of them. */
import { diagnoseEdge, type EdgeDiagnosis } from '../../inquiry/diagnosis/diagnose-edge';
import { createNeighbours } from '../../inquiry/diagnosis/neighbours';
import { createResources } from '../../inquiry/diagnosis/resources';
import type { EdgeId } from '../../mesh/model';
import type { Inquiry } from './inquiry';

export interface DiagnosisQuestion {
  /** Of the picture on screen. */
  readonly edge: EdgeId;
}

/** undefined = nothing fails on it, or it is not on screen any more. */
export const diagnosisInquiry: Inquiry<DiagnosisQuestion, EdgeDiagnosis | undefined> = async ({ edge }, { calls, evidence }) => {
  const measured = calls();
  if (measured === undefined) return undefined;
  return diagnoseEdge(measured.on(edge), {
    neighbours: createNeighbours(measured.all),
    policies: evidence?.policies,
    resources: evidence === undefined ? undefined : createResources(evidence.inventory),
    windowSeconds: measured.windowSeconds,
  });
};
