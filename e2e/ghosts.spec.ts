/** What vanished within the window stays in its place as gone: on the map, in the outline and in the table, and in no sum. */
import { expect, test } from '@playwright/test';
import { answerWith, call } from './support/answers';
import { canvasOf, drawn, follow, MOMENT_SECONDS, openMesh, panelOf } from './support/mesh-page';
import { moved, recordPictures } from './support/recorded-pictures';

const REQUESTS = /istio_requests_total/;
const CALLS = [
  { labels: call('web', 'cart'), value: 5 },
  { labels: call('web', 'search'), value: 2 },
];

test('a service that stops being called is a ghost for one window, and moves nobody', async ({ page }) => {
  const pictures = await recordPictures(page);
  await answerWith(page, [[REQUESTS, (seconds) => (seconds > MOMENT_SECONDS ? CALLS.slice(0, 1) : CALLS)]]);
  await openMesh(page);
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-nodes', '3');
  const before = (await pictures()).at(-1);
  await follow(page, { end: String(MOMENT_SECONDS + 60) });
  await expect(canvasOf(page)).toHaveAttribute('data-picture-at', String(MOMENT_SECONDS + 60));
  await drawn(page);
  const after = (await pictures()).at(-1);
  if (before === undefined || after === undefined) throw new Error('no picture was recorded');
  expect(moved(before, after)).toEqual([]);
  // Never counted: one edge of 5 requests per second is left.
  await expect(panelOf(page)).toContainText('5 rps');
  await expect(panelOf(page)).not.toContainText('7 rps');

  await page.keyboard.press('o');
  const outline = page.getByRole('navigation', { name: 'Outline' });
  await outline.getByText('Gone in this window: 1 node, 1 edge').click();
  const ghost = outline.getByRole('button', { name: /^search gone since 19:01/ });
  await ghost.click();
  await expect(panelOf(page)).toContainText('Gone since 2026-03-10 19:01:00 UTC');
  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  await expect(page.getByRole('main').getByText('Gone in this window: 1 node, 1 edge').last()).toBeVisible();

  await page.keyboard.press('g');
  await follow(page, { end: String(MOMENT_SECONDS + 400) });
  await expect(canvasOf(page)).toHaveAttribute('data-picture-at', String(MOMENT_SECONDS + 400));
  await expect(page.getByText('Gone in this window')).toHaveCount(0);
});
