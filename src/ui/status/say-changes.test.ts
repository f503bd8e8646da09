import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { AppState } from '../../app/app-types';
import { DEFAULT_VIEW } from '../../app/view-state';
import type { Health, MeshEdge } from '../../mesh/model';
import { QUIET_MS, sayChanges } from './say-changes';

const edge = (source: string, health: Health) => ({ id: source, source, target: 'db', health }) as unknown as MeshEdge;

function follow() {
  const state = (clockMs: number, edges: readonly MeshEdge[], windowSeconds: number) =>
    ({
      clockMs,
      view: { ...DEFAULT_VIEW, windowSeconds },
      picture: { mesh: { groupBy: 'app', nodes: [], edges }, openGroups: [] },
      exposition: undefined,
    }) as unknown as AppState;
  const store = createStore<AppState>(() => state(0, [edge('a', 'healthy')], 300));
  const said: string[] = [];
  const stop = sayChanges(store, (text) => said.push(text));
  return {
    said,
    stop,
    shows: (clockMs: number, edges: readonly MeshEdge[], windowSeconds = 300) => store.setState(state(clockMs, edges, windowSeconds)),
  };
}

describe('changes are said rarely', () => {
  it('says what began to fail, once', () => {
    const { said, shows } = follow();
    shows(1000, [edge('a', 'failing')]);
    shows(20_000, [edge('a', 'failing')]);
    expect(said).toEqual(['Now failing: a to db.']);
  });

  it('is silent while nothing begins or stops failing', () => {
    const { said, shows } = follow();
    for (const clockMs of [1000, 20_000, 40_000]) shows(clockMs, [edge('a', 'degraded')]);
    expect(said).toEqual([]);
  });

  it('keeps quiet for a while after speaking, and then says all that happened at once', () => {
    const { said, shows } = follow();
    shows(1000, [edge('a', 'failing')]);
    shows(2000, [edge('a', 'failing'), edge('b', 'failing')]);
    expect(said).toHaveLength(1);
    shows(1000 + QUIET_MS, [edge('a', 'healthy'), edge('b', 'failing')]);
    expect(said.slice(1)).toEqual(['Now failing: b to db. No longer failing: a to db.']);
  });

  it('what came and went while it kept quiet is not said', () => {
    const { said, shows } = follow();
    shows(1000, [edge('a', 'failing')]);
    shows(2000, [edge('a', 'failing'), edge('b', 'failing')]);
    shows(20_000, [edge('a', 'failing'), edge('b', 'healthy')]);
    expect(said).toHaveLength(1);
  });

  it('another window is another question, not a change', () => {
    const { said, shows } = follow();
    shows(1000, [edge('a', 'failing')], 60);
    expect(said).toEqual([]);
    shows(2000, [edge('a', 'failing'), edge('b', 'failing')], 60);
    expect(said).toEqual(['Now failing: b to db.']);
  });

  it('stops when it is switched off', () => {
    const { said, shows, stop } = follow();
    stop();
    shows(1000, [edge('a', 'failing')]);
    expect(said).toEqual([]);
  });
});
