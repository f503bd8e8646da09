/** What is known of one workload before any policy is read. */
import type { Labels } from '../../istio/labels';
import type { Dataplane, Stated, WorkloadKey } from '../model';
import type { Instance } from './instance';

export interface WorkloadFacts {
  readonly key: WorkloadKey;
  readonly namespace: string;
  readonly name: string;
  /** Pods that run, else templates; empty for a workload only telemetry knows. */
  readonly instances: readonly Instance[];
  /** Labels on which all instances agree. */
  readonly labels: Labels;
  /** False where other labels may exist: no instance is known, or instances differ. A selector on another label is then undecided. */
  readonly labelsComplete: boolean;
  readonly annotations: Labels;
  /** `namespace/serviceAccount` as a SPIFFE identity without "spiffe://"; undefined = unknown (docs/policies.md §0.5). */
  readonly principal: Stated<string | undefined>;
  readonly dataplane: Stated<Dataplane>;
  readonly intent?: Stated<Dataplane>;
  /** Numbers of the declared container ports; undefined = no instance is known. */
  readonly ports: readonly number[] | undefined;
}

/** A workload only telemetry knows, with the labels its metrics carry. */
export interface SeenWorkload {
  readonly key: WorkloadKey;
  readonly namespace: string;
  readonly name: string;
  readonly app?: string;
  readonly version?: string;
  readonly principal?: string;
}
