/** Everything that can go wrong between us and a Kubernetes API, in one sentence each, with what to do next. */
import type { Problem } from '../../lib/problem';

const problem = (code: string, message: string, hint: string, severity: Problem['severity'] = 'error'): Problem => ({
  code,
  severity,
  message,
  hint,
});

export const badAddress = (): Problem =>
  problem(
    'kubernetes-bad-address',
    'The Kubernetes address is not a usable http or https address.',
    'Write it as http://localhost:8001 (kubectl proxy) or https://host:6443, without user and password; a token goes into a header.',
  );

export const unreachable = (address: string): Problem =>
  problem(
    'kubernetes-unreachable',
    `The Kubernetes API at ${address} cannot be reached.`,
    'Check that it (or kubectl proxy) runs, that the host name resolves here and that its certificate is trusted.',
  );

export const timedOut = (address: string, seconds: number): Problem =>
  problem(
    'kubernetes-timeout',
    `The Kubernetes API at ${address} did not finish its answer within ${seconds} s.`,
    'The API server or a proxy before it is overloaded or hangs; it is asked again.',
  );

export const brokeOff = (address: string): Problem =>
  problem(
    'kubernetes-truncated',
    `The answer of the Kubernetes API at ${address} broke off in the middle.`,
    'A proxy may limit size or time of answers; it is asked again.',
  );

export const tooLarge = (address: string): Problem =>
  problem(
    'kubernetes-too-large',
    `An answer of the Kubernetes API at ${address} is too large to read.`,
    'Check that the address leads to a Kubernetes API.',
  );

export const aborted = (): Problem => ({
  code: 'kubernetes-aborted',
  severity: 'info',
  message: 'The question was withdrawn before it was answered.',
});

export const unauthorized = (address: string): Problem =>
  problem(
    'kubernetes-unauthorized',
    `The Kubernetes API at ${address} asks for credentials (401).`,
    'Give the server a token of a service account that may read (get, list, watch), or use kubectl proxy; a token that was given is wrong or has expired.',
  );

export const forbidden = (what: string): Problem =>
  problem(
    'kubernetes-forbidden',
    `The Kubernetes API does not allow reading ${what} (403): what they say counts as unknown.`,
    'Allow get, list and watch on them to the user or service account that asks (a ClusterRole). Secrets are never needed.',
    'warning',
  );

export const missing = (what: string): Problem =>
  problem(
    'kubernetes-missing',
    `The Kubernetes API does not serve ${what}: their custom resource definitions are not installed.`,
    'Nothing to do where the mesh does not use them.',
    'info',
  );

export const wrongPath = (address: string): Problem =>
  problem(
    'kubernetes-wrong-path',
    `There is no Kubernetes API below ${address} (404).`,
    'Give the address to which /api and /apis are appended.',
  );

export const rateLimited = (address: string): Problem =>
  problem(
    'kubernetes-rate-limited',
    `The Kubernetes API at ${address} limits how often it may be asked (429).`,
    'It is asked again, less often.',
  );

export const serverError = (address: string, status: number, what: string): Problem =>
  problem(
    'kubernetes-server-error',
    `The Kubernetes API at ${address} answered with status ${status} when asked for ${what}.`,
    'The API server’s own log says more; it is asked again.',
  );

export const redirected = (address: string): Problem =>
  problem(
    'kubernetes-redirect',
    `The Kubernetes API at ${address} redirected instead of answering: probably to a login.`,
    'Use the address of the API itself, or log in again.',
  );

export const htmlAnswer = (address: string): Problem =>
  problem(
    'kubernetes-html',
    `${address} answered with a web page instead of data: a login page, or not a Kubernetes API.`,
    'Check the address; the page of a dashboard is not its API.',
  );

export const notKubernetes = (address: string, what: string): Problem =>
  problem(
    'kubernetes-not-kubernetes',
    `${address} answers, but not as a Kubernetes API: the answer for ${what} has another shape.`,
    'Check that the address leads to a Kubernetes API.',
  );

export const emptyAnswer = (address: string, what: string): Problem =>
  problem(
    'kubernetes-empty',
    `${address} gave an empty answer when asked for ${what}.`,
    'A proxy before the Kubernetes API may cut answers; it is asked again.',
  );

export const expired = (what: string): Problem =>
  problem(
    'kubernetes-expired',
    `The list of ${what} expired again and again while it was read (410).`,
    'The cluster changes faster than it answers; it is asked again.',
    'warning',
  );

export const watchEnded = (what: string): Problem =>
  problem(
    'kubernetes-watch',
    `Changes of ${what} cannot be watched at the moment; they are as they were last read.`,
    'They are read again in a moment. The right to watch may be missing.',
    'warning',
  );

export const discoveryPartial = (group: string): Problem =>
  problem(
    'kubernetes-discovery',
    `The Kubernetes API does not say what it serves of ${group}: those kinds count as unknown.`,
    'Allow reading /apis to who asks (the ClusterRole system:discovery).',
    'warning',
  );
