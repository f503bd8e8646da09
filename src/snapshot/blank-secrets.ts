/**
 * Takes what may be secret out of a Kubernetes object: values of headers, parameters and fields that are called like a credential, what is
 * handed to plug-ins and filters, annotations of others, and credentials in any text. What decides about traffic stays: selectors, names,
 * hosts, ports. Changes nothing the second time.
 */
import { isRecord } from '../istio/resources/reader';
import { BLANKED, SECRET_NAME, withoutCredentials } from './redact-text';

/** Called like a credential, and only names one (or says how one is carried). */
const NAMES_ONLY = new Set([
  'credentialName',
  'credentialNames',
  'caCertCredentialName',
  'imagePullSecret',
  'imagePullSecrets',
  'secretName',
  'httpCookie',
  'fromCookies',
  // A path of a file; a key that stands here itself is known by its form.
  'privateKey',
]);
/** What is compared with other objects: a blank in it would change what it selects. */
const COMPARED = new Set(['labels', 'matchLabels', 'selector', 'sourceLabels', 'nodeSelector']);
/** Anything may be in it, and nothing of it is evaluated. */
const OPAQUE = new Set([
  'pluginConfig',
  'vmConfig',
  'jwks',
  'inline_string',
  'inlineString',
  'inline_bytes',
  'inlineBytes',
  'inline_code',
  'inlineCode',
]);
/** What of an EnvoyFilter's patch may be shown: what it is, not what it is told. */
const PATCH_NAMES = new Set(['name', '@type', 'type_url', 'stat_prefix', 'operation']);

export function blankSecrets(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, key === 'metadata' ? blankMetadata(value) : blank(value, key)]),
  );
}

/** Istio's annotations and those that say where metrics are scraped decide; others are somebody else's notes. */
const DECIDING_ANNOTATION = /(?:^|\.)istio\.io\/|^(?:[\w-]+\.)*networking\.k8s\.io\/|^prometheus\.io\//;

function blankMetadata(metadata: unknown): unknown {
  if (!isRecord(metadata)) return metadata;
  const { annotations } = metadata;
  if (!isRecord(annotations)) return metadata;
  const kept = Object.entries(annotations).map(([name, value]): [string, unknown] => {
    if (typeof value !== 'string' || value === '') return [name, value];
    return [name, DECIDING_ANNOTATION.test(name) ? withoutCredentials(value) : BLANKED];
  });
  return { ...metadata, annotations: Object.fromEntries(kept) };
}

function blank(value: unknown, key: string): unknown {
  if (COMPARED.has(key)) return value;
  if (OPAQUE.has(key) || (SECRET_NAME.test(key) && !NAMES_ONLY.has(key))) return allBlank(value);
  if (typeof value === 'string') return withoutCredentials(value);
  if (Array.isArray(value)) return value.map((each) => blank(each, ''));
  if (!isRecord(value)) return value;
  return blankFields(value);
}

function blankFields(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const called = [record.name, record.key].find((name) => typeof name === 'string');
  const namesSecret = typeof called === 'string' && SECRET_NAME.test(called);
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => {
      // { name: authorization, value: … } of a route, { key: request.headers[authorization], values: […] } of a condition.
      if (namesSecret && ['value', 'values', 'notValues'].includes(key)) return [key, allBlank(value)];
      if (key === 'patch' && isRecord(value))
        return [key, { ...value, ...('value' in value && { value: namesAlone(value.value, 'value') }) }];
      return [key, blank(value, key)];
    }),
  );
}

/** Every text in it, however deep. */
function allBlank(value: unknown): unknown {
  if (typeof value === 'string') return value === '' ? value : BLANKED;
  if (Array.isArray(value)) return value.map(allBlank);
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, allBlank(each)])) : value;
}

function namesAlone(value: unknown, key: string): unknown {
  if (typeof value === 'string') return PATCH_NAMES.has(key) ? withoutCredentials(value) : allBlank(value);
  if (Array.isArray(value)) return value.map((each) => namesAlone(each, key));
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, namesAlone(each, name)])) : value;
}
