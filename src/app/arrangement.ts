/** How the map is arranged: pins, positions and what is in view; each change of pins or positions can be undone and done again. */
import type { StoreApi } from 'zustand/vanilla';
import type { Picture } from '../worker/messages';
import type { AppState, ArrangementActions, CanvasPort, Gliding } from './app-types';
import type { DataPort } from './data-port';
import { roundPlace, roundViewport } from './round-place';
import { showOptions } from './show-options';
import type { Place, Viewport, ViewState } from './view-state';

type Pins = ViewState['pins'];

/** One side of a change. */
interface Side {
  readonly pins: Pins;
  /** Of a new layout: its number, what was in view, and what the link said of that. */
  readonly layout?: { readonly number: number; readonly shown: Gliding['to']; readonly linked: Viewport | undefined };
}

interface Step {
  readonly title: string;
  readonly before: Side;
  readonly after: Side;
}

const MOST_STEPS = 20;

export interface ArrangementParts {
  readonly store: StoreApi<AppState>;
  readonly port: DataPort;
  readonly canvas: () => CanvasPort | undefined;
  /** Shows a picture, under the mask of the view, together with what changes with it. */
  readonly put: (picture: Picture, more: (state: AppState) => Partial<AppState>) => void;
  readonly acceptFailure: (error: unknown) => void;
}

export function createArrangement(parts: ArrangementParts): ArrangementActions & { forget(): void } {
  const { store, port, canvas, put, acceptFailure } = parts;
  let past: readonly Step[] = [];
  let future: readonly Step[] = [];
  let glides = 0;
  let forgotten = 0;

  const tell = (said: string | undefined) =>
    store.setState(({ clockMs }) => ({
      arrangement: {
        undo: past.at(-1)?.title,
        redo: future.at(-1)?.title,
        said: said === undefined ? undefined : { text: said, atMs: clockMs },
      },
    }));
  const record = (step: Step, said?: string) => {
    past = [...past, step].slice(-MOST_STEPS);
    future = [];
    tell(said);
  };
  const setPins = (pins: Pins) => store.setState(({ view }) => ({ view: { ...view, pins } }));
  const changePins = (title: string, change: (pins: Map<string, Place>) => void) => {
    const before = store.getState().view.pins;
    const after = new Map(before);
    change(after);
    setPins(after);
    record({ title, before: { pins: before }, after: { pins: after } });
  };
  /** Everything in one change of the state, so that the map sees positions, pins and viewport together. */
  const arrange = (picture: Picture, pins: Pins, to: Gliding['to'], viewport: Viewport | undefined) => {
    glides += 1;
    const gliding = { serial: glides, to };
    put(picture, ({ view }) => ({ gliding, view: { ...view, pins, viewport } }));
  };
  const goTo = async ({ pins, layout }: Side): Promise<void> => {
    if (layout === undefined) {
      setPins(pins);
      return;
    }
    const since = forgotten;
    const picture = await port.relayout(showOptions(store.getState().view), layout.number);
    // Another source or grouping is shown by now.
    if (since === forgotten) arrange(picture, pins, layout.shown, layout.linked);
  };

  return {
    pin: (id, place) => changePins('the move', (pins) => pins.set(id, roundPlace(place))),
    unpin: (id) => changePins('letting a pin go', (pins) => pins.delete(id)),
    unpinAll() {
      if (store.getState().view.pins.size > 0) changePins('letting all pins go', (pins) => pins.clear());
    },
    relayout() {
      const { picture: before, view } = store.getState();
      if (before === undefined) return;
      const shown = canvas()?.viewport() ?? 'all';
      const since = forgotten;
      port.relayout(showOptions(view)).then((picture) => {
        if (since !== forgotten) return;
        const { pins } = store.getState().view;
        // Pins were places among the old ones. Those of other groupings stay.
        const kept = new Map([...pins].filter(([id]) => !picture.layout.nodes.has(id)));
        arrange(picture, kept, 'all', undefined);
        const gone = pins.size - kept.size;
        record(
          {
            title: 'the new layout',
            before: { pins, layout: { number: before.arrangement, shown, linked: view.viewport } },
            after: { pins: kept, layout: { number: picture.arrangement, shown: 'all', linked: undefined } },
          },
          `Laid out anew${gone === 0 ? '' : `; ${gone === 1 ? '1 pin' : `${gone} pins`} let go`}.`,
        );
      }, acceptFailure);
    },
    undo() {
      const step = past.at(-1);
      if (step === undefined) return;
      past = past.slice(0, -1);
      future = [...future, step];
      tell(undefined);
      goTo(step.before).catch(acceptFailure);
    },
    redo() {
      const step = future.at(-1);
      if (step === undefined) return;
      future = future.slice(0, -1);
      past = [...past, step];
      tell(undefined);
      goTo(step.after).catch(acceptFailure);
    },
    dismissArrangement: () => tell(undefined),
    setViewport: (viewport) =>
      store.setState(({ view }) => ({ view: { ...view, viewport: viewport === undefined ? undefined : roundViewport(viewport) } })),
    startMoving: (moving) => store.setState({ moving }),
    /** Steps belong to what is shown: another source or grouping has none. */
    forget() {
      forgotten += 1;
      past = [];
      future = [];
      tell(undefined);
    },
  };
}
