/** What all resources share, and how one kind of them is described. */
import type { Labels } from '../labels';
import type { Ref } from '../ref';
import type { Origin } from '../source-document';
import type { FieldIssue, Holds, Place, Reader } from './reader';

/** A resource, whatever its kind. */
export interface Resource extends Ref {
  readonly apiVersion: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** `metadata.creationTimestamp`, Unix seconds; files usually have none. */
  readonly createdSeconds?: number;
  /** Newest `metadata.managedFields[].time` of anything but its status, Unix seconds: when somebody last changed it. */
  readonly changedSeconds?: number;
  /** What made it: the owner reference with `controller: true` (a Pod's ReplicaSet). */
  readonly controller?: { readonly kind: string; readonly name: string };
  readonly origin: Origin;
  /** It would be refused (docs/policies.md §0.2): shown, and left out of every effective result. */
  readonly rejected?: true;
}

/** What is known of a resource before its own fields are read. */
export type ResourceHead = Omit<Resource, 'origin' | 'rejected'>;

export interface ResourceKind<Fields> {
  /** API group; "" for the core group. */
  readonly group: string;
  /** Kubernetes' kind, where it differs from the key in the registry. */
  readonly wireKind?: string;
  /** Versions Kubernetes or Istio serve, newest first. */
  readonly versions: readonly string[];
  readonly plural: string;
  readonly namespaced: boolean;
  /** Reads everything beside apiVersion, kind and metadata. */
  readonly read: (value: unknown, at: Place, head: ResourceHead) => Fields | undefined;
  /** What may stand beside apiVersion, kind and metadata. */
  readonly holds?: Holds;
}

/** The type of a kind's resources. */
export type ResourceOf<K> = K extends ResourceKind<infer Fields> ? Resource & Fields : never;

interface DescribedKind<Fields> extends Omit<ResourceKind<Fields>, 'read'> {
  readonly fields: Reader<Fields>;
  /** Notes what Istio's validation refuses beyond types and enums. */
  readonly check?: (fields: NoInfer<Fields>, at: Place, head: ResourceHead) => void;
}

/** A kind from the reader of its fields. */
export function resourceKind<Fields>({ fields, check, ...kind }: DescribedKind<Fields>): ResourceKind<Fields> {
  return {
    ...kind,
    ...(fields.holds === undefined ? {} : { holds: fields.holds }),
    read: (value, at, head) => {
      const read = fields(value, at);
      if (read !== undefined) check?.(read, at, head);
      return read;
    },
  };
}

/** What parsing found out about one document. */
export interface ParsedResource<T extends Resource = Resource> {
  readonly resource: T;
  readonly issues: readonly FieldIssue[];
}
