import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { expect, test } from '@playwright/test';
import { serveForeign } from '../scripts/serve-page';

const TOKEN = 'let-me-in';
const NOTHING = JSON.stringify({ status: 'success', data: { resultType: 'vector', result: [] } });
/** What Prometheus itself allows other origins (`--web.cors.origin`). */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'Accept, Authorization, Content-Type, Origin',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
};

interface Foreign {
  readonly url: string;
  stop(): Promise<void>;
}

/** A Prometheus of another origin that wants a token; without `cors` it does not let pages of others read its answers. */
async function startForeign(cors: boolean): Promise<Foreign> {
  const headers = cors ? CORS : {};
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const known = request.headers.authorization === `Bearer ${TOKEN}`;
    if (request.method === 'OPTIONS') response.writeHead(cors ? 204 : 401, headers).end();
    else if (known) response.writeHead(200, { ...headers, 'content-type': 'application/json' }).end(NOTHING);
    else response.writeHead(401, { ...headers, 'www-authenticate': 'Bearer realm="prometheus"' }).end('Unauthorized');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    // Another host name and another port than the page's: another origin twice over.
    url: `http://localhost:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

test('a source of another origin that answers 401 says so, takes a token and is then asked with it', async ({ page }) => {
  const foreign = await startForeign(true);
  const served = await serveForeign(foreign.url);
  try {
    await page.goto(served.url);
    const alert = page.getByRole('alert', { name: 'No picture' });
    const problem = alert.locator('[data-problem]');
    await expect(problem).toHaveCount(1);
    await expect(problem).toHaveAttribute('data-problem', 'prometheus-unauthorized');
    await expect(problem).toContainText(/localhost:\d+ asks for credentials \(401\)/);
    await expect(problem).toContainText('Give a bearer token');
    await alert.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Bearer token').fill(TOKEN);
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('status', { name: 'Nothing flows' })).toBeVisible();
    await expect(alert).toBeHidden();
  } finally {
    await served.stop();
    await foreign.stop();
  }
});

test('a 401 that the browser may not read says once what the reasons can be and what to do', async ({ page }) => {
  const foreign = await startForeign(false);
  const served = await serveForeign(foreign.url);
  try {
    await page.goto(served.url);
    const alert = page.getByRole('alert', { name: 'No picture' });
    const problem = alert.locator('[data-problem]');
    await expect(problem).toHaveCount(1);
    await expect(problem).toHaveAttribute('data-problem', 'prometheus-unreachable');
    await expect(problem).toContainText(/localhost:\d+ could not be reached/);
    await expect(problem).toContainText('CORS');
    await expect(problem).toContainText('proxy');
    await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible();
  } finally {
    await served.stop();
    await foreign.stop();
  }
});
