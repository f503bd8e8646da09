/** What was measured + how to show it → what the page draws. Remembers positions, so that nothing moves between two pictures. */

import { builtMesh } from '../inquiry/diff/side-of-moment';
import type { Inventory } from '../istio/inventory';
import type { Layout } from '../layout/types';
import { createMeshBuilder } from '../mesh/build-mesh';
import type { DrawnForm } from '../mesh/calls';
import { isClosedGroup, levelOf } from '../mesh/closed-node';
import { chooseDefaultView, type DefaultView } from '../mesh/default-view';
import type { EdgeId, GroupBy, GroupId, Mesh, MeshEdge } from '../mesh/model';
import { createKnownWirings } from '../mesh/wiring';
import type { PolicyDetails } from '../policy/drawn';
import type { Telemetry } from '../telemetry/rows';
import type { TelemetrySpan } from '../telemetry/span/span';
import type { TelemetryTaken } from '../telemetry/take-telemetry';
import type { TakenBefore } from './before-keeper';
import { allInNamespaces, closedGroups, type Grouped, type OpenForm, openGroups } from './closed-groups';
import { asBefore, comparedPicture, type DrawnMoment, ghostsOfOther, unionForm, wholeDifference, withProblemsOfBefore } from './comparison';
import { configuredThings } from './configured-things';
import { edgeThrough } from './edge-through';
import { createGhosts } from './ghosts';
import type { Evidence, MeasuredCalls } from './inquiries/inquiry';
import { createJudgedMoments } from './judged-moment';
import { visibleGhosts, withGhosts, withNewcomers } from './laid-out-mesh';
import { drawnLayout, layoutGraphOf, topologyOf } from './layout-of-mesh';
import type { Picture, RefreshRequest, ShowOptions, WholeMesh } from './messages';
import { createPlaces } from './places';
import { createPolicyMaker } from './policy-maker';
import { ghostsAmong, livesOf, type OpenTogether, type Together } from './together';

/** One answered refresh, and whose it is: positions and defaults are kept per `key`. */
export interface Measured {
  readonly key: string;
  /** What was asked; undefined for dropped text. */
  readonly request: RefreshRequest | undefined;
  readonly sourceId: string;
  readonly taken: TelemetryTaken;
  /** When the latency shown was asked; undefined = with this refresh. */
  readonly latencyAtSeconds: number | undefined;
  /** Several moments that share one arrangement, of which this is one: a span, or both of a comparison. */
  readonly together?: Together | undefined;
  /** The moment before (A), where one is compared with, and the resources of then as far as anybody knows them. */
  readonly before?: (TakenBefore & { readonly inventory?: Inventory | undefined }) | undefined;
  /** It came from the held span, so nobody was asked; at stage `rates` the span's latency is still under way. */
  readonly fromSpan?: true;
}

export interface PictureMaker {
  /** With what the resources say of it, where there are any. */
  make(measured: Measured, show: ShowOptions, inventory: Inventory | undefined): Picture;
  /** The same traffic with nothing closed. */
  whole(measured: Measured, show: ShowOptions, inventory: Inventory | undefined): WholeMesh;
  /** The same traffic and what the resources say of it, call by call. */
  evidence(measured: Measured, inventory: Inventory): Evidence;
  /** Of the last picture; undefined before the first. */
  calls(): MeasuredCalls | undefined;
  /** Everything configuration says of a drawn edge or node of the last picture. */
  policiesOf(id: string): PolicyDetails;
  /** What the server should take quantiles for, when it has to. */
  quantileGrouping(key: string, telemetry: Telemetry, show: ShowOptions): GroupBy;
  /** Forgets where things stood, so that the next picture is laid out anew. */
  forgetPositions(key: string, show: ShowOptions): void;
  /** The next picture stands as it did in an arrangement that was left. */
  restorePositions(key: string, show: ShowOptions, arrangement: number): void;
  /** A drawn edge at every moment of a span; undefined = it was not there. */
  edgeThrough(measured: Measured, show: ShowOptions, span: TelemetrySpan, id: EdgeId): readonly (MeshEdge | undefined)[];
  /** For a snapshot. */
  standing(key: string, show: ShowOptions): Standing;
  /** An opened snapshot is shown as it was when it was saved; before its first picture. */
  takeOver(key: string, show: ShowOptions, standing: Standing): void;
}

/** Where everything stands, and how the mesh is shown where nobody chose otherwise; undefined before the first picture. */
export interface Standing {
  readonly layout: Layout | undefined;
  readonly automatic: DefaultView | undefined;
}

/** …and whose traffic the resources are held against: its own, unless the play head passes by. */
interface Judged extends Measured {
  readonly judged?: Telemetry;
}

const NOTHING: ReadonlySet<GroupId> = new Set();

export function createPictureMaker(): PictureMaker {
  const defaults = new Map<string, DefaultView>();
  const places = createPlaces();
  const ghosts = createGhosts();
  const wirings = createKnownWirings();
  const policies = createPolicyMaker();
  const judgedMoment = createJudgedMoments();
  let lastDrawn: { readonly telemetry: Telemetry; readonly form: DrawnForm } | undefined;
  let lastOpen: { readonly telemetry: Telemetry; readonly mesh: OpenForm } | undefined;

  /** The groups of this traffic: those of the picture that was just made of it, as a rule. */
  const groupsOf = (telemetry: Telemetry, groupBy: GroupBy, { gathered }: DefaultView, { thresholds }: ShowOptions): Grouped => {
    const same =
      lastOpen?.mesh.groupBy === groupBy && lastOpen.telemetry.requests === telemetry.requests && lastOpen.telemetry.tcp === telemetry.tcp;
    return same && lastOpen !== undefined ? lastOpen.mesh : createMeshBuilder(telemetry, { groupBy, thresholds, wirings, gathered }).open;
  };

  /** What is laid out for all the moments; made once for each way of grouping them. */
  let lastTogether: { readonly of: Together; readonly as: string; readonly made: OpenTogether } | undefined;
  const openTogether = (measured: Judged, together: Together, show: ShowOptions, inventory: Inventory | undefined): OpenTogether => {
    const { groupBy, showServices = false } = show;
    const as = JSON.stringify([measured.key, groupBy, showServices, showConfigured(show)]);
    if (lastTogether?.of === together && lastTogether.as === as) return lastTogether.made;
    const { build } = builderOf(measured, show, inventory, together.telemetry);
    const made = { open: build.open, lives: together.span && livesOf(together.span, build) };
    lastTogether = { of: together, as, made };
    return made;
  };

  /** Chosen at the first traffic of a source and kept. */
  const defaultOf = (key: string, telemetry: Telemetry): DefaultView => {
    const chosen = defaults.get(key) ?? chooseDefaultView(telemetry);
    if (telemetry.requests.length + telemetry.tcp.length > 0) defaults.set(key, chosen);
    return chosen;
  };

  /** A version that a route sends a share to is drawn without traffic, too. */
  const configuredIn = (inventory: Inventory, telemetry: Telemetry, namespaces: readonly string[], all: boolean) =>
    all ? configuredThings(inventory, namespaces) : policies.awaited(telemetry, inventory);

  /** `of` in place of what was measured, with what was configured then. */
  const builderOf = (
    { key, request, taken: { telemetry }, judged = telemetry }: Judged,
    show: ShowOptions,
    inventory: Inventory | undefined,
    of: Telemetry = telemetry,
  ) => {
    const automatic = defaultOf(key, telemetry);
    const groupBy = show.groupBy ?? automatic.groupBy;
    const { thresholds, showServices = false, showConfigured = false } = show;
    const configured = inventory === undefined ? [] : configuredIn(inventory, judged, request?.namespaces ?? [], showConfigured);
    const { gathered } = automatic;
    const build = createMeshBuilder(of, { groupBy, thresholds, wirings, gathered, showServices, configured });
    return { build, automatic, groupBy, showServices };
  };

  /** A as it is drawn beside B: grouped, closed and judged alike. Made once while only what is shown of the two changes. */
  let lastBefore: { readonly as: readonly unknown[]; readonly made: DrawnMoment & { readonly form: DrawnForm } } | undefined;
  const drawnBefore = (measured: Measured, show: ShowOptions, inventory: Inventory | undefined) => {
    const taken = measured.before?.taken;
    if (taken?.answered !== true) return undefined;
    const as = [taken, measured.key, JSON.stringify({ ...show, compared: undefined }), inventory];
    if (lastBefore?.as.every((part, index) => part === as[index])) return lastBefore.made;
    const { build, automatic, groupBy, showServices } = builderOf(measured, show, inventory, taken.telemetry);
    const closed = closedGroups(build.open, automatic, show);
    const form = { groupBy, showServices, drawnAs: build.drawnAs(closed) };
    const made = { taken, open: build.open, ...builtMesh(build, closed), form };
    lastBefore = { as, made };
    return made;
  };

  /** Before the first picture of a source there is nothing to find under it. */
  const keyOfPlaces = (key: string, { groupBy, showServices = false }: ShowOptions): string =>
    placesKey(key, groupBy ?? defaults.get(key)?.groupBy, showServices);

  return {
    make(given, show, inventory) {
      const { key, request, sourceId, taken, latencyAtSeconds, together, fromSpan } = given;
      const { telemetry } = taken;
      const judged = judgedMoment({ telemetry, inventory, as: JSON.stringify([key, show]), passing: request?.moving === true });
      const measured: Judged = { ...given, judged: judged.telemetry };
      const { build, automatic, groupBy, showServices } = builderOf(measured, show, inventory);
      const { open } = build;
      lastOpen = { telemetry, mesh: open };
      const closed = closedGroups(open, automatic, show);
      const mesh = build(closed);
      const form = { groupBy, showServices, drawnAs: build.drawnAs(closed) };
      lastDrawn = { telemetry, form };
      const keptAs = placesKey(key, groupBy, showServices);
      const scope = scopeOf(request);
      const all = together === undefined ? undefined : openTogether(measured, together, show, inventory);
      const gone =
        all === undefined
          ? ghosts.beside(keptAs, { scope: `${scope} ${showConfigured(show)}`, ...momentOf(taken) }, open)
          : ghostsAmong(all, open, telemetry.atSeconds);
      const before = drawnBefore(measured, show, inventory);
      const here = all === undefined ? withGhosts(open, gone) : withNewcomers(all.open, open);
      const haunted = before === undefined ? here : withNewcomers(here, before.open);
      const layout = places.layoutOf(keptAs, { scope, topology: topologyOf(haunted) }, () => layoutGraphOf(haunted));
      const picture: Picture = {
        sourceId,
        atSeconds: telemetry.atSeconds,
        windowSeconds: telemetry.windowSeconds,
        scrapeIntervalSeconds: taken.scrapeIntervalSeconds,
        ...(latencyAtSeconds !== undefined && { latencyAtSeconds }),
        ...(telemetry.totals && { totalsSinceStart: true }),
        latencyAsksAgain: taken.stage === 'complete' && (quantilesMisfit(telemetry, mesh) || (fromSpan === true && lacksLatency(mesh))),
        stage: fromSpan === true ? 'complete' : taken.stage,
        mesh,
        layout: drawnLayout(unionForm(mesh, before?.mesh), layout, visibleGhosts(haunted, gone, closedGroups(haunted, automatic, show))),
        ...(gone.nodes.length + gone.edges.length > 0 && { ghosts: { nodes: gone.nodes, edges: gone.edges } }),
        arrangement: places.arrangementOf(keptAs),
        openGroups: openGroups(open, closed),
        totals: { nodes: open.nodes.length, edges: open.edges.length, groups: open.groups.length },
        namespaces: [...new Set(open.groups.flatMap(({ namespace }) => namespace ?? []))].sort(),
        queries: taken.queries,
        problems: [...taken.problems, ...mesh.problems],
        ...(judged.telemetry !== telemetry && { policiesAtSeconds: judged.telemetry.atSeconds }),
        ...(inventory !== undefined && { policies: judged.draw(() => policies.draw(judged.telemetry, inventory, form)) }),
      };
      if (before === undefined) return withProblemsOfBefore(picture, taken, measured.before?.taken);
      const compared = show.compared ?? 'difference';
      const both = comparedPicture(picture, before, { taken, open, ...builtMesh(build, closed) });
      const told = inventory && policies.difference(measured.before?.inventory, judged.telemetry, inventory, both.difference);
      const difference = { ...both.difference, ...(told && { policies: told }) };
      const onlyBefore = { sinceSeconds: before.taken.telemetry.atSeconds, onlyAt: 'A' } as const;
      if (compared === 'difference') return { ...both, difference, compared };
      if (compared === 'after') return { ...both, difference, compared, ...ghostsOfOther(before.mesh, mesh, onlyBefore) };
      lastDrawn = { telemetry: before.taken.telemetry, form: before.form };
      const then = measured.before?.inventory;
      return {
        ...asBefore(both, before),
        ...ghostsOfOther(mesh, before.mesh, { sinceSeconds: telemetry.atSeconds, onlyAt: 'B' }),
        difference,
        compared,
        openGroups: openGroups(before.open, closedGroups(before.open, automatic, show)),
        ...(then && { policies: policies.draw(before.taken.telemetry, then, before.form) }),
      };
    },
    whole(measured, show, inventory) {
      const telemetry = shownOf(measured, show);
      // A service between caller and workload would count every call twice.
      const openShow = { ...show, showServices: false };
      const { build, groupBy, showServices } = builderOf(measured, openShow, inventory, telemetry);
      const namespaces = createMeshBuilder(telemetry, { groupBy: 'namespace', thresholds: show.thresholds, wirings });
      const { taken, before } = measured;
      const built = builtMesh(build, NOTHING);
      const differs = before?.taken.answered === true && (show.compared ?? 'difference') === 'difference';
      const then = differs ? builderOf(measured, openShow, inventory, before.taken.telemetry).build : undefined;
      return {
        mesh: built.mesh,
        namespaces: namespaces(NOTHING),
        ...(then && differs && { difference: wholeDifference({ taken: before.taken, built: builtMesh(then, NOTHING) }, { taken, built }) }),
        ...(inventory !== undefined && {
          policies: policies.beside(telemetry, inventory, { groupBy, showServices, drawnAs: build.drawnAs(NOTHING) }),
        }),
      };
    },
    evidence: ({ taken }, inventory) => policies.evidence(taken.telemetry, inventory),
    calls() {
      if (lastDrawn === undefined) return undefined;
      const { telemetry, form } = lastDrawn;
      return { windowSeconds: telemetry.windowSeconds, ...policies.calls(telemetry, form) };
    },
    policiesOf: (id) => policies.details(id),
    quantileGrouping(key, telemetry, show) {
      const automatic = defaultOf(key, telemetry);
      const groupBy = show.groupBy ?? automatic.groupBy;
      const open = groupsOf(telemetry, groupBy, automatic, show);
      return allInNamespaces(open, closedGroups(open, automatic, show)) ? 'namespace' : groupBy;
    },
    forgetPositions: (key, show) => places.forget(keyOfPlaces(key, show)),
    restorePositions: (key, show, arrangement) => places.restore(keyOfPlaces(key, show), arrangement),
    edgeThrough: (measured, show, span, id) =>
      edgeThrough(span, id, {
        builderOf: (telemetry) => builderOf(measured, show, undefined, telemetry).build,
        closedOf: ({ open }) => closedGroups(open, defaultOf(measured.key, measured.taken.telemetry), show),
      }),
    standing: (key, show) => ({ layout: places.standing(keyOfPlaces(key, show)), automatic: defaults.get(key) }),
    takeOver(key, show, { layout, automatic }) {
      if (automatic !== undefined) defaults.set(key, automatic);
      if (layout !== undefined) places.takeOver(keyOfPlaces(key, show), layout);
    },
  };
}

/** Of two compared moments the one that is shown. */
const shownOf = ({ taken, before }: Measured, { compared }: ShowOptions): Telemetry =>
  compared === 'before' && before?.taken.answered ? before.taken.telemetry : taken.telemetry;

/** With services between, a mesh is drawn in other columns: it has places of its own, and the ones without are kept. */
const placesKey = (key: string, groupBy: GroupBy | undefined, services: boolean): string =>
  `${key} ${groupBy ?? ''}${services ? ' services' : ''}`;

/** What the user asked to see, the moment apart. */
function scopeOf(request: RefreshRequest | undefined): string {
  return request === undefined ? '' : JSON.stringify([request.namespaces, request.windowSeconds, request.showIdle]);
}

const showConfigured = (show: ShowOptions): string => (show.showConfigured === true ? 'configured' : '');

/** Rates, bytes and waypoints say who is there. */
const momentOf = ({ telemetry, stage, queries }: TelemetryTaken) => ({
  atSeconds: telemetry.atSeconds,
  windowSeconds: telemetry.windowSeconds,
  whole: stage === 'complete' && telemetry.totals !== true && queries.every(({ failed }) => failed === undefined),
});

/** Over a span there are no buckets: where groups are closed, or percentiles were left out, an edge may have none. */
const lacksLatency = ({ edges }: Mesh): boolean =>
  edges.some(({ requestsPerSecond, latency }) => (requestsPerSecond ?? 0) > 0 && latency === undefined);

/** Whether the server's quantiles were taken for something else than what is drawn. */
function quantilesMisfit({ quantileGrouping }: Telemetry, { groupBy, nodes }: Mesh): boolean {
  if (quantileGrouping === undefined) return false;
  const allClosed = nodes.every((node) => isClosedGroup(node, groupBy) && levelOf(node.kind) !== 'app');
  return quantileGrouping !== (allClosed ? 'namespace' : groupBy);
}
