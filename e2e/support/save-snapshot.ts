/** Saves what is shown as a file, as a person does. */
import { type Download, expect, type Page } from '@playwright/test';

export const AS_PAGE = /^A page to read/;
export const AS_DATA = /^The data alone/;

export async function saveSnapshot(page: Page, form: RegExp): Promise<Download> {
  await page
    .getByRole('button', { name: /^Snapshot/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: form }).check();
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  const saved = await downloading;
  await expect(dialog.getByRole('status')).toContainText('Saved as');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  return saved;
}
