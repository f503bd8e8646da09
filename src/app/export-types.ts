/** What pictures and files that leave the page need of the running app. */
import type { Scene } from '../scene/scene';

export type ExportTab = 'picture' | 'data' | 'summary';

export interface BothMoments {
  readonly before: Scene;
  readonly after: Scene;
  readonly beforeSeconds: number;
  readonly afterSeconds: number;
}

export interface ExportActions {
  /** The fingerprint of the data on screen (snapshot/data-hash.ts); undefined where it cannot be told. */
  dataHash(): Promise<string | undefined>;
  /** Both moments of a comparison, each drawn alone; undefined while nothing is compared or they cannot be drawn. */
  bothMoments(): Promise<BothMoments | undefined>;
}
