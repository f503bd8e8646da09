/** Composition root: reads the configuration, builds the app over the data worker, mounts the face. */
import './index.css';
import { loadScenarios, loadSources } from './app/config';
import { createApp } from './app/create-app';
import { createDataPort } from './app/data-port';
import { scenariosUnavailable } from './app/problems';
import { browserAddress } from './app/view-address';
import { mountStartFailure, mountUi } from './ui/mount-ui';
import { createDataWorker } from './worker/worker-client';

const CLOCK_MS = 1000;

/** Sandboxed frames refuse even to name their storage. */
function browserStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

async function start(root: HTMLElement): Promise<void> {
  const fetch = window.fetch.bind(window);
  const sources = await loadSources(fetch, new URL('config.json', document.baseURI).href);
  if (!sources.ok) {
    mountStartFailure(root, sources.error);
    return;
  }
  const mocked = sources.value.some(({ mock }) => mock);
  const scenarios = mocked ? await loadScenarios(fetch, new URL('mock/scenarios', document.baseURI).href) : [];
  const app = createApp({
    port: createDataPort(createDataWorker()),
    pageUrl: document.baseURI,
    sources: sources.value,
    scenarios: scenarios ?? [],
    notices: scenarios === undefined ? [scenariosUnavailable()] : [],
    address: browserAddress(window),
    storage: browserStorage(),
    nowMs: Date.now,
    everySecond: (tick) => {
      const timer = window.setInterval(() => {
        if (!document.hidden) tick();
      }, CLOCK_MS);
      return () => window.clearInterval(timer);
    },
  });
  mountUi(root, app);
}

const root = document.getElementById('root');
if (root !== null) void start(root);
