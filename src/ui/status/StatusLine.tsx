import { type ReactNode, useMemo } from 'react';
import { overlayShown } from '../../app/draft-shown';
import { formatDuration } from '../../lib/duration';
import { many } from '../../lib/many';
import { isoText, rangeText } from '../../lib/range-text';
import { displayText } from '../../scene/display-text';
import { POLICY_OVERLAYS } from '../../scene/overlays/index';
import { Button } from '../controls/Button';
import { Flyout } from '../controls/Flyout';
import { sickText } from '../find/removed-text';
import { bundleName } from '../policies/configuration-text';
import { resourcesTime } from '../policies/resources-time';
import { countText } from '../text/count-text';
import { offsetOf } from '../text/range-text';
import { groupingLabel } from '../toolbar/choices';
import { scopeText } from '../toolbar/namespace-choices';
import { useActions, useApp } from '../use-app';
import { useSource } from '../use-source';
import { ageText, freshness } from './freshness';
import { closedGroupsText, hiddenCounts, hiddenText } from './hidden-counts';
import { paceText } from './pace-text';
import { QueryCosts } from './QueryCosts';

/** What a screenshot must say of itself: absolute range, window, source, scope, sizes, what is hidden, age. */
export function StatusLine(): ReactNode {
  return (
    <footer className="print:order-first print:border-t-0 print:border-b flex min-h-8 shrink-0 items-center gap-3 border-line border-t bg-surface px-3 text-muted text-xs">
      <section
        aria-label="What the picture shows"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: in a narrow window it scrolls, and must do so by keys.
        tabIndex={0}
        className="thin-scroll flex min-w-0 flex-1 items-center gap-x-3 overflow-x-auto whitespace-nowrap py-1 print:flex-wrap print:overflow-visible"
      >
        <Age />
        <PaceText />
        <Range />
        <Origin />
        <Policies />
        <Sizes />
        <Hidden />
      </section>
      <QueryCosts />
    </footer>
  );
}

/** Said only when the source is asked less often than was chosen. */
function PaceText(): ReactNode {
  const pace = useApp((state) => state.status.pace);
  const hidden = useApp((state) => state.exposition !== undefined);
  const words = pace === undefined ? undefined : paceText(pace);
  if (pace === undefined || words === undefined || hidden) return null;
  return (
    <span data-pace={pace.why} className="shrink-0 text-warn">
      {words}
    </span>
  );
}

function Range(): ReactNode {
  const atSeconds = useApp((state) => state.picture?.atSeconds);
  const windowSeconds = useApp((state) => state.picture?.windowSeconds);
  const zone = useApp((state) => state.preferences.timeZone);
  const totals = useApp((state) => state.picture?.totalsSinceStart === true);
  if (atSeconds === undefined || windowSeconds === undefined) return null;
  if (totals) return <span className="text-ink">totals since the proxy started</span>;
  return (
    <span className="text-ink">
      <time dateTime={isoText(atSeconds)}>{rangeText(atSeconds - windowSeconds, atSeconds, offsetOf(zone))}</time>
      <span className="text-muted"> · {formatDuration(windowSeconds)} window</span>
    </span>
  );
}

function Origin(): ReactNode {
  const source = useSource();
  const namespaces = useApp((state) => state.view.namespaces);
  const scenario = useApp((state) => (state.picture === undefined ? undefined : state.view.scenario));
  const names = useApp((state) => state.exposition?.names);
  if (names !== undefined) return <span>{names.map((name) => displayText(name, 40)).join(', ')}</span>;
  return (
    <>
      <span>
        {source === undefined ? '' : displayText(source.label, 40)}
        {source?.mock === true && scenario !== undefined ? ` (${scenario})` : ''}
      </span>
      <span>{namespaces.length === 0 ? 'all namespaces' : scopeText(namespaces)}</span>
    </>
  );
}

/** Which question to configuration the picture answers, and whose configuration that is. */
function Policies(): ReactNode {
  const chosen = useApp(overlayShown);
  const status = useApp((state) => state.configuration);
  const short = useApp((state) => resourcesTime(state)?.short);
  const overlay = POLICY_OVERLAYS.find(({ id }) => id === chosen);
  if (overlay === undefined) return null;
  return (
    <span>
      {overlay.title} by {status.origin === 'bundle' ? bundleName(status.from) : 'Kubernetes'}
      {short === undefined ? null : <span className="text-warn"> ▲ {short}</span>}
    </span>
  );
}

function Sizes(): ReactNode {
  const mesh = useApp((state) => state.picture?.mesh);
  const edges = useApp((state) => state.scene?.edges.filter(({ ghost }) => ghost !== true).length);
  const nodes = useApp((state) => state.scene?.nodes.filter(({ ghost }) => ghost !== true).length);
  if (mesh === undefined) return null;
  return (
    <span>
      by {groupingLabel(mesh.groupBy)} · {many(nodes ?? mesh.nodes.length, 'node')}, {many(edges ?? mesh.edges.length, 'edge')}
    </span>
  );
}

function Hidden(): ReactNode {
  const picture = useApp((state) => state.picture);
  const scene = useApp((state) => state.scene);
  const view = useApp((state) => state.view);
  const actions = useActions();
  const counts = useMemo(() => hiddenCounts({ picture, scene, view }), [picture, scene, view]);
  const text = counts === undefined ? undefined : hiddenText(counts);
  if (counts === undefined || text === undefined) return null;
  return (
    <Flyout
      name="Hidden"
      side="top"
      trigger={
        <button
          type="button"
          aria-label={`Hidden: ${text}`}
          className="rounded px-1 text-ink underline decoration-dotted underline-offset-2 hover:bg-sunken"
        >
          hidden: {text}
        </button>
      }
    >
      <ul className="flex flex-col gap-2 text-sm">
        {counts.removed === undefined ? null : (
          <li>
            {countText(counts.removed)} left out by hide or focus, {sickText(counts.removed) ?? 'none of them sick'}.
            {view.focus === undefined ? null : (
              <Button className="mt-1 w-full" onClick={() => actions.setFocus(undefined)}>
                Show the whole mesh
              </Button>
            )}
            {view.hide === '' || view.hideMode === 'dim' ? null : (
              <Button className="mt-1 w-full" onClick={() => actions.setHide('')}>
                Stop hiding
              </Button>
            )}
          </li>
        )}
        {counts.edgesLeftOut === 0 ? null : (
          <li>
            {many(counts.edgesLeftOut, 'quiet edge')} not drawn, so that the sick and busy ones can be seen. The panel lists the ends’
            edges.
          </li>
        )}
        {counts.closedGroups === 0 ? null : (
          <li>
            {many(counts.inClosedGroups, 'node')} inside {closedGroupsText(counts)}, {counts.sickInClosedGroups} of them sick.
            <Button className="mt-1 w-full" onClick={() => actions.openAllGroups()}>
              Open all namespaces
            </Button>
          </li>
        )}
        {counts.foldedLegs === 0 ? null : (
          <li>
            {many(counts.foldedLegs, 'ztunnel leg')} folded into a waypoint’s hop.
            <Button className="mt-1 w-full" onClick={() => actions.setShowFolded(true)}>
              Show folded legs
            </Button>
          </li>
        )}
        {counts.unplacedRows === 0 ? null : <li>{many(counts.unplacedRows, 'row')} could not be placed; see the problems in the panel.</li>}
      </ul>
    </Flyout>
  );
}

/** The only part that follows the clock. */
function Age(): ReactNode {
  const view = useApp((state) => state.view);
  const status = useApp((state) => state.status);
  const clockMs = useApp((state) => state.clockMs);
  const exposition = useApp((state) => state.exposition !== undefined);
  const loading = status.phase === 'loading';
  if (exposition) return null;
  const fresh = freshness({ view, status, clockMs });
  if (fresh.kind === 'none') return <span>{loading ? 'asking…' : 'no data'}</span>;
  if (fresh.kind === 'fixed') return <span data-freshness="fixed">fixed range</span>;
  const words = { fresh: 'updated', paused: 'paused, updated', stale: '▲ stale, from' }[fresh.kind];
  return (
    <span
      data-freshness={fresh.kind}
      className={`inline-block min-w-28 shrink-0 ${fresh.kind === 'stale' ? 'font-semibold text-warn' : ''}`}
    >
      {words} {ageText(fresh.ageSeconds)} ago
    </span>
  );
}
