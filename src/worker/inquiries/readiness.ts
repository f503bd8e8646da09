import type { ReadinessAnswer, ReadinessQuestion } from '../../inquiry/readiness/answer';
import { askReadiness } from '../../inquiry/readiness/ask-readiness';
import type { Inquiry } from './inquiry';

/** May these namespaces become STRICT? */
export const readiness: Inquiry<ReadinessQuestion, ReadinessAnswer> = askReadiness;
