/** The page's end of the picture worker. */
import type { Still } from '../picture/still';
import type { PictureAnswer, PictureOrder } from './paint-png';

/**
 * A still as a PNG of its size times `scale`; undefined = the browser cannot draw one so large (picture/png-size.ts says how large it may
 * be). Drawn in a worker of its own, which ends with it; on the page only where a worker cannot start, as in a page opened from a file.
 */
export async function renderPng(still: Still, scale: number): Promise<Blob | undefined> {
  const answered = await askWorker({ still, scale });
  if (answered !== 'no worker') return answered.blob;
  const { paintPng } = await import('./paint-png');
  return paintPng(still, scale).catch(() => undefined);
}

function askWorker(order: PictureOrder): Promise<PictureAnswer | 'no worker'> {
  return new Promise((resolve) => {
    let worker: Worker;
    try {
      worker = new Worker(new URL('./picture-worker.ts', import.meta.url), { type: 'module', name: 'seamark-picture' });
    } catch {
      resolve('no worker');
      return;
    }
    const end = (answer: PictureAnswer | 'no worker'): void => {
      worker.terminate();
      resolve(answer);
    };
    worker.addEventListener('message', ({ data }: MessageEvent<PictureAnswer>) => end(data));
    worker.addEventListener('error', () => end('no worker'));
    worker.postMessage(order);
  });
}
