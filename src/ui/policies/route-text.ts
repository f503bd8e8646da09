/** What a route does, as short sentences. */
import { formatDuration } from '../../lib/duration';
import type { OverallShare, RouteCondition, RouteRule, RouteShare, TrafficLimits } from '../../policy/model';
import { displayText } from '../../scene/display-text';

const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

/** "reviews.shop v2 (port 9080)"; what the proxy answers itself is its code and why. */
export function targetText({ host, port, subset, status, reason }: Omit<RouteShare, 'share'>): string {
  if (status !== undefined) return `answered by the proxy with ${status}${reason === undefined ? '' : ` (${displayText(reason, 80)})`}`;
  const where = `${displayText(host, 80)}${subset === undefined ? '' : ` ${displayText(subset, 40)}`}${port === undefined ? '' : ` port ${port}`}`;
  return reason === undefined ? where : `${where} (${displayText(reason, 80)})`;
}

export const shareText = (share: RouteShare): string => `${percent(share.share)} to ${targetText(share)}`;

export function boundsText({ min, max }: Pick<OverallShare, 'min' | 'max'>): string {
  return min === max ? percent(max) : `${percent(min)} to ${percent(max)}`;
}

export function conditionText({ attribute, op, value, ignoreCase }: RouteCondition): string {
  const text = value === undefined ? '' : ` “${displayText(value, 80)}”`;
  return `${displayText(attribute, 60)} ${displayText(op, 20)}${text}${ignoreCase === true ? ' (any case)' : ''}`;
}

/** "all requests", or when it applies. */
export function whenText({ conditional, when, whenLogic, alternatives }: RouteRule): string {
  if (!conditional) return 'all requests';
  if (alternatives !== undefined && alternatives.length > 0)
    return alternatives.map((all) => all.map(conditionText).join(' and ')).join(', or ');
  if (when.length === 0) return 'some requests';
  return when.map(conditionText).join(whenLogic === 'any' ? ' or ' : ' and ');
}

/** Everything a rule does besides choosing a destination. */
export function actionTexts({ fault, mirrors, timeoutSeconds, retries }: RouteRule): readonly string[] {
  return [
    ...(fault === undefined ? [] : faultTexts(fault)),
    ...mirrors.map((mirror) => `Mirrors ${Number(mirror.percent.toPrecision(3))} % to ${targetText(mirror)}.`),
    ...(timeoutSeconds === undefined ? [] : [timeoutSeconds === 0 ? 'No timeout.' : `Timeout after ${formatDuration(timeoutSeconds)}.`]),
    ...(retries === undefined ? [] : [retryText(retries)]),
  ];
}

type Fault = NonNullable<RouteRule['fault']>;

function faultTexts({ delayPercent, delaySeconds, abortPercent, abortStatus, abortGrpcStatus }: Fault): readonly string[] {
  const delay = delaySeconds === undefined ? '' : ` by ${formatDuration(delaySeconds)}`;
  const status = abortStatus ?? abortGrpcStatus;
  return [
    ...(delayPercent === undefined ? [] : [`Fault: delays ${Number(delayPercent.toPrecision(3))} %${delay}.`]),
    ...(abortPercent === undefined
      ? []
      : [
          `Fault: aborts ${Number(abortPercent.toPrecision(3))} %${status === undefined ? '' : ` with ${displayText(String(status), 40)}`}.`,
        ]),
  ];
}

function retryText({ attempts, perTryTimeoutSeconds, retryOn, byDefault }: NonNullable<RouteRule['retries']>): string {
  const whose = byDefault === true ? ' by default of the mesh' : '';
  if (attempts === 0) return `No retries${whose}.`;
  const each = perTryTimeoutSeconds === undefined ? '' : `, ${formatDuration(perTryTimeoutSeconds)} each`;
  const on = retryOn === undefined ? '' : `, on ${displayText(retryOn, 80)}`;
  return `Retries up to ${attempts} ${attempts === 1 ? 'time' : 'times'}${whose}${each}${on}.`;
}

export function limitTexts(limits: TrafficLimits): readonly string[] {
  const { outlierDetection } = limits;
  const most = (name: string, value: number | undefined) => (value === undefined ? [] : [`At most ${value} ${name}.`]);
  return [
    ...most('connections', limits.maxConnections),
    ...most('waiting requests', limits.maxPendingRequests),
    ...most('requests at once', limits.maxRequests),
    ...most('retries at once', limits.maxRetries),
    ...(outlierDetection === undefined
      ? []
      : [
          `Ejects an endpoint after ${outlierDetection.consecutiveErrors} errors in a row, checked every ${formatDuration(outlierDetection.intervalSeconds)}, for at least ${formatDuration(outlierDetection.baseEjectionSeconds)}.`,
        ]),
  ];
}
