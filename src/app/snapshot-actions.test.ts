import { expect, it } from 'vitest';
import { EMPTY_RETRO } from '../mesh/note';
import type { OpenedSnapshot } from '../worker/messages';
import { EMPTY_PICTURE } from './empty-picture.testing';
import { pageByHand } from './page-by-hand.testing';

const OPENED: OpenedSnapshot = {
  savedAtSeconds: 500,
  tool: { name: 'seamark', version: '1' },
  sourceLabel: 'Then',
  pseudonyms: false,
  view: '',
  pins: [],
  retro: EMPTY_RETRO,
  atSeconds: 400,
  moments: [400],
  span: undefined,
};

const FILE = { name: 'then.seamark.json.gz', arrayBuffer: async () => new ArrayBuffer(0) };
const turns = async () => {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
};

/** A page with the picture of its source, which then opens a file. */
async function page(search = '') {
  const made = pageByHand({ search });
  await turns();
  made.show(EMPTY_PICTURE);
  await turns();
  const open = async () => {
    const opening = made.app.actions.openSnapshot(FILE);
    await turns();
    made.answer({ type: 'snapshot-opened', id: made.last('open-snapshot')?.id ?? 0, opened: { ...OPENED } });
    await opening;
    await turns();
  };
  return { ...made, open };
}

it('a snapshot that is opened over proxy statistics takes their place and is asked for its moment', async () => {
  const { app, open, last, show } = await page();
  app.actions.showExposition([{ name: 'stats', text: '' }], undefined);
  await open();
  expect(app.getState().exposition).toBeUndefined();
  expect(last('refresh')?.request).toMatchObject({ atSeconds: 400, source: { label: 'Then' } });
  const recorded = { ...EMPTY_PICTURE, atSeconds: 400 };
  show(recorded);
  expect(app.getState().picture).toBe(recorded);
  app.dispose();
});

it('opened out of a presentation under pseudonyms, nothing of the source before is shown until the file answers', async () => {
  const { app, open } = await page('mode=present&mask=1');
  await open();
  expect(app.getState().view.mode).toBe('page');
  expect(app.getState().picture).toBeUndefined();
  app.dispose();
});

it('the same file opened once more is asked once more', async () => {
  const { app, open, show } = await page();
  await open();
  show({ ...EMPTY_PICTURE, atSeconds: 400 });
  await turns();
  await open();
  const again = { ...EMPTY_PICTURE, atSeconds: 400 };
  show(again);
  expect(app.getState().picture).toBe(again);
  app.dispose();
});
