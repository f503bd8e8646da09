import { answerCanaries } from '../../inquiry/canary/answer-canaries';
import type { CanaryAnswer, CanaryQuestion } from '../../inquiry/canary/model';
import type { Inquiry } from './inquiry';

/** Canaries: what is configured and what is measured, side by side. */
export const canaryInquiry: Inquiry<CanaryQuestion, CanaryAnswer> = (question, context) => answerCanaries(question, context);
