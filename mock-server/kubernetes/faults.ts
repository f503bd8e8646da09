/** What can be wrong with a Kubernetes API, on request: `kubernetes=forbidden@authorizationpolicies;kubernetes=latency:3000`. */
import { failure } from './status';

/** A fault as a request asks for it; `match` is part of the path it is meant for, "" = all. */
export interface ChosenKubernetesFault {
  readonly kind: string;
  readonly argument: string;
  readonly match: string;
}

/** An answer as it goes over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly delayMs: number;
  /** Drop the connection instead. */
  readonly refused: boolean;
}

interface Asked {
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
}

interface Fault {
  readonly kind: string;
  readonly usual: string;
  readonly allowed: RegExp;
  readonly spoil: (answer: WireAnswer, argument: string, asked: Asked) => WireAnswer;
}

function jsonAnswer({ status, body }: { readonly status: number; readonly body: unknown }, before: WireAnswer): WireAnswer {
  return { ...before, status, contentType: 'application/json', body: `${JSON.stringify(body)}\n` };
}

const page = '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>\n';
const none = /^$/;

/** Whether a request builds on what the API told before. */
function goesOn({ query }: Asked): boolean {
  const known = query.get('watch') !== undefined && !['', '0'].includes(query.get('resourceVersion') ?? '');
  return known || (query.get('continue') ?? '') !== '';
}

/** Faults, one a row. */
const faults: readonly Fault[] = [
  {
    kind: 'unauthorized',
    usual: '',
    allowed: none,
    spoil: (answer) => jsonAnswer(failure(401, 'Unauthorized', 'Unauthorized'), answer),
  },
  {
    kind: 'forbidden',
    usual: '',
    allowed: none,
    spoil: (answer, _, { path }) => {
      const message = `${path.split('/').at(-1) ?? ''} is forbidden: User "system:anonymous" cannot list this resource`;
      return jsonAnswer(failure(403, 'Forbidden', message), answer);
    },
  },
  {
    kind: 'missing',
    usual: '',
    allowed: none,
    spoil: (answer) => ({ ...answer, status: 404, contentType: 'text/plain; charset=utf-8', body: '404 page not found\n' }),
  },
  {
    kind: 'expired',
    usual: '',
    allowed: none,
    spoil: (answer, _, asked) => (goesOn(asked) ? jsonAnswer(failure(410, 'Expired', 'too old resource version: 1 (2)'), answer) : answer),
  },
  {
    kind: 'status',
    usual: '500',
    allowed: /^[45]\d\d$/,
    spoil: (answer, argument) => jsonAnswer(failure(Number(argument), 'InternalError', 'the mock server was asked to fail'), answer),
  },
  { kind: 'html', usual: '', allowed: none, spoil: (answer) => ({ ...answer, status: 200, contentType: 'text/html', body: page }) },
  { kind: 'empty', usual: '', allowed: none, spoil: (answer) => ({ ...answer, status: 200, body: '' }) },
  {
    kind: 'truncated',
    usual: '',
    allowed: none,
    spoil: (answer) => ({ ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) }),
  },
  {
    kind: 'latency',
    usual: '1000',
    allowed: /^\d{1,6}$/,
    spoil: (answer, argument) => ({ ...answer, delayMs: answer.delayMs + Number(argument) }),
  },
  { kind: 'refused', usual: '', allowed: none, spoil: (answer) => ({ ...answer, refused: true }) },
];

/** Reads `latency:500@pods`; undefined when there is no such fault or its argument is wrong. */
export function parseKubernetesFault(text: string): ChosenKubernetesFault | undefined {
  const [, kind = '', argument, match = ''] = /^([^:@]+)(?::([^@]*))?(?:@(.*))?$/s.exec(text) ?? [];
  const fault = faults.find((candidate) => candidate.kind === kind);
  const value = argument ?? fault?.usual ?? '';
  return fault?.allowed.test(value) === true ? { kind, argument: value, match } : undefined;
}

/** The answer with all faults meant for this request. */
export function spoiled(answer: WireAnswer, chosen: readonly ChosenKubernetesFault[], asked: Asked): WireAnswer {
  return chosen
    .filter(({ match }) => asked.path.includes(match))
    .reduce((before, { kind, argument }) => {
      return faults.find((fault) => fault.kind === kind)?.spoil(before, argument, asked) ?? before;
    }, answer);
}
