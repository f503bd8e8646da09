/** Where everything stands, of each picture the data worker sends to the page. Call before the page is opened. */
import type { Page } from '@playwright/test';

interface Place {
  readonly x: number;
  readonly y: number;
}
export interface RecordedPicture {
  readonly nodes: Readonly<Record<string, Place>>;
  readonly groups: Readonly<Record<string, Place & { readonly width: number; readonly height: number }>>;
  readonly edges: number;
}

interface Recorded {
  readonly layout: {
    readonly nodes: ReadonlyMap<string, Place>;
    readonly groups: ReadonlyMap<string, RecordedPicture['groups'][string]>;
  };
  readonly mesh: { readonly edges: readonly unknown[] };
}

/** The worker sends how a picture differs from the one before. Of lists only what is in them is read here. */
type Patch =
  | { readonly kind: 'whole'; readonly value: unknown }
  | { readonly kind: 'object'; readonly gone?: readonly string[]; readonly parts: readonly (readonly [string, Patch])[] }
  | { readonly kind: 'map'; readonly keys?: readonly unknown[]; readonly parts: readonly (readonly [unknown, Patch])[] }
  | { readonly kind: 'list'; readonly ids?: readonly string[] };

interface PictureMessage {
  readonly type?: string;
  readonly patch?: Patch;
}

export async function recordPictures(page: Page): Promise<() => Promise<readonly RecordedPicture[]>> {
  await page.addInitScript(() => {
    const pictures: RecordedPicture[] = [];
    Object.defineProperty(window, 'recordedPictures', { value: pictures });
    const after = (before: unknown, patch: Patch | undefined): unknown => {
      if (patch === undefined) return before;
      if (patch.kind === 'whole') return patch.value;
      if (patch.kind === 'list') return patch.ids ?? before;
      if (patch.kind === 'map') {
        const known = before as ReadonlyMap<unknown, unknown>;
        const parts = new Map(patch.parts);
        return new Map(Array.from(patch.keys ?? known.keys(), (key) => [key, after(known.get(key), parts.get(key))] as const));
      }
      const known = before as Readonly<Record<string, unknown>>;
      const kept = Object.entries(known).filter(([key]) => patch.gone?.includes(key) !== true);
      return Object.fromEntries([...kept, ...patch.parts.map(([key, part]) => [key, after(known[key], part)] as const)]);
    };
    window.Worker = class extends Worker {
      private last: unknown;

      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.addEventListener('message', ({ data }: MessageEvent<PictureMessage>) => {
          if (data.type !== 'picture' && data.type !== 'redrawn') return;
          this.last = after(this.last, data.patch);
          const { layout, mesh } = this.last as Recorded;
          pictures.push({ nodes: Object.fromEntries(layout.nodes), groups: Object.fromEntries(layout.groups), edges: mesh.edges.length });
        });
      }
    };
  });
  return () => page.evaluate(() => (window as unknown as { recordedPictures: RecordedPicture[] }).recordedPictures);
}

/** Ids that stand elsewhere in the later picture; what came or went is no move. */
export function moved(before: RecordedPicture, after: RecordedPicture): readonly string[] {
  return Object.entries(before.nodes).flatMap(([id, place]) => {
    const now = after.nodes[id];
    return now === undefined || (now.x === place.x && now.y === place.y) ? [] : [id];
  });
}
