import type { CreateWorld, SeriesStore, WorldOptions } from '../series';

/** Builds worlds on demand and keeps the ones used last. */
export function createWorldCache(createWorld: CreateWorld, capacity: number): (options: WorldOptions) => SeriesStore {
  const worlds = new Map<string, SeriesStore>();
  return (options) => {
    const key = JSON.stringify([options.scenario, options.seed, options.services, options.sinceMs, options.changes]);
    const world = worlds.get(key) ?? createWorld(options);
    worlds.delete(key);
    worlds.set(key, world);
    const oldest = worlds.keys().next();
    if (worlds.size > capacity && !oldest.done) worlds.delete(oldest.value);
    return world;
  };
}
