/** Composition root: reads the configuration, builds the app over the data worker, mounts the face. */
import './index.css';
import { loadConfig, loadScenarios, loadViewer } from './app/config';
import { createApp } from './app/create-app';
import { createDataPort } from './app/data-port';
import { scenariosUnavailable } from './app/problems';
import { browserAddress } from './app/view-address';
import { VIEWER_FILE } from './snapshot/html-form';
import { mountStartFailure, mountUi } from './ui/mount-ui';
import { createDataWorker } from './worker/worker-client';

const CLOCK_MS = 1000;
/** A font that is slow must not keep the page; until it comes the system's is drawn. */
const MOST_FONT_MS = 1500;

/** Texts on the canvas are measured: the font should be there before. One variable file holds all weights. */
async function fontReady(): Promise<void> {
  const late = new Promise<void>((resolve) => window.setTimeout(resolve, MOST_FONT_MS));
  const loaded = document.fonts.load('1em "Inter Variable"').catch(() => {});
  await Promise.race([loaded, late]);
}

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
  const [config] = await Promise.all([loadConfig(fetch, new URL('config.json', document.baseURI).href), fontReady()]);
  if (!config.ok) {
    mountStartFailure(root, config.error);
    return;
  }
  const mocked = config.value.sources.some(({ mock }) => mock);
  const scenarios = mocked ? await loadScenarios(fetch, new URL('mock/scenarios', document.baseURI).href) : [];
  const app = createApp({
    port: createDataPort(createDataWorker()),
    pageUrl: document.baseURI,
    sources: config.value.sources,
    links: config.value.links,
    scenarios: scenarios ?? [],
    notices: [...config.value.problems, ...(scenarios === undefined ? [scenariosUnavailable()] : [])],
    address: browserAddress(window),
    storage: browserStorage(),
    viewerTemplate: () => loadViewer(fetch, new URL(VIEWER_FILE, document.baseURI).href),
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
