import type { Inventory } from '../../istio/inventory';
import type { MeshCall } from '../../mesh/calls';
import type { EdgeId } from '../../mesh/model';
import type { ImaginedPolicies, PolicyResult } from '../../policy/evaluate-policies';
import type { CallKey } from '../../policy/model';
import type { Observation } from '../../policy/observation';
import type { PrometheusClient } from '../../prometheus/client-types';
import type { Telemetry } from '../../telemetry/rows';

/** What was measured last of the source that is asked about, and what its resources say of it. */
export interface Evidence {
  readonly telemetry: Telemetry;
  readonly inventory: Inventory;
  readonly observation: Observation;
  readonly policies: PolicyResult;
  /** What would be said of other resources; the picture's own answers stay as they are. */
  readonly imagine: (inventory: Inventory, observation: Observation) => ImaginedPolicies;
  /** The lines of the picture drawn last on which a call stands. */
  readonly drawnEdgesOf: (call: CallKey) => readonly EdgeId[];
}

/** What the picture on screen is made of, with or without resources. */
export interface MeasuredCalls {
  readonly windowSeconds: number;
  readonly all: readonly MeshCall[];
  /** Those that are drawn on an edge; empty for one that is not on screen. */
  readonly on: (edge: EdgeId) => readonly MeshCall[];
}

export interface InquiryContext {
  /** Of the source that is asked about. */
  readonly client: PrometheusClient;
  /** undefined before the first answer, and while no resources are known. */
  readonly evidence: Evidence | undefined;
  /** undefined before the first picture. */
  readonly calls: () => MeasuredCalls | undefined;
  readonly metricPrefix: string | undefined;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** Tells how far a long inquiry is: 0..1. */
  readonly progress: (share: number) => void;
}

/** A question to configuration and observation together. Question and answer are plain and serialisable; what fails is part of the answer. */
export type Inquiry<Question, Answer> = (question: Question, context: InquiryContext) => Promise<Answer>;
