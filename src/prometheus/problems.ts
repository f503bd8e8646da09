/** Everything that can go wrong between us and a Prometheus API, in one sentence each, with what to do next. */
import type { Problem } from '../lib/problem';

const problem = (code: string, message: string, hint: string): Problem => ({
  code,
  severity: 'error',
  message,
  hint,
});

export const badAddress = (): Problem =>
  problem(
    'prometheus-bad-address',
    'The Prometheus address is not a usable http or https address.',
    'Write it as http://host:9090 or https://host/prefix.',
  );

export const badHeader = (name: string): Problem =>
  problem(
    'prometheus-bad-header',
    `The extra header ${JSON.stringify(name)} cannot be sent.`,
    'Header names are letters, digits and dashes; values have no line breaks. A token file may hold more than the token.',
  );

export const refused = (address: string): Problem =>
  problem(
    'prometheus-refused',
    `Nothing accepts connections at ${address}.`,
    'Check the port, and that Prometheus or the port-forward to it is running.',
  );

export const unknownHost = (address: string): Problem =>
  problem(
    'prometheus-unknown-host',
    `The host name of ${address} cannot be resolved.`,
    'Check the spelling. A cluster-internal name needs kubectl port-forward or an address that resolves here.',
  );

export const certificate = (address: string): Problem =>
  problem(
    'prometheus-certificate',
    `The certificate of ${address} is not trusted.`,
    'Use the host name the certificate was made for, or make its authority known (for the command line: NODE_EXTRA_CA_CERTS).',
  );

export const blockedPort = (address: string): Problem =>
  problem(
    'prometheus-blocked-port',
    `The port of ${address} is one that browsers and Node refuse to connect to.`,
    'Prometheus usually listens on 9090; serve it on another port, or forward one to it.',
  );

export const connectionLost = (address: string): Problem =>
  problem(
    'prometheus-connection-lost',
    `${address} closed the connection without an answer.`,
    'Prometheus or a proxy before it may be restarting, or https is expected where http was used.',
  );

/** Browsers tell a page no more than "failed": a refused connection, an unknown host and CORS look the same. */
export const unreachable = (address: string): Problem =>
  problem(
    'prometheus-unreachable',
    `${address} could not be reached: refused, unknown host, blocked by CORS or an untrusted certificate (the browser does not say which).`,
    'Open the address in a tab. If it answers there, it lacks CORS headers for this page (Prometheus allows only Authorization and Content-Type as extra headers), or the page is https and the address http: use the bundled server’s proxy instead.',
  );

export const timedOut = (address: string, seconds: number): Problem =>
  problem(
    'prometheus-timeout',
    `${address} did not answer within ${seconds} s.`,
    'Choose a shorter window, fewer namespaces or a longer timeout.',
  );

export const aborted = (): Problem => ({
  code: 'prometheus-aborted',
  severity: 'info',
  message: 'The question was withdrawn before it was answered.',
});

export const unauthorized = (address: string): Problem =>
  problem(
    'prometheus-unauthorized',
    `${address} asks for credentials (401).`,
    'Give a bearer token or an Authorization header; if there is one, it is wrong or has expired.',
  );

export const forbidden = (address: string): Problem =>
  problem(
    'prometheus-forbidden',
    `${address} refuses this user (403).`,
    'The credentials lack the right to query, or a tenant header (X-Scope-OrgID) is missing.',
  );

export const wrongPath = (address: string): Problem =>
  problem(
    'prometheus-wrong-path',
    `There is no Prometheus API below ${address} (404).`,
    'The base path is probably wrong: give the address to which /api/v1/query is appended, for example https://host/prometheus or http://mimir/prometheus.',
  );

export const methodNotAllowed = (address: string): Problem =>
  problem(
    'prometheus-method-not-allowed',
    `${address} accepts neither POST nor GET for this question (405).`,
    'A proxy filters the API; allow GET and POST on /api/v1/.',
  );

export const badQuery = (words: string): Problem =>
  problem('prometheus-bad-data', `Prometheus did not understand the question (400): ${words}`, 'Check metric prefix and namespace names.');

export const queryFailed = (words: string): Problem =>
  problem(
    'prometheus-query-failed',
    `Prometheus could not evaluate the query (422): ${words}`,
    'If it names a limit on samples or series, choose a shorter window or fewer namespaces.',
  );

export const queryTimeout = (words: string): Problem =>
  problem('prometheus-query-timeout', `Prometheus gave up on the query: ${words}`, 'Choose a shorter window or fewer namespaces.');

export function rateLimited(address: string, retryAfter: string | undefined): Problem {
  const wait = retryAfter === undefined ? 'a moment' : `${retryAfter}${/^\d+$/.test(retryAfter) ? ' s' : ''}`;
  return problem(
    'prometheus-rate-limited',
    `${address} limits how often it may be asked (429).`,
    `Wait ${wait}, then ask less often: choose a longer refresh interval.`,
  );
}

export const starting = (address: string): Problem =>
  problem(
    'prometheus-unavailable',
    `${address} is not ready (503).`,
    'Prometheus answers this while it starts and replays its log; ask again in a while (the map does so by itself).',
  );

export const proxyError = (address: string, status: number): Problem =>
  problem(
    'prometheus-proxy-error',
    `A proxy before ${address} answered with its own error page (${status}).`,
    'The proxy runs, but Prometheus behind it does not answer; check the proxy’s target and its timeout.',
  );

export const serverError = (status: number, words: string): Problem =>
  problem(
    'prometheus-server-error',
    `Prometheus answered with status ${status}${words === '' ? '' : `: ${words}`}`,
    'The server’s own log says more.',
  );

export const loginExpired = (address: string, target: string | undefined): Problem =>
  problem(
    'prometheus-login',
    `${address} redirected${target === undefined ? '' : ` to ${target}`} instead of answering: the login has probably expired.`,
    'Log in again in a tab, then refresh. If the redirect is no login, use its target as the address.',
  );

export const htmlAnswer = (address: string): Problem =>
  problem(
    'prometheus-html',
    `${address} answered with a web page instead of data: a login page, or not a Prometheus API.`,
    'Open the address in a tab and log in; if it shows another program, correct the address or base path.',
  );

export const truncated = (address: string): Problem =>
  problem(
    'prometheus-truncated',
    `The answer of ${address} broke off in the middle.`,
    'A proxy may limit size or time of answers; choose a shorter window or fewer namespaces.',
  );

export const notPrometheus = (address: string, detail: string): Problem =>
  problem(
    'prometheus-not-prometheus',
    `${address} answers, but not as a Prometheus API: ${detail}.`,
    'Check that address and base path lead to Prometheus, Thanos, Mimir or VictoriaMetrics.',
  );

export const answerTooLarge = (address: string): Problem =>
  problem('prometheus-answer-too-large', `The answer of ${address} is too large to read.`, 'Choose fewer namespaces or a shorter window.');
