/** The fields of an AuthorizationPolicy (docs/policies.md §2.4). */
import { policyTarget } from './policy-target';
import { listOf, oneOf, struct, text, type Value } from './reader';

const texts = listOf(text);

const source = struct({
  principals: texts,
  notPrincipals: texts,
  requestPrincipals: texts,
  notRequestPrincipals: texts,
  namespaces: texts,
  notNamespaces: texts,
  serviceAccounts: texts,
  notServiceAccounts: texts,
  trustDomains: texts,
  notTrustDomains: texts,
  ipBlocks: texts,
  notIpBlocks: texts,
  remoteIpBlocks: texts,
  notRemoteIpBlocks: texts,
});

const operation = struct({
  hosts: texts,
  notHosts: texts,
  ports: texts,
  notPorts: texts,
  methods: texts,
  notMethods: texts,
  paths: texts,
  notPaths: texts,
});

const condition = struct({ key: text, values: texts, notValues: texts });

const rule = struct({
  from: listOf(struct({ source })),
  to: listOf(struct({ operation })),
  when: listOf(condition),
});

export const authorizationSpec = struct({
  ...policyTarget,
  rules: listOf(rule),
  action: oneOf('ALLOW', 'DENY', 'AUDIT', 'CUSTOM'),
  provider: struct({ name: text }),
});

export type AuthorizationSpec = Value<typeof authorizationSpec>;
export type AuthorizationRule = Value<typeof rule>;
export type AuthorizationSource = Value<typeof source>;
export type AuthorizationOperation = Value<typeof operation>;
export type AuthorizationCondition = Value<typeof condition>;
