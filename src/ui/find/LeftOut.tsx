import { ChevronRight } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { focusWords } from '../../app/focus-words';
import type { InsideClosed } from '../../app/inside-closed';
import { many } from '../../lib/many';
import type { Focus } from '../../mesh/focus';
import type { RemovedFromScene } from '../../scene/scene';
import { Button } from '../controls/Button';
import { countText } from '../text/count-text';
import { useActions, useApp, useAppHandle } from '../use-app';
import { useMesh } from '../use-mesh';
import { sickText } from './removed-text';
import { thingName } from './thing-name';
import { useInsideClosed } from './use-inside-closed';

/** Over the map: what is looked at and how to go back; and whenever something sick is left out, that it is. */
export function LeftOut(): ReactNode {
  const focus = useApp((state) => state.view.focus);
  const removed = useApp((state) => state.scene?.removed);
  const sick = removed !== undefined && removed.failing + removed.degraded > 0;
  const inside = useInsideClosed();
  if (focus === undefined && !sick && inside === undefined) return null;
  return (
    <div
      className={`pointer-events-auto flex max-w-full flex-col gap-1 self-start rounded-lg border bg-surface px-2 py-1.5 shadow-float ${sick ? 'border-warn' : 'border-line'}`}
    >
      {focus === undefined ? null : <FocusTrail focus={focus} />}
      {focus === undefined ? null : <FocusTrouble focus={focus} />}
      {removed === undefined || (focus === undefined && !sick) ? null : <Removed removed={removed} />}
      {inside === undefined ? null : <Inside inside={inside} />}
    </div>
  );
}

const CRUMB = 'min-h-6 rounded px-1 text-left text-accent text-sm underline-offset-2 hover:underline';

function FocusTrail({ focus }: { readonly focus: Focus }): ReactNode {
  const before = useApp((state) => state.focusBefore);
  const index = useMesh();
  const nameOf = (id: string) => thingName(id, index);
  const app = useAppHandle();
  const { actions } = app;
  return (
    <nav aria-label="Focus">
      <ol className="flex flex-wrap items-center gap-x-0.5">
        <li>
          <button type="button" className={CRUMB} onClick={() => actions.setFocus(undefined)}>
            Whole mesh
          </button>
        </li>
        {before.map((one, at) => {
          const words = focusWords(one, nameOf);
          return (
            // The same focus may stand in the trail twice.
            // biome-ignore lint/suspicious/noArrayIndexKey: a crumb is its place.
            <Fragment key={at}>
              <Separator />
              <li>
                <button type="button" className={CRUMB} onClick={() => actions.returnToFocus(at)}>
                  {words}
                </button>
              </li>
            </Fragment>
          );
        })}
        <Separator />
        <li aria-current="page" className="px-1 font-semibold text-sm">
          {focusWords(focus, nameOf)}
        </li>
        <li className="ml-1">
          <Button className="h-6!" onClick={() => app.canvas?.fit()}>
            Fit
          </Button>
        </li>
      </ol>
    </nav>
  );
}

const Separator = (): ReactNode => (
  <li aria-hidden className="text-muted">
    <ChevronRight size={14} />
  </li>
);

/** Why a focus shows nothing, and what to do. */
function FocusTrouble({ focus }: { readonly focus: Focus }): ReactNode {
  const index = useMesh();
  const part = useApp((state) => state.matches.focus);
  const actions = useActions();
  if (index === undefined) return null;
  if (part === undefined)
    return (
      <p role="status" className="px-1 text-sm">
        What this focus is about is not in the picture, so everything is shown: it may stand inside a closed namespace or outside the scope.
      </p>
    );
  if (focus.kind === 'problems' && part.nodes.size === 0)
    return (
      <p role="status" className="px-1 text-sm">
        Nothing is sick in this window.
      </p>
    );
  if (focus.kind !== 'path' || part.edges.size > 0) return null;
  return (
    <p role="status" className="flex flex-wrap items-center gap-2 px-1 text-sm">
      <span>
        No way of up to 6 hops leads from {thingName(focus.from, index)} to {thingName(focus.to, index)}.
      </span>
      <Button onClick={() => actions.setFocus({ kind: 'path', from: focus.to, to: focus.from })}>Try the other direction</Button>
    </p>
  );
}

function Removed({ removed }: { readonly removed: RemovedFromScene }): ReactNode {
  const hides = useApp((state) => state.view.hide !== '' && state.view.hideMode === 'remove');
  const actions = useActions();
  const sick = sickText(removed);
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 px-1 text-muted text-xs">
      <span>
        {countText(removed)} hidden
        {sick === undefined ? '' : ', '}
        {sick === undefined ? null : <strong className="text-ink">▲ {sick} among them</strong>}
      </span>
      {hides ? (
        <Button className="h-6!" onClick={() => actions.setHideMode('dim')}>
          Dim instead
        </Button>
      ) : null}
      <Button
        className="h-6!"
        onClick={() => {
          actions.setFocus(undefined);
          if (hides) actions.setHide('');
        }}
      >
        Show all
      </Button>
    </p>
  );
}

/** Found where the map shows only a closed group. */
function Inside({ inside: { nodes, edges, groups } }: { readonly inside: InsideClosed }): ReactNode {
  const actions = useActions();
  return (
    <p role="status" className="flex flex-wrap items-center gap-x-2 gap-y-1 px-1 text-muted text-xs">
      <span>
        Found inside {many(groups.length, 'closed group')}: <strong className="text-ink">{countText({ nodes, edges })}</strong>
      </span>
      <Button className="h-6!" onClick={() => actions.openGroups(groups)}>
        {groups.length === 1 ? 'Open it' : 'Open them'}
      </Button>
    </p>
  );
}
