/** Nodes and edges of a scene, well and quiet, for tests to put their part into. */
import type { SceneEdge, SceneNode } from '../scene/scene';

/** 128 × 44 scene pixels around its place. */
export const sceneNode = (id: string, x: number, y: number, part: Partial<SceneNode> = {}): SceneNode => ({
  id,
  shape: 'rounded',
  label: id,
  x,
  y,
  width: 128,
  height: 44,
  tone: 'ok',
  parts: [],
  selected: false,
  faded: false,
  ...part,
});

export const sceneEdge = (id: string, source: string, target: string, part: Partial<SceneEdge> = {}): SceneEdge => ({
  id,
  source,
  target,
  tone: 'ok',
  line: 'solid',
  width: 1,
  labels: [],
  priority: 0,
  selected: false,
  faded: false,
  ...part,
});
