/** What a presenter walks through: the steps of a demonstration, or the mesh and then its worst edges. */
import { useMemo } from 'react';
import type { App, DemonstrationStep } from '../../../app/app-types';
import { shownScenario } from '../../../app/shown-scenario';
import { many } from '../../../lib/many';
import type { MeshEdge } from '../../../mesh/model';
import { scenarioAt, scenarioStep } from '../../../worker/scenario-step';
import { findSelected, indexMesh, type MeshIndex } from '../../mesh-index';
import { busiestEdges, sickWithoutRatio, worstEdges } from '../../panels/rank-edges';
import { quantileText, ratioText, words } from '../../text/edge-numbers';
import { edgeName, nodeName } from '../../text/names';
import { useApp, useAppHandle } from '../../use-app';
import { useSource } from '../../use-source';
import { useUnits } from '../../use-units';

export interface Story {
  readonly steps: readonly DemonstrationStep[];
  /** From 0; -1 = not begun, or something else is looked at. */
  readonly at: number;
  /** What is shown now. */
  readonly now: DemonstrationStep;
  go(to: number): void;
}

/** More edges than an audience follows. */
const MOST_EDGES = 5;

export function useStory(): Story {
  const demonstration = useDemonstration();
  const edges = useWorstEdges();
  return demonstration ?? edges;
}

function useDemonstration(): Story | undefined {
  const app = useAppHandle();
  const scenario = useApp(shownScenario);
  const mocked = useSource()?.mock === true;
  const scenarios = useApp((state) => state.scenarios);
  const mask = useApp((state) => state.mask);
  return useMemo(() => {
    if (scenario === undefined || !mocked) return undefined;
    const { world, step } = scenarioStep(scenario);
    const told = scenarios.find(({ name }) => name === world);
    const script = told?.demonstration?.steps ?? [];
    if (told === undefined || script.length === 0) return undefined;
    const steps = script.map(({ title, says }) => ({ title: mask(title), says: mask(says) }));
    const at = step === undefined || step > steps.length ? -1 : step - 1;
    const before = { title: mask(told.title), says: mask(told.description) };
    return { steps, at, now: steps[at] ?? before, go: (to) => app.actions.setScenario(scenarioAt(world, to + 1)) };
  }, [app, scenario, mocked, scenarios, mask]);
}

function useWorstEdges(): Story {
  const app = useAppHandle();
  const mesh = useApp((state) => state.picture?.mesh);
  const selected = useApp((state) => state.view.selected);
  const index = useMemo(() => (mesh === undefined ? undefined : indexMesh(mesh)), [mesh]);
  const { requests } = useUnits();
  return useMemo(() => {
    const edges = index === undefined ? [] : edgesToShow(index.mesh.edges);
    const saysOf = (edge: MeshEdge) => edgeSays(edge, requests);
    const told = edges.map((edge) => ({ title: titleOf(edge, index), says: saysOf(edge) }));
    const steps = [overview(index), ...told];
    const found = index === undefined || selected === undefined ? undefined : findSelected(index, selected);
    const at = found === undefined ? 0 : edges.findIndex(({ id }) => id === selected) + 1 || -1;
    return { steps, at, now: steps[at] ?? selectedStep(found, index, saysOf), go: (to) => show(app, edges[to - 1]?.id) };
  }, [app, index, selected, requests]);
}

function show(app: App, id: string | undefined): void {
  app.actions.select(id);
  if (id === undefined) app.canvas?.fit();
  else app.canvas?.reveal(id);
}

/** The sick ones, or where nothing is sick the busiest. */
function edgesToShow(edges: readonly MeshEdge[]): readonly MeshEdge[] {
  const sick = edges.filter(({ health }) => health === 'degraded' || health === 'failing');
  const worst = [...worstEdges(sick, MOST_EDGES), ...sickWithoutRatio(sick, MOST_EDGES)].slice(0, MOST_EDGES);
  return worst.length > 0 ? worst : busiestEdges(edges, MOST_EDGES);
}

function overview(index: MeshIndex | undefined): DemonstrationStep {
  if (index === undefined) return { title: 'The mesh', says: 'Asking what flows…' };
  const { nodes, edges } = index.mesh;
  const sick = edges.filter(({ health }) => health === 'degraded' || health === 'failing').length;
  const health = sick === 0 ? 'Every call is within its limits.' : `${many(sick, 'call')} beyond the limits; the worst come next.`;
  return { title: 'The whole mesh', says: `${many(nodes.length, 'node')}, ${many(edges.length, 'call')} drawn. ${health}` };
}

const titleOf = (edge: MeshEdge, index: MeshIndex | undefined): string => edgeName(edge, index?.nodes ?? new Map());

/** "Failing: 12 % 503 UF. 12 % errors of 120 rps, p99 240 ms." */
function edgeSays(edge: MeshEdge, rate: (requestsPerSecond: number) => string): string {
  const reason = edge.reason === undefined ? '' : `${HEALTH_WORDS[edge.health]}: ${edge.reason}. `;
  if (edge.requestsPerSecond === undefined) return `${reason}TCP.`;
  const p99 = edge.latency?.p99 === undefined ? '' : `, p99 ${quantileText(edge.latency.p99)}`;
  return `${reason}${ratioText(edge.errorRatio)} errors of ${words(edge.requestsPerSecond, rate)}${p99}.`;
}

const HEALTH_WORDS: Readonly<Record<MeshEdge['health'], string>> = {
  healthy: 'Healthy',
  degraded: 'Degraded',
  failing: 'Failing',
  idle: 'Idle',
  unknown: 'Unknown',
};

function selectedStep(
  found: ReturnType<typeof findSelected>,
  index: MeshIndex | undefined,
  saysOf: (edge: MeshEdge) => string,
): DemonstrationStep {
  if (found?.kind === 'edge') return { title: titleOf(found.edge, index), says: saysOf(found.edge) };
  if (found?.kind === 'node') return { title: nodeName(found.node), says: found.node.reason ?? '' };
  return { title: found?.group.name ?? '', says: '' };
}
