/** RequestAuthentication: which tokens of end users are valid (docs/policies.md §3). */
import { status } from './common';
import { checkTarget, policyTarget } from './policy-target';
import { anything, flag, listOf, type Place, struct, text, type Value } from './reader';
import { type ResourceOf, resourceKind } from './resource';

const texts = listOf(text);

const jwtRule = struct({
  issuer: text,
  audiences: texts,
  jwksUri: text,
  jwks_uri: text,
  jwks: text,
  fromHeaders: listOf(struct({ name: text, prefix: text })),
  fromParams: texts,
  fromCookies: texts,
  outputPayloadToHeader: text,
  outputClaimToHeaders: listOf(struct({ header: text, claim: text })),
  forwardOriginalToken: flag,
  timeout: text,
  spaceDelimitedClaims: texts,
  presence: anything,
});

const fields = struct({ spec: struct({ ...policyTarget, jwtRules: listOf(jwtRule) }), status });

export const requestAuthentication = resourceKind({
  group: 'security.istio.io',
  versions: ['v1', 'v1beta1'],
  plural: 'requestauthentications',
  namespaced: true,
  fields,
  check: ({ spec }, at) => {
    checkTarget(spec, at);
    spec?.jwtRules?.forEach((rule, index) => {
      checkJwtRule(rule, `spec.jwtRules[${index}]`, at);
    });
  },
});

export type RequestAuthentication = ResourceOf<typeof requestAuthentication>;

function checkJwtRule(rule: Value<typeof jwtRule>, path: string, { note }: Place): void {
  const reject = (at: string, message: string) => note({ path: `${path}${at}`, severity: 'rejected', message });
  const jwksUri = rule.jwksUri ?? rule.jwks_uri ?? '';
  if ((rule.issuer ?? '') === '' && jwksUri === '') reject('.issuer', 'is missing: issuer or jwksUri must be set');
  if (jwksUri !== '' && !/^https?:\/\//i.test(jwksUri)) reject('.jwksUri', 'is not an http or https address');
  for (const [name, values] of [
    ['audiences', rule.audiences],
    ['fromParams', rule.fromParams],
    ['fromCookies', rule.fromCookies],
    ['spaceDelimitedClaims', rule.spaceDelimitedClaims],
  ] as const)
    values?.forEach((value, index) => {
      if (value === '') reject(`.${name}[${index}]`, 'is empty');
    });
  rule.fromHeaders?.forEach(({ name = '' }, index) => {
    if (name === '') reject(`.fromHeaders[${index}].name`, 'is missing');
  });
  rule.outputClaimToHeaders?.forEach(({ header = '', claim = '' }, index) => {
    if (claim === '') reject(`.outputClaimToHeaders[${index}].claim`, 'is missing');
    if (!/^[-_A-Za-z0-9]+$/.test(header)) reject(`.outputClaimToHeaders[${index}].header`, 'is not a header name');
  });
}
