import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { SpanOverview, SpanRequest } from '../worker/messages';
import type { AppState } from './app-types';
import { type DataPort, RefreshFailure } from './data-port';
import { createSpanLoader } from './span-loader';
import { DEFAULT_VIEW, type ViewState } from './view-state';

const SPAN = { fromSeconds: 1000, toSeconds: 4600 };
const overview = (stage: SpanOverview['stage']) => ({ stage, strip: {}, changes: [], problems: [] }) as unknown as SpanOverview;

/** A page with a span to load, and a worker that is answered by hand. */
function page(view: Partial<ViewState> = { span: SPAN }) {
  const store = createStore<AppState>(
    () =>
      ({
        sources: [{ id: 'a', label: 'A', prometheusUrl: '/a', mock: false }],
        view: { ...DEFAULT_VIEW, ...view },
        picture: { atSeconds: 1 },
        status: { phase: 'settled' },
        span: undefined,
        exposition: undefined,
      }) as unknown as AppState,
  );
  const asked: {
    readonly request: SpanRequest;
    readonly arrive: (span: SpanOverview) => void;
    readonly resolve: (span: SpanOverview) => void;
    readonly reject: (error: unknown) => void;
    readonly signal: AbortSignal;
  }[] = [];
  let closed = 0;
  const port: Pick<DataPort, 'span' | 'closeSpan'> = {
    span: (request, _show, arrive, signal) =>
      new Promise((resolve, reject) => {
        asked.push({ request, arrive, resolve, reject, signal });
      }),
    closeSpan: () => {
      closed += 1;
    },
  };
  const loader = createSpanLoader(store, port);
  const setView = (part: Partial<ViewState>) => store.setState((state) => ({ view: { ...state.view, ...part } }));
  setView({});
  return { store, asked, loader, setView, closed: () => closed, span: () => store.getState().span };
}

const settle = () => Promise.resolve();

describe('the span of the view', () => {
  it('is asked once, whatever else changes in the view', () => {
    const { asked, setView } = page();
    expect(asked.map(({ request }) => request)).toEqual([
      {
        source: { id: 'a', label: 'A', prometheusUrl: '/a', mock: false },
        scenario: undefined,
        showIdle: false,
        windowSeconds: 300,
        namespaces: [],
        ...SPAN,
      },
    ]);
    setView({ end: { kind: 'at', seconds: 2000 }, selected: 'x', find: 'y' });
    expect(asked.length).toBe(1);
  });

  it('arrives in stages and is settled when all is there', async () => {
    const { asked, span } = page();
    expect(span()?.phase).toBe('loading');
    asked[0]?.arrive(overview('strip'));
    expect(span()).toMatchObject({ phase: 'loading', overview: { stage: 'strip' } });
    asked[0]?.resolve(overview('complete'));
    await settle();
    expect(span()).toMatchObject({ phase: 'settled', overview: { stage: 'complete' } });
  });

  it('waits for the first picture', () => {
    const { store, asked, setView } = page({});
    store.setState({ picture: undefined, status: { ...store.getState().status, phase: 'loading' } });
    setView({ span: SPAN });
    expect(asked).toEqual([]);
    store.setState({ picture: { atSeconds: 1 } as unknown as NonNullable<AppState['picture']> });
    expect(asked.length).toBe(1);
  });

  it('moved, keeps what was drawn until the other arrives; of another scope it keeps nothing', async () => {
    const { asked, setView, span } = page();
    asked[0]?.resolve(overview('complete'));
    await settle();
    setView({ span: { fromSeconds: 2000, toSeconds: 5600 } });
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(span()).toMatchObject({ phase: 'loading', outdated: true, overview: { stage: 'complete' } });
    asked[0]?.arrive(overview('rates'));
    expect(span()?.overview?.stage).toBe('complete');
    setView({ namespaces: ['shop'] });
    expect(span()).toEqual({ phase: 'loading', overview: undefined, failure: [] });
  });

  it('tells why it failed, and is asked again on demand', async () => {
    const { asked, span, loader } = page();
    const problem = { code: 'x', severity: 'error', message: 'The source is gone.' } as const;
    asked[0]?.reject(new RefreshFailure([problem], []));
    await settle();
    expect(span()).toEqual({ phase: 'failed', overview: undefined, failure: [problem] });
    loader.reload();
    expect(asked.length).toBe(2);
    expect(span()?.phase).toBe('loading');
  });

  it('closed, is given up and let go of', () => {
    const { asked, setView, span, closed } = page();
    setView({ span: undefined });
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(closed()).toBe(1);
    expect(span()).toBeUndefined();
  });

  it.each([{ mode: 'embed' }, { mode: 'wall' }, { mode: 'present' }] as const)(
    'is not asked where the timeline is not shown: %o',
    (part) => {
      expect(page({ span: SPAN, ...part }).asked).toEqual([]);
    },
  );
});
