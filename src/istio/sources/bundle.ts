/** What a set of YAML and JSON files holds, and what is wrong in it, place by place. */
import type { Severity } from '../../lib/problem';
import type { Ref } from '../ref';
import type { Resource } from '../resources/resource';

export interface InputFile {
  /** Name with its folders, as it is shown. */
  readonly name: string;
  readonly bytes: Uint8Array | ReadableStream<Uint8Array>;
}

/** Something wrong at one place of the input. Never holds a value of a Secret. */
export interface InputIssue {
  /** Kebab-case; the list is in `problems.ts`. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence, without the place. */
  readonly message: string;
  readonly hint?: string;
  readonly file: string;
  /** From 1, as all of these. */
  readonly document?: number;
  readonly line?: number;
  readonly column?: number;
  /** The offending line, cut. */
  readonly lineText?: string;
  /** The resource and its field, where the issue is one of a field. */
  readonly ref?: Ref;
  readonly path?: string;
}

export interface Bundle {
  /** In the order read; rejected ones and duplicates are among them (`createInventory` sorts that out). */
  readonly resources: readonly Resource[];
  readonly issues: readonly InputIssue[];
  /** Objects of kinds that are not read: "apiVersion Kind" → how many. */
  readonly unread: ReadonlyMap<string, number>;
  readonly secretsSkipped: number;
  readonly files: number;
  readonly documents: number;
  /** Unpacked. */
  readonly bytes: number;
}

export interface BundleProgress {
  readonly files: number;
  readonly filesDone: number;
  /** Of the files unpacked so far. */
  readonly bytesDone: number;
  readonly resources: number;
}

export interface BundleLimits {
  readonly files: number;
  /** Of all files, unpacked. */
  readonly bytes: number;
  /** Longest single document that is parsed; Lists are taken apart before. etcd refuses objects above 1.5 MB. */
  readonly documentCharacters: number;
  /** Issues kept; more are counted. */
  readonly issues: number;
}

export const BUNDLE_LIMITS: BundleLimits = { files: 20_000, bytes: 256_000_000, documentCharacters: 1_600_000, issues: 2_000 };
