import { type Diagnosis, diagnose } from '../../telemetry/doctor/diagnose';
import { type Answer, takeEvidence } from '../../telemetry/doctor/evidence';
import { useActions, useApp } from '../use-app';
import { useQuestion } from '../use-question';
import { useSource } from '../use-source';

export interface Asked {
  readonly diagnosis: Diagnosis | undefined;
  readonly asking: boolean;
  readonly askAgain: () => void;
}

/** The doctor's findings of the source at the moment on screen; asked once, when somebody looks, and again on demand. */
export function useDiagnosis(): Asked {
  const actions = useActions();
  const source = useSource();
  const scenario = useApp((state) => state.view.scenario);
  const windowSeconds = useApp((state) => state.view.windowSeconds);
  const end = useApp((state) => state.view.end);
  const { data, isFetching, refetch } = useQuestion({
    queryKey: ['doctor', source?.id, scenario, windowSeconds, end],
    queryFn: async () => {
      const ask = async (promql: string): Promise<Answer> => {
        const asked = await actions.ask(promql);
        return asked.ok ? { ok: true, value: asked.samples } : { ok: false, error: asked.problem };
      };
      return diagnose(await takeEvidence(ask, { windowSeconds, metricPrefix: source?.metricPrefix }));
    },
    refetchOnMount: 'always',
    placeholderData: (before) => before,
  });
  return { diagnosis: data, asking: isFetching, askAgain: () => void refetch() };
}
