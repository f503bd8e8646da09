import { leastPrivilege } from '../../inquiry/least-privilege/least-privilege';
import type { LeastPrivilegeAnswer, LeastPrivilegeQuestion } from '../../inquiry/least-privilege/model';
import { noEvidence } from '../../inquiry/what-if/problems';
import type { Inquiry } from './inquiry';

/** A policy for whom traffic showed, and nobody else. */
export const leastPrivilegeInquiry: Inquiry<LeastPrivilegeQuestion, LeastPrivilegeAnswer> = async (question, { evidence, ...source }) =>
  evidence === undefined
    ? { problems: [noEvidence()], spanSeconds: question.spanSeconds ?? 0, callers: [], notCovered: [], wouldDeny: [] }
    : leastPrivilege(question, evidence, source);
