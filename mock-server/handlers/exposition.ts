import { expositionPieces } from '../world/open-metrics';
import type { Endpoint } from './mock-request';
import { reply, textReply } from './replies';

const maxCharacters = 200_000_000;

/** `/metrics`: what a scrape of every proxy of the world would print now. */
export const expositionEndpoint: Endpoint = {
  methods: ['GET'],
  path: /^\/metrics$/,
  answer({ store, request }) {
    const pieces: string[] = [];
    let characters = 0;
    for (const piece of expositionPieces(store, request.nowMs)) {
      pieces.push(piece);
      characters += piece.length;
      if (characters > maxCharacters) return textReply(503, 'This world is too large for one exposition; ask for fewer services.\n');
    }
    return reply(200, 'text/plain; version=0.0.4; charset=utf-8', pieces.join(''));
  },
};
