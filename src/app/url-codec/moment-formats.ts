/** Moments beside the one shown: the timeline's span as "from_to", what is compared with as an instant or as "1h" (before it). */
import type { Compare, Span } from '../view-state';
import { duration, endTime, type Format } from './formats';

const MONTH_SECONDS = 31 * 86_400;
const ago = duration(1, MONTH_SECONDS);

export const span: Format<Span> = {
  write: ({ fromSeconds, toSeconds }) => [[fromSeconds, toSeconds].flatMap((seconds) => endTime.write({ kind: 'at', seconds })).join('_')],
  read: (texts) => {
    const [from, to] = (texts.at(-1) ?? '').split('_').map((text) => endTime.read([text])?.value);
    if (from?.kind !== 'at' || to?.kind !== 'at' || to.seconds <= from.seconds) return undefined;
    return { value: { fromSeconds: from.seconds, toSeconds: to.seconds } };
  },
};

export const compare: Format<Compare> = {
  write: (value) => (value.kind === 'ago' ? ago.write(value.seconds) : endTime.write(value)),
  read: (texts) => {
    const before = ago.read(texts);
    if (before !== undefined) return { value: { kind: 'ago', seconds: before.value } };
    const at = endTime.read(texts)?.value;
    return at?.kind === 'at' ? { value: at } : undefined;
  },
};
