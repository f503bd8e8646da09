/** What the link says the view was opened on: names only, never the text of a draft. */

import type { LeastPrivilegeQuestion } from '../../inquiry/least-privilege/model';
import type { Ref } from '../../istio/ref';

export type Governed = Pick<LeastPrivilegeQuestion, 'kind' | 'namespace' | 'name'>;

/** A resource to change, or something to propose a policy for. */
export type Subject = { readonly kind: 'change'; readonly ref: Ref } | { readonly kind: 'propose'; readonly of: Governed };

/** "change/AuthorizationPolicy/store/cart"; names of Kubernetes hold no slash. */
export const changeOf = ({ kind, namespace, name }: Ref): string => ['change', kind, namespace, name].join('/');

/** "propose/workload/store/cart". */
export const proposalFor = ({ kind, namespace, name }: Governed): string => ['propose', kind, namespace, name].join('/');

/** undefined for nothing, and for what a foreign link may hold. */
export function subjectOf(text: string | undefined): Subject | undefined {
  const [what, kind = '', namespace = '', name = '', ...more] = text?.split('/') ?? [];
  if (kind === '' || name === '' || more.length > 0) return undefined;
  if (what === 'change') return { kind: 'change', ref: { kind, namespace, name } };
  if (what === 'propose' && namespace !== '' && (kind === 'workload' || kind === 'service'))
    return { kind: 'propose', of: { kind, namespace, name } };
  return undefined;
}
