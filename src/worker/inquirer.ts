/** Answers inquiries: finds the one asked for and hands it what is measured and configured now. */
import type { PrometheusClient } from '../prometheus/client-types';
import { inquiries } from './inquiries/index';
import type { Evidence, Inquiry, MeasuredCalls } from './inquiries/inquiry';
import type { FromWorker, Source, ToWorker } from './messages';
import { inquiryFailed } from './problems';

type Inquire = Extract<ToWorker, { readonly type: 'inquire' }>;

interface InquirerParts {
  readonly post: (message: FromWorker) => void;
  readonly clientFor: (source: Source, scenario: string | undefined) => PrometheusClient;
  readonly evidenceOf: (source: Source) => Evidence | undefined;
  readonly calls: () => MeasuredCalls | undefined;
}

export interface Inquirer {
  answer(message: Inquire): Promise<void>;
  abort(id: number): void;
}

export function createInquirer({ post, clientFor, evidenceOf, calls }: InquirerParts): Inquirer {
  const running = new Map<number, AbortController>();
  return {
    async answer({ id, source, scenario, name, question }) {
      const controller = new AbortController();
      const { signal } = controller;
      running.set(id, controller);
      try {
        // DataPort.inquire holds name and question together.
        const inquiry = inquiries[name] as Inquiry<unknown, unknown>;
        const answer = await inquiry(question, {
          client: clientFor(source, scenario),
          evidence: evidenceOf(source),
          calls,
          metricPrefix: source.metricPrefix,
          signal,
          progress: (share) => signal.aborted || post({ type: 'progress', id, share }),
        });
        if (!signal.aborted) post({ type: 'inquired', id, answer });
      } catch (error) {
        if (!signal.aborted) post({ type: 'failed', id, problems: [inquiryFailed(error)], queries: [] });
      } finally {
        running.delete(id);
      }
    },
    abort: (id) => running.get(id)?.abort(),
  };
}
