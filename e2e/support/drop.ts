/** Lets files fall on the page, as the desktop would. */
import type { Page } from '@playwright/test';

export interface DroppedFile {
  readonly name: string;
  readonly bytes: string | readonly number[];
  /** Unix ms of its last change. */
  readonly modified?: number;
}

export async function drop(page: Page, files: readonly DroppedFile[]): Promise<void> {
  await page.evaluate((dropped) => {
    const transfer = new DataTransfer();
    for (const { name, bytes, modified } of dropped) {
      const part = typeof bytes === 'string' ? bytes : new Uint8Array(bytes);
      transfer.items.add(new File([part], name, modified === undefined ? {} : { lastModified: modified }));
    }
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
    }
  }, files);
}
