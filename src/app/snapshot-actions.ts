/** Saving what is on screen as a file, and looking at such a file in place of a source. */
import type { StoreApi } from 'zustand/vanilla';
import type { Problem } from '../lib/problem';
import { instantText, momentText, utcOffset } from '../lib/range-text';
import { err, ok } from '../lib/result';
import { TOOL_VERSION } from '../lib/tool-version';
import { displayText } from '../scene/display-text';
import { htmlForm } from '../snapshot/html-form';
import { viewerMissing } from '../snapshot/html-problems';
import { sourceInFiles } from '../snapshot/redact-text';
import type { RangeQuery, RangesAnswered } from '../telemetry/ask-ranges';
import type { RangeGrid } from '../telemetry/range-grid';
import type { OpenedSnapshot, SnapshotPage, Source } from '../worker/messages';
import { sourceOfSnapshot } from '../worker/source-of-snapshot';
import type { AppState } from './app-types';
import { type DataPort, RefreshFailure } from './data-port';
import { noReasonGiven, snapshotTooEarly } from './problems';
import type { SnapshotActions } from './snapshot-types';
import { sourceOf } from './source-of';
import { decodeView, plainSearchOf } from './url-codec/url-codec';
import { viewInFile } from './view-in-file';
import type { ViewState } from './view-state';

export interface SnapshotParts {
  readonly store: StoreApi<AppState>;
  readonly port: Pick<DataPort, 'snapshot' | 'openSnapshot' | 'leaveSnapshot'>;
  readonly nowMs: () => number;
  /** The text of the viewer's page; undefined where it is not served. */
  readonly viewerTemplate: () => Promise<string | undefined>;
}

/** Answers of the panels' charts that go into a snapshot: those of the last queries. */
const MOST_RANGES = 64;

type Range = SnapshotPage['ranges'][number];

export interface SnapshotKeeper {
  readonly actions: SnapshotActions;
  /** A chart was answered: it can be saved. */
  remember(queries: readonly RangeQuery[], grid: RangeGrid, answered: RangesAnswered): void;
}

export function createSnapshotKeeper({ store, port, nowMs, viewerTemplate }: SnapshotParts): SnapshotKeeper {
  /** By query and moments, the one asked longest ago first; of one source at a time. */
  const ranges = new Map<string, Range>();
  let rangesOf = '';
  let live: Pick<AppState, 'sources' | 'view'> | undefined;

  const show = (part: Pick<AppState, 'sources' | 'view' | 'snapshot'>) =>
    store.setState((state) => ({
      ...part,
      picture: undefined,
      scene: undefined,
      whole: undefined,
      span: undefined,
      focusBefore: [],
      exposition: undefined,
      status: { ...state.status, phase: 'loading', failure: [] },
    }));

  const page = (state: AppState, pseudonyms: boolean): SnapshotPage => {
    const { view, picture, retro } = state;
    const here = rangesOf === sourceKey(state) ? [...ranges.values()] : [];
    return {
      savedAtSeconds: Math.floor(nowMs() / 1000),
      version: TOOL_VERSION,
      sourceLabel: sourceOf(state).label,
      view: plainSearchOf(viewInFile(view, picture?.atSeconds, picture?.difference?.before.atSeconds)),
      pins: Array.from(view.pins, ([id, place]) => ({ id, ...place })),
      // All of the mesh is shown in whatever window the file is opened.
      viewport: view.viewport,
      retro,
      ranges: here,
      pseudonyms,
    };
  };

  return {
    remember(queries, grid, { answers }) {
      const source = sourceKey(store.getState());
      if (source !== rangesOf) ranges.clear();
      rangesOf = source;
      for (const { key, lines, failed } of answers) {
        const promql = queries.find((query) => query.key === key)?.promql;
        if (promql === undefined || failed !== undefined) continue;
        const id = JSON.stringify([promql, grid]);
        ranges.delete(id);
        ranges.set(id, { promql, grid, lines });
      }
      for (const id of [...ranges.keys()].slice(0, Math.max(0, ranges.size - MOST_RANGES))) ranges.delete(id);
    },
    actions: {
      async saveSnapshot(form, pseudonyms) {
        const state = store.getState();
        if (state.picture?.stage !== 'complete' || state.exposition !== undefined) return err(snapshotTooEarly());
        const asked = page(state, pseudonyms);
        const source = pseudonyms ? 'Masked source' : sourceInFiles(asked.sourceLabel);
        const name = fileName(pseudonyms ? 'mesh' : source, state.picture.atSeconds);
        try {
          const { bytes, problems } = await port.snapshot(asked);
          if (form === 'data') return ok({ name: `${name}.seamark.json.gz`, type: 'application/gzip', content: bytes, problems });
          const template = await viewerTemplate();
          if (template === undefined) return err(viewerMissing());
          const moment = momentText(state.picture.atSeconds, utcOffset);
          const html = htmlForm(template, new Uint8Array(bytes), `${displayText(source)}, ${moment} · Seamark snapshot`);
          return html.ok ? ok({ name: `${name}.html`, type: 'text/html', content: html.value, problems }) : html;
        } catch (error) {
          return err(problemOf(error));
        }
      },
      async openSnapshot(file) {
        let opened: OpenedSnapshot;
        try {
          opened = await port.openSnapshot(file.name, await file.arrayBuffer());
        } catch (error) {
          return err(problemOf(error));
        }
        const { sources, view, snapshot } = store.getState();
        if (snapshot === undefined) live = { sources, view };
        show({ sources: [sourceOfSnapshot(opened)], view: viewOf(opened), snapshot: opened });
        return ok(opened);
      },
      leaveSnapshot() {
        if (store.getState().snapshot === undefined || live === undefined) return;
        port.leaveSnapshot();
        show({ ...live, snapshot: undefined });
      },
    },
  };
}

const sourceKey = (state: AppState): string => JSON.stringify([sourceOf(state).id, state.view.scenario]);

/** The view it was saved with, at the moments it holds. What its link says wrongly is as it is at first. */
function viewOf({ view: search, atSeconds, beforeSeconds, pins, viewport }: OpenedSnapshot): ViewState {
  const { view } = decodeView(search);
  return {
    ...viewInFile(view, atSeconds, beforeSeconds),
    pins: new Map(pins.map(({ id, x, y }) => [id, { x, y }])),
    viewport: viewport ?? view.viewport,
  };
}

/** "shop-2026-11-21-1427": the same wherever it is saved. */
function fileName(label: string, atSeconds: number): string {
  const words = label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  const at = instantText(atSeconds, utcOffset).slice(0, 16).replace(' ', '-').replace(':', '');
  return [words === '' ? 'mesh' : words, at].join('-');
}

const problemOf = (error: unknown): Problem => (error instanceof RefreshFailure ? error.problems[0] : undefined) ?? noReasonGiven();

/** Before anything is opened in the viewer: a source that answers nothing. */
export const NO_SOURCE: Source = sourceOfSnapshot({ savedAtSeconds: 0, sourceLabel: 'Snapshot' });
