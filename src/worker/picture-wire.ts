/** Pictures between the two threads: after the first only what differs is sent. Messages arrive in the order they were sent, so both ends hold the same one. */
import { type Patch, patchBetween, patched } from '../lib/patch';
import type { FromWorker, Picture } from './messages';

type WithPicture = Extract<FromWorker, { readonly picture: Picture }>;

/** What is posted in place of a message with a picture: how it differs from the one before; undefined = not at all. */
export type OnTheWire =
  | Exclude<FromWorker, WithPicture>
  | {
      readonly [Type in WithPicture['type']]: Omit<Extract<WithPicture, { readonly type: Type }>, 'picture'> & {
        readonly patch: Patch | undefined;
      };
    }[WithPicture['type']];

export function createWorkerEnd(post: (message: OnTheWire) => void): (message: FromWorker) => void {
  let sent: Picture | undefined;
  return (message) => {
    if (!('picture' in message)) {
      post(message);
      return;
    }
    const { picture, ...rest } = message;
    post({ ...rest, patch: patchBetween(sent, picture) });
    sent = picture;
  };
}

/** Every message has to pass here, also those that nobody waits for. */
export function createPageEnd(): (message: OnTheWire) => FromWorker {
  let received: unknown;
  return (message) => {
    if (!('patch' in message)) return message;
    const { patch, ...rest } = message;
    received = patched(received, patch);
    return { ...rest, picture: received as Picture };
  };
}
