/** Canaries: what is configured and what is measured, side by side. */
import type { CanaryAnswer, CanaryQuestion } from '../../inquiry/canary/model';
import type { Inquiry } from './inquiry';

export const canaryInquiry: Inquiry<CanaryQuestion, CanaryAnswer> = async (_question, { evidence }) => ({
  answered: evidence !== undefined,
  atSeconds: evidence?.telemetry.atSeconds ?? 0,
  windowSeconds: evidence?.telemetry.windowSeconds ?? 0,
  reports: [],
  hosts: [],
  queries: [],
  problems: [],
});
