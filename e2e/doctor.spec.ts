/** The telemetry doctor: what is missing, what that hides, and the way back; the empty graph explains itself from the same checks. */
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { address, canvasOf, drawn, mockBy, openMesh } from './support/mesh-page';

const doctorOf = (page: Page) => page.getByRole('dialog', { name: 'Telemetry doctor' });

test('a whole mesh has everything, and every result shows its PromQL', async ({ page }) => {
  await openMesh(page);
  await page.keyboard.press('D');
  await expect(doctorOf(page)).toContainText('Everything the map needs is there.');
  const requests = doctorOf(page).locator('[data-check="requests"]');
  await expect(requests).toContainText(/[\d,]+ series of istio_requests_total/);
  await requests.getByRole('button', { name: 'The PromQL it rests on' }).click();
  await expect(requests).toContainText('count by (__name__, reporter, job)');
  await expect(page).toHaveURL(/details=doctor/);
  await page.keyboard.press('Escape');
  await expect(doctorOf(page)).toBeHidden();
  await expect(page).not.toHaveURL(/details=/);
});

test('what is missing is named with what it hides and the change that brings it back', async ({ page, context, baseURL }) => {
  await mockBy(context, baseURL, 'scenario=shop;without=metric:istio_request_duration_milliseconds;without=label:response_flags');
  await openMesh(page, { details: 'doctor' });
  const latency = doctorOf(page).locator('[data-check="latency"]');
  await expect(latency).toHaveAttribute('data-state', 'missing');
  await expect(latency).toContainText('p50, p95 and p99 of every edge');
  await latency.getByRole('button', { name: 'Telemetry', exact: true }).click();
  await expect(latency).toContainText('metric: REQUEST_DURATION');
  const flags = doctorOf(page).locator('[data-check="label-response_flags"]');
  await expect(flags).toContainText('a failure does not say why');
  await expect(doctorOf(page).locator('[data-check]').first()).toHaveAttribute('data-state', 'missing');
  await expectAccessible(page, 'gaps');
});

test('without the servers’ side there is no mutual TLS, and the doctor says why', async ({ page, context, baseURL }) => {
  await mockBy(context, baseURL, 'scenario=shop;without=reporter:destination');
  await openMesh(page, { details: 'doctor' });
  await expect(doctorOf(page).locator('[data-check="reporters-destination"]')).toContainText('Mutual TLS of every edge');
});

test('an empty graph explains itself by the same checks', async ({ page, context, baseURL }) => {
  await mockBy(context, baseURL, 'scenario=shop;without=metric:istio');
  await page.goto(address());
  const empty = page.getByRole('status', { name: 'Nothing flows' });
  await expect(empty.locator('[data-check="requests"]')).toContainText('has no istio_requests_total');
  await expect(empty).toContainText('Scrape the proxies');
  await empty.getByRole('button', { name: 'Telemetry doctor' }).click();
  await expect(doctorOf(page).getByRole('button', { name: 'prometheus.yml', exact: true })).toBeVisible();
  await expectAccessible(page, 'empty');
});

test('a source that refuses leaves the checks unknown and the picture where it is', async ({ page, context, baseURL }) => {
  await openMesh(page);
  await mockBy(context, baseURL, 'scenario=shop;fault=status:503@count by (__name__');
  await page.keyboard.press('D');
  await expect(doctorOf(page).locator('[data-check="latency"]')).toHaveAttribute('data-state', 'unknown');
  await page.keyboard.press('Escape');
  await expect(canvasOf(page)).toHaveAttribute('data-drawn', 'true');
  await drawn(page);
});
