/** Entry of the picture worker: one still becomes one PNG, so that the page goes on while millions of pixels are drawn and packed. */
import latinExtended from '@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2?url';
import latin from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import { type PictureAnswer, type PictureOrder, paintPng } from './paint-png';

/** The worker's own; a page has them in its document. */
declare const fonts: FontFaceSet;

/** Letters of the first come from the first that has them; without the font the picture is drawn in what the system has. */
const FACES = [
  { url: latin, unicodeRange: 'U+0000-00FF,U+0131,U+0152-0153,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+FFFD' },
  {
    url: latinExtended,
    unicodeRange: 'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1E00-1E9F,U+2020,U+20A0-20AB,U+20AD-20C0',
  },
];

async function loadInter(): Promise<void> {
  const faces = FACES.map(({ url, unicodeRange }) => new FontFace('Inter Variable', `url(${url})`, { weight: '100 900', unicodeRange }));
  for (const face of faces) fonts.add(face);
  await Promise.allSettled(faces.map((face) => face.load()));
}

addEventListener('message', async ({ data: { still, scale } }: MessageEvent<PictureOrder>) => {
  await loadInter();
  const blob = await paintPng(still, scale).catch(() => undefined);
  const answer: PictureAnswer = { blob };
  postMessage(answer);
});
