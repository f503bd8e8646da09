/** May this namespace become STRICT? Asks the source day by day, has the telemetry doctor look once, and holds both against configuration. */
import { ok } from '../../lib/result';
import type { PrometheusClient } from '../../prometheus/client-types';
import { diagnose } from '../../telemetry/doctor/diagnose';
import { takeEvidence } from '../../telemetry/doctor/evidence';
import type { ReadinessAnswer, ReadinessQuestion } from './answer';
import { askHistory } from './ask-history';
import { assess } from './assess';
import type { ReadinessEvidence } from './knowledge';
import { spanBefore } from './span';

export interface ReadinessParts {
  readonly client: PrometheusClient;
  /** undefined = no configuration is known. */
  readonly evidence: ReadinessEvidence | undefined;
  readonly metricPrefix: string | undefined;
  readonly signal: AbortSignal;
  /** 0..1. */
  readonly progress: (share: number) => void;
}

/** The window in which the doctor looks whether counters move. */
const DOCTOR_WINDOW_SECONDS = 300;

/** Never rejects; what fails is part of the answer. */
export async function askReadiness(
  { namespaces, spanSeconds, endSeconds }: ReadinessQuestion,
  { client, evidence, metricPrefix, signal, progress }: ReadinessParts,
): Promise<ReadinessAnswer> {
  const span = spanBefore(endSeconds, spanSeconds);
  const history = await askHistory(client, { span, namespaces, metricPrefix, signal, progress });
  const looked = await takeEvidence(
    async (promql) => {
      const answer = await client.instant(promql, { atSeconds: span.toSeconds, signal });
      return answer.ok ? ok(answer.value.data) : answer;
    },
    { windowSeconds: DOCTOR_WINDOW_SECONDS, metricPrefix },
  );
  return assess({ history, checks: diagnose(looked).results, evidence, namespaces });
}
