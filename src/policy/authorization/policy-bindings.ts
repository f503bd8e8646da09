/** The policies that authorization reads, found by the proxy they attach to. */
import type { Inventory } from '../../istio/inventory';
import type { AuthorizationPolicy } from '../../istio/resources/authorization-policy';
import type { RequestAuthentication } from '../../istio/resources/request-authentication';
import { type AttachmentIndex, createAttachmentIndex } from '../attachment/attachment-index';
import type { AttachmentMesh, AttachmentSubject } from '../attachment/subject';
import type { Tri } from '../model';
import { createReadings, type Readings } from './rule-readings';

export interface PolicyBindings {
  readonly authorization: AttachmentIndex<AuthorizationPolicy>;
  readonly requestAuthentication: AttachmentIndex<RequestAuthentication>;
  /** Rules as each filter reads them. */
  readonly readings: Readings;
  /** Whether tokens are read there: without RequestAuthentication a request never has a principal of its own (docs/policies.md §2.4). */
  readonly readsTokens: (subject: AttachmentSubject) => Tri;
}

export function createPolicyBindings(inventory: Inventory, mesh: AttachmentMesh): PolicyBindings {
  const authorization = createAttachmentIndex(inventory.of('AuthorizationPolicy'), mesh);
  const requestAuthentication = createAttachmentIndex(inventory.of('RequestAuthentication'), mesh);
  return {
    authorization,
    requestAuthentication,
    readings: createReadings(),
    readsTokens: (subject) => {
      const attached = requestAuthentication.at(subject).filter(({ policy }) => (policy.spec?.jwtRules?.length ?? 0) > 0);
      if (attached.some(({ value }) => value === 'T')) return 'T';
      return attached.length > 0 || !inventory.knows('RequestAuthentication') ? 'U' : 'F';
    },
  };
}
