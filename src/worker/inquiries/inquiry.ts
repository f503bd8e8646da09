import type { Inventory } from '../../istio/inventory';
import type { PolicyResult } from '../../policy/evaluate-policies';
import type { Observation } from '../../policy/observation';
import type { PrometheusClient } from '../../prometheus/client-types';
import type { Telemetry } from '../../telemetry/rows';

/** What was measured last of the source that is asked about, and what its resources say of it. */
export interface Evidence {
  readonly telemetry: Telemetry;
  readonly inventory: Inventory;
  readonly observation: Observation;
  readonly policies: PolicyResult;
}

export interface InquiryContext {
  /** Of the source that is asked about. */
  readonly client: PrometheusClient;
  /** undefined before the first answer, and while no resources are known. */
  readonly evidence: Evidence | undefined;
  readonly metricPrefix: string | undefined;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** Tells how far a long inquiry is: 0..1. */
  readonly progress: (share: number) => void;
}

/** A question to configuration and observation together. Question and answer are plain and serialisable; what fails is part of the answer. */
export type Inquiry<Question, Answer> = (question: Question, context: InquiryContext) => Promise<Answer>;
