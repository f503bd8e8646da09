/** What a route splits, with how each version answers: the few numbers an audience follows. */
import type { CanaryReport } from '../../../inquiry/canary/model';
import type { Mesh } from '../../../mesh/model';
import type { DrawnPolicies, DrawnStream, DrawnStreamPart } from '../../../policy/drawn';
import { displayText } from '../../../scene/display-text';
import type { Scene, Tone } from '../../../scene/scene';

export interface ToldVersion {
  readonly part: DrawnStreamPart;
  /** 0..1 of what the version answers, whoever asks; undefined without traffic. */
  readonly errorRatio: number | undefined;
  /** As its row on the map. */
  readonly tone: Tone;
}

export interface ToldSplit {
  readonly stream: DrawnStream;
  readonly versions: readonly ToldVersion[];
}

/** Streams of several versions, the busiest first. */
export function toldSplits(
  { mesh, policies }: { readonly mesh: Mesh; readonly policies?: DrawnPolicies },
  scene: Pick<Scene, 'nodes'>,
): readonly ToldSplit[] {
  const nodes = new Map(mesh.nodes.map((node) => [node.id, node]));
  const rows = new Map(scene.nodes.map(({ id, parts }) => [id, parts]));
  const toldOf = (part: DrawnStreamPart): ToldVersion => {
    const target = part.ends.reduce<(typeof part.ends)[number] | undefined>(
      (most, end) => (most === undefined || end.perSecond > most.perSecond ? end : most),
      undefined,
    )?.target;
    const node = target === undefined ? undefined : nodes.get(target);
    const own = node?.parts?.find(({ version }) => version === part.version);
    const row = target === undefined ? undefined : rows.get(target)?.find(({ label }) => label === displayText(part.version, 24));
    const flows = part.perSecond > 0;
    return { part, errorRatio: flows ? own?.errorRatio : undefined, tone: flows ? (row?.tone ?? 'ok') : 'idle' };
  };
  return (policies?.streams ?? [])
    .filter(({ parts }) => parts.length > 1)
    .toSorted((a, b) => b.perSecond - a.perSecond || (a.id < b.id ? -1 : 1))
    .map((stream) => ({ stream, versions: stream.parts.map(toldOf) }));
}

type Judged = Pick<CanaryReport, 'host'> & { readonly versions: readonly Pick<CanaryReport['versions'][number], 'name' | 'comparison'>[] };

/** Whether a version of a host, both under the mask of the picture, answers worse than the stable one by the canary's test. */
export function worseVersions(reports: readonly Judged[], mask: (text: string) => string): (host: string, version: string) => boolean {
  const worse = new Set<string>();
  for (const { host, versions } of reports)
    for (const { name, comparison } of versions)
      if (comparison?.verdict.says === 'worse') worse.add(JSON.stringify([mask(host), mask(name)]));
  return (host, version) => worse.has(JSON.stringify([host, version]));
}
