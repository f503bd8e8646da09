import { PromqlError } from '../promql/errors';
import type { ChosenFault, MockReply, MockRequest } from './mock-request';
import { errorReply, reply, textReply } from './replies';

interface Fault {
  readonly kind: string;
  /** Text of the argument when none is given. */
  readonly usual?: string;
  readonly allowed?: RegExp;
  /** Answers in place of the evaluator. */
  readonly instead?: (argument: string) => MockReply;
  /** Spoils what the evaluator answered. */
  readonly spoil?: (answer: MockReply, argument: string) => MockReply;
}

const loginPage =
  '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in</h1><form method="post" action="/login"><input name="user"><input name="password" type="password"><button>Sign in</button></form></body></html>\n';
const badGatewayPage =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.25.3</center>\r\n</body>\r\n</html>\r\n';
const wholeNumber = /^\d{1,6}$/;

function htmlReply(status: number, page: string): MockReply {
  return reply(status, 'text/html; charset=utf-8', page);
}

function withHeaders(answer: MockReply, headers: Readonly<Record<string, string>>): MockReply {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function statusReply(status: number): MockReply {
  if (status === 429) return withHeaders(textReply(429, 'Too Many Requests\n'), { 'retry-after': '2' });
  if (status === 503) return textReply(503, 'Service Unavailable\n');
  return errorReply(new PromqlError('internal', `the mock server was asked to fail with status ${status}`));
}

/** Changes the JSON of a successful answer; anything else passes. */
function withJson(answer: MockReply, change: (body: Record<string, unknown>) => Record<string, unknown>): MockReply {
  if (answer.status !== 200 || answer.headers['content-type'] !== 'application/json') return answer;
  const body: Record<string, unknown> = JSON.parse(answer.body);
  return { ...answer, body: JSON.stringify(change(body)) };
}

function emptied(body: Record<string, unknown>): Record<string, unknown> {
  const { data } = body;
  if (Array.isArray(data)) return { ...body, data: [] };
  if (typeof data !== 'object' || data === null || !('result' in data)) return body;
  const resultType = 'resultType' in data && data.resultType === 'matrix' ? 'matrix' : 'vector';
  return { ...body, data: { ...data, resultType, result: [] } };
}

/** Faults, one a row. */
const faults: readonly Fault[] = [
  {
    kind: 'latency',
    usual: '1000',
    allowed: wholeNumber,
    spoil: (answer, argument) => ({ ...answer, delayMs: answer.delayMs + Number(argument) }),
  },
  {
    kind: 'status',
    usual: '500',
    allowed: /^[45]\d\d$/,
    instead: (argument) => ({ ...statusReply(Number(argument)), status: Number(argument) }),
  },
  {
    kind: 'unauthorized',
    usual: '401',
    allowed: /^401$/,
    instead: () => withHeaders(textReply(401, 'Unauthorized\n'), { 'www-authenticate': 'Bearer realm="prometheus"' }),
  },
  { kind: 'forbidden', usual: '403', allowed: /^403$/, instead: () => textReply(403, 'Forbidden\n') },
  { kind: 'truncated', spoil: (answer) => ({ ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) }) },
  {
    kind: 'drip',
    usual: '100',
    allowed: wholeNumber,
    spoil: (answer, argument) => ({ ...answer, delivery: { kind: 'drip', pauseMs: Number(argument) } }),
  },
  { kind: 'html', instead: () => htmlReply(200, loginPage) },
  {
    kind: 'redirect-login',
    instead: () => withHeaders(htmlReply(302, '<a href="/mock/login">Found</a>.\n'), { location: '/mock/login' }),
  },
  { kind: 'empty', spoil: (answer) => withJson(answer, emptied) },
  {
    kind: 'nan',
    spoil: (answer) => ({ ...answer, body: answer.body.replace(/\[(\d+(?:\.\d+)?),"[-+.\w]+"\]/g, '[$1,"NaN"]') }),
  },
  { kind: 'refused', instead: () => ({ ...textReply(200, ''), delivery: { kind: 'destroy' } }) },
  {
    kind: 'warnings',
    usual: 'partial response: one store did not answer',
    spoil: (answer, argument) =>
      withJson(answer, (body) => ({ ...body, warnings: [argument], infos: ['PromQL info: made by the mock server on request'] })),
  },
  { kind: 'proxy-error', instead: () => htmlReply(502, badGatewayPage) },
  {
    kind: 'skew',
    usual: '300',
    allowed: /^-?\d{1,9}$/,
    spoil: (answer, argument) => ({
      ...answer,
      headers: { ...answer.headers, date: new Date(Date.now() + Number(argument) * 1000).toUTCString() },
    }),
  },
];

/** Reads `latency:500@istio_tcp`; undefined when there is no such fault or its argument is wrong. */
export function parseFault(text: string): ChosenFault | undefined {
  const [, kind = '', argument, match = ''] = /^([^:@]+)(?::([^@]*))?(?:@(.*))?$/s.exec(text) ?? [];
  const fault = faults.find((candidate) => candidate.kind === kind);
  if (fault === undefined) return undefined;
  const value = argument ?? fault.usual ?? '';
  return fault.allowed === undefined || fault.allowed.test(value) ? { kind, argument: value, match } : undefined;
}

/** The faults meant for this request. */
function wanted({ faults: chosen, parameters }: MockRequest): readonly { fault: Fault; argument: string }[] {
  const asked = parameters.flatMap(([name, value]) => (name === 'query' || name === 'match[]' ? [value] : []));
  return chosen.flatMap(({ kind, argument, match }) => {
    const fault = faults.find((candidate) => candidate.kind === kind);
    const meant = match === '' || asked.some((query) => query.includes(match));
    return fault !== undefined && meant ? [{ fault, argument }] : [];
  });
}

/** The reply of the first fault that makes evaluation needless, spoiled by the others. */
export function replaceByFault(request: MockRequest): MockReply | undefined {
  for (const { fault, argument } of wanted(request)) {
    if (fault.instead !== undefined) return applyFaults(request, fault.instead(argument));
  }
  return undefined;
}

export function applyFaults(request: MockRequest, answer: MockReply): MockReply {
  return wanted(request).reduce((spoiled, { fault, argument }) => fault.spoil?.(spoiled, argument) ?? spoiled, answer);
}
