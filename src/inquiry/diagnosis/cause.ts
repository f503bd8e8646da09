/** What a cause is: how it recognises itself, what it says for and against itself, and what to look at next (docs/policies.md §7). */
import type { Ref } from '../../istio/ref';
import type { Because } from '../../policy/model';
import type { FailingCall } from './failing-call';
import type { Symptom } from './symptom';

/** `certain` = nothing else gives this sign, or configuration and traffic say the same; `likely` = the usual reason; `possible` = it fits, as others do. */
export type Sureness = 'certain' | 'likely' | 'possible';

/** What only somebody with access to the cluster can answer. */
export interface Question {
  readonly ask: string;
  readonly command?: string;
}

/** Why one symptom of one call is thought to come from a cause. */
export interface Explanation {
  readonly sure: Sureness;
  /** It tells how the calls fail and not why: what tells why stands before it. */
  readonly accompanies?: true;
  /** What speaks for it besides the figures, which are told of every symptom alike. */
  readonly evidence?: readonly Because[];
  /** What speaks against it. */
  readonly against?: readonly Because[];
  /** The field that decides, where one does. */
  readonly place?: { readonly ref: Ref; readonly path?: string };
  /** Read-only; a name that is not safe before a shell leaves its command out. */
  readonly commands?: readonly string[];
  readonly questions?: readonly Question[];
}

/** One reason why calls fail. */
export interface Cause {
  /** Kebab-case; also the name of the file. */
  readonly code: string;
  /** A few words. */
  readonly name: string;
  /** What happened, one sentence. */
  readonly says: string;
  /** The codes and flags it is recognised by, as docs/diagnosis.md lists them. */
  readonly signs: string;
  /** First place to look, one sentence. */
  readonly look: string;
  /** Total; undefined = this symptom does not come from here. */
  readonly explain: (symptom: Symptom, call: FailingCall) => Explanation | undefined;
}
