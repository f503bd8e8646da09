/** Takes credentials and addresses out of texts before they go to a file. Errs on the side of leaving out. Both functions change nothing the second time. */

/** Stands for what was left out. */
export const BLANKED = '•••';

/** Names of what holds a credential, as fields, headers and parameters are called. */
const SECRET_WORD =
  'pass(?:word|wd|phrase)|pwd|secret|token|credential|api[_-]?key|access[_-]?key|private[_-]?key|client[_-]?key|signature|authorization|cookie|session[_-]?id';
export const SECRET_NAME = new RegExp(SECRET_WORD, 'i');

const REPLACEMENTS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, BLANKED],
  // user:password@ of an address.
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@"'<>?#]+@/gi, `$1${BLANKED}@`],
  // A scheme of RFC 7235 with what looks encoded behind it: "basic knowledge" is no credential.
  [/\b([Bb]earer|BEARER|[Bb]asic|BASIC|[Nn]egotiate|[Tt]oken)\s+(?=\S*(?:\d|[a-z][A-Z]|=))[A-Za-z0-9._~+/=:-]{6,}/g, `$1 ${BLANKED}`],
  // A JSON web token (RFC 7519), wherever it stands.
  [/\beyJ[\w-]{6,}\.[\w-]{4,}(?:\.[\w-]*)?/g, BLANKED],
  // Tokens that say themselves what they are: GitHub, GitLab, Slack, AWS, Google, Stripe, HashiCorp Vault, npm.
  [
    /\b(?:gh[pousr]_\w{16,}|github_pat_\w{16,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,}|AKIA[0-9A-Z]{12,}|AIza[\w-]{30,}|[sr]k_(?:live|test)_\w{10,}|hv[sb]\.[\w-]{16,}|npm_\w{20,})/g,
    BLANKED,
  ],
  [new RegExp(String.raw`([\w.-]*(?:${SECRET_WORD})[\w.-]*["']?\s*[:=]\s*["']?)(?![|>]\s)[^\s"',;&}\])]+`, 'gi'), `$1${BLANKED}`],
];

/** The text without passwords, keys and tokens, as far as their form or the words before them give them away. */
export function withoutCredentials(text: string): string {
  return REPLACEMENTS.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
}

const LEFT_OUT = '(address left out)';

/** An address; a host of three parts and more, with its port; an IP address; what a resolver was asked for. */
const ADDRESSES = [
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>()]+[^\s"'<>().,;:!?]/gi,
  /\[[0-9a-f:]*:[0-9a-f:.]*\](?::\d+)?/gi,
  /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g,
  /(?<=\blookup )\S+[^\s.:,]/g,
  /\b[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?){2,}(?::\d+)?\b/gi,
];

/** The text without addresses: those that are known (hosts of the sources) and those that look like one. */
export function withoutAddresses(text: string, known: readonly string[]): string {
  let rest = text;
  for (const address of [...known].sort((a, b) => b.length - a.length)) if (address !== '') rest = rest.replaceAll(address, LEFT_OUT);
  for (const pattern of ADDRESSES) rest = rest.replace(pattern, (found) => (isNumber(found) ? found : LEFT_OUT));
  return rest;
}

/** "1.2.3" is a version. */
const isNumber = (found: string): boolean => /^\d+\.\d+\.\d+$/.test(found);

/** Every form in which the address of a source may turn up in a message: whole, without its credentials, as host with and without port. */
export function formsOfAddress(address: string): readonly string[] {
  if (!URL.canParse(address)) return [];
  const url = new URL(address);
  const { href, origin, host, hostname } = url;
  return [...new Set([address, href, origin, host, hostname])].filter((form) => form.length > 2);
}

/** A host by its port, by its dots, or by brackets. */
const HOST = /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*:\d+|[a-z0-9-]+(?:\.[a-z0-9-]+)+|\[[0-9a-f:.]+\](?::\d+)?)$/i;

/** What files and pictures call a source: its label, but where that is an address, as it is where nobody gave it a name. */
export function sourceInFiles(label: string, addresses: readonly string[] = []): string {
  const isAddress = HOST.test(label.trim()) || withoutAddresses(label, addresses) !== label;
  return isAddress ? 'Prometheus' : withoutCredentials(label);
}
