/** Single questions of panels and charts: PromQL as it is written, answered by the source or by nobody. */
import type { Problem } from '../lib/problem';
import type { PrometheusClient } from '../prometheus/client-types';
import { askRanges } from '../telemetry/ask-ranges';
import type { FromWorker, Source, ToWorker } from './messages';

type Message<T extends ToWorker['type']> = Extract<ToWorker, { readonly type: T }>;

interface AskerParts {
  readonly post: (message: FromWorker) => void;
  readonly clientFor: (source: Source, scenario: string | undefined) => PrometheusClient;
  readonly fail: (id: number, problems: readonly Problem[]) => void;
}

export interface Asker {
  ask(message: Message<'ask'>): Promise<void>;
  range(message: Message<'range'>): Promise<void>;
  abort(id: number): void;
}

export function createAsker({ post, clientFor, fail }: AskerParts): Asker {
  const ranging = new Map<number, AbortController>();
  return {
    async ask({ id, source, scenario, promql, atSeconds }) {
      const answer = await clientFor(source, scenario).instant(promql, { atSeconds });
      if (answer.ok) post({ type: 'answer', id, samples: answer.value.data });
      else fail(id, [answer.error]);
    },
    async range({ id, source, scenario, queries, grid }) {
      const controller = new AbortController();
      ranging.set(id, controller);
      const ranges = await askRanges(clientFor(source, scenario), queries, grid, controller.signal);
      ranging.delete(id);
      if (!controller.signal.aborted) post({ type: 'ranged', id, ranges });
    },
    abort: (id) => ranging.get(id)?.abort(),
  };
}
