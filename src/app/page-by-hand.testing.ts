/** A page for tests whose worker and address are driven by hand: what was sent, and a way to answer. */
import type { FromWorker, Picture, Source, ToWorker } from '../worker/messages';
import { type AppParts, createApp } from './create-app';
import { createDataPort } from './data-port';

const SOURCE: Source = { id: 'default', label: 'Demo', prometheusUrl: '/api/prometheus', mock: true };

export function pageByHand({ search = '', ...parts }: Partial<AppParts> & { readonly search?: string } = {}) {
  const sent: ToWorker[] = [];
  let answer: (message: FromWorker) => void = () => {};
  let address = search;
  const steps: boolean[] = [];
  const app = createApp({
    port: createDataPort({
      send: (message) => void sent.push(message),
      subscribe: (listener) => {
        answer = listener;
        return () => {};
      },
    }),
    pageUrl: 'http://127.0.0.1:8080/',
    sources: [SOURCE],
    scenarios: [],
    notices: [],
    address: {
      read: () => address,
      write: (next, step) => {
        address = next;
        steps.push(step);
      },
      onChange: () => () => {},
    },
    storage: undefined,
    nowMs: () => Date.now(),
    everySecond: () => () => {},
    ...parts,
  });
  const last = <T extends ToWorker['type']>(type: T) =>
    sent.filter((message) => message.type === type).at(-1) as Extract<ToWorker, { type: T }> | undefined;
  return {
    app,
    sent,
    last,
    answer: (message: FromWorker) => answer(message),
    /** Answers the last refresh. */
    show: (picture: Picture) => answer({ type: 'picture', id: last('refresh')?.id ?? 0, picture }),
    address: () => address,
    /** Of each write of the address: is it a step that the back button undoes? */
    steps,
  };
}
