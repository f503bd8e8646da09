/** Places in a link: a pin as "x_y_id", what the canvas shows as "x_y_zoom". */
import type { Place, Viewport } from '../view-state';
import type { Format } from './formats';

const NUMBER = '-?\\d{1,7}(?:\\.\\d{1,6})?';
const PIN = new RegExp(`^(${NUMBER})_(${NUMBER})_(.+)$`, 's');
const VIEWPORT = new RegExp(`^(${NUMBER})_(${NUMBER})_(\\d{1,2}(?:\\.\\d{1,6})?)$`);

function readPin(text: string): readonly [string, Place] | undefined {
  const [, x, y, id] = PIN.exec(text) ?? [];
  return x === undefined || y === undefined || id === undefined ? undefined : [id, { x: Number(x), y: Number(y) }];
}

/** One text a node, in the order of their ids: equal pins make equal links. */
export const pins = (most: number): Format<ReadonlyMap<string, Place>> => ({
  write: (value) => [...value].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, { x, y }]) => `${x}_${y}_${id}`),
  read: (texts) => {
    const read = texts.map(readPin).filter((pin) => pin !== undefined);
    return texts.length > most || read.length < texts.length ? undefined : { value: new Map(read) };
  },
});

export const viewport: Format<Viewport> = {
  write: ({ x, y, zoom }) => [`${x}_${y}_${zoom}`],
  read: (texts) => {
    const [, x, y, zoom] = VIEWPORT.exec(texts.at(-1) ?? '') ?? [];
    if (x === undefined || y === undefined || zoom === undefined || Number(zoom) === 0) return undefined;
    return { value: { x: Number(x), y: Number(y), zoom: Number(zoom) } };
  },
};
