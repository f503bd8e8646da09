/** Composition root of a saved HTML snapshot: the page over an engine in the same thread, with the file's own data in place of a source. */
import '../index.css';
import { createApp } from '../app/create-app';
import { createDataPort } from '../app/data-port';
import { NO_SOURCE } from '../app/snapshot-actions';
import { SNAPSHOT_ELEMENT, snapshotInText } from '../snapshot/html-form';
import { mountStartFailure, mountUi } from '../ui/mount-ui';
import { createEngineHere } from './engine-here';

const CLOCK_MS = 1000;
const NOT_SHOWN = 'This snapshot cannot be shown';

/** The file without its data, for saving it again; before anything changes it. */
function ownTemplate(): string {
  document.currentScript?.remove();
  const copy = document.documentElement.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return '';
  copy.querySelector(`#${SNAPSHOT_ELEMENT}`)?.replaceChildren();
  return `<!doctype html>\n${copy.outerHTML}\n`;
}

async function start(root: HTMLElement): Promise<void> {
  const template = ownTemplate();
  const data = document.getElementById(SNAPSHOT_ELEMENT);
  const bytes = snapshotInText(data?.textContent ?? '');
  data?.remove();
  root.replaceChildren();
  if (!bytes.ok) {
    mountStartFailure(root, bytes.error, NOT_SHOWN);
    return;
  }
  const app = createApp({
    port: createDataPort(createEngineHere()),
    pageUrl: document.baseURI,
    sources: [NO_SOURCE],
    sealed: true,
    scenarios: [],
    notices: [],
    // A link to a file on somebody's disk says nothing.
    address: { read: () => '', write: () => {}, onChange: () => () => {} },
    storage: undefined,
    nowMs: Date.now,
    viewerTemplate: () => Promise.resolve(template),
    everySecond: (tick) => {
      const timer = window.setInterval(() => {
        if (!document.hidden) tick();
      }, CLOCK_MS);
      return () => window.clearInterval(timer);
    },
  });
  const file = bytes.value;
  const opened = await app.actions.openSnapshot({ name: 'snapshot.seamark.json.gz', arrayBuffer: async () => file.slice().buffer });
  if (opened.ok) mountUi(root, app);
  else mountStartFailure(root, opened.error, NOT_SHOWN);
}

const root = document.getElementById('root');
if (root !== null) void start(root);
