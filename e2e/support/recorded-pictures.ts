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

interface PictureMessage {
  readonly type?: string;
  readonly picture?: {
    readonly layout: {
      readonly nodes: ReadonlyMap<string, Place>;
      readonly groups: ReadonlyMap<string, RecordedPicture['groups'][string]>;
    };
    readonly mesh: { readonly edges: readonly unknown[] };
  };
}

export async function recordPictures(page: Page): Promise<() => Promise<readonly RecordedPicture[]>> {
  await page.addInitScript(() => {
    const pictures: RecordedPicture[] = [];
    Object.defineProperty(window, 'recordedPictures', { value: pictures });
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.addEventListener('message', ({ data }: MessageEvent<PictureMessage>) => {
          if (data.picture === undefined) return;
          const { layout, mesh } = data.picture;
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
