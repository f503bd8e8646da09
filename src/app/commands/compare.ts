import type { App, Command } from '../app-types';
import { comparedShown } from '../difference-shown';
import { swapped } from '../swapped';
import type { Compared } from '../view-state';

const compare: Command = {
  id: 'compare',
  title: 'Compare with another moment…',
  group: 'time',
  key: 'v',
  run: ({ face }) => face?.openCompare(),
};

const isComparing = ({ getState }: App): boolean => getState().view.compare !== undefined;

/** Pressed again, or held and let go: back to the difference. */
function showing(compared: Exclude<Compared, 'difference'>, key: string, title: string): Command {
  return {
    id: `compare-${compared}`,
    title,
    group: 'time',
    key,
    run(app) {
      if (!isComparing(app)) return;
      const { view } = app.getState();
      app.actions.setCompared(view.compared === compared ? 'difference' : compared);
    },
    release(app) {
      if (isComparing(app)) app.actions.setCompared('difference');
    },
  };
}

const swap: Command = {
  id: 'compare-swap',
  title: 'Swap the compared moments A and B',
  group: 'time',
  run(app) {
    const next = swapped(app.getState());
    if (next !== undefined) app.actions.compareMoments(next.compare, next.end);
  },
};

const stop: Command = {
  id: 'compare-stop',
  title: 'Stop comparing',
  group: 'time',
  run: (app) => {
    if (isComparing(app)) app.actions.setCompare(undefined);
  },
};

const sideBySide: Command = {
  id: 'compare-side-by-side',
  title: 'A and B side by side',
  group: 'time',
  run(app) {
    if (comparedShown(app.getState()) === undefined) app.face?.openCompare();
    else app.actions.setDetails('compare');
  },
};

/** Two moments against each other. */
export const comparing: readonly Command[] = [
  compare,
  showing('before', 'b', 'Show moment A (hold, or again for the difference)'),
  showing('after', 'B', 'Show moment B (hold, or again for the difference)'),
  swap,
  sideBySide,
  stop,
];
