/** What the link says the readiness page is about: "shop", "shop@30d", "@1d" for every namespace; 7 days are not written. */
import { MOST_SPAN_SECONDS } from '../../inquiry/readiness/span';
import { formatDuration, parseDuration } from '../../lib/duration';

export interface AskedOf {
  /** undefined = every namespace. */
  readonly namespace: string | undefined;
  readonly spanSeconds: number;
}

const USUAL_SECONDS = 7 * 86_400;
const LEAST_SECONDS = 3600;

/** Names of namespaces hold no "@"; a span that cannot be is the usual one. */
export function readAskedOf(text: string | undefined): AskedOf {
  const [namespace = '', span] = (text ?? '').split('@');
  const seconds = parseDuration(span ?? '') ?? USUAL_SECONDS;
  const spanSeconds = seconds >= LEAST_SECONDS && seconds <= MOST_SPAN_SECONDS ? seconds : USUAL_SECONDS;
  return { namespace: namespace === '' ? undefined : namespace, spanSeconds };
}

/** undefined = every namespace over the usual span. */
export function writeAskedOf({ namespace = '', spanSeconds }: AskedOf): string | undefined {
  const text = spanSeconds === USUAL_SECONDS ? namespace : `${namespace}@${formatDuration(spanSeconds)}`;
  return text === '' ? undefined : text;
}
