import type { WhatIfAnswer, WhatIfQuestion } from '../../inquiry/what-if/model';
import { noEvidence } from '../../inquiry/what-if/problems';
import { whatIf } from '../../inquiry/what-if/what-if';
import type { Inquiry } from './inquiry';

/** A draft of resources against the traffic on screen. */
export const whatIfInquiry: Inquiry<WhatIfQuestion, WhatIfAnswer> = async (question, { evidence }) =>
  evidence === undefined ? { problems: [noEvidence()], changes: [], issues: [] } : whatIf(question, evidence);
