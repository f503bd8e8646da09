import type { Endpoint } from './mock-request';
import { textReply } from './replies';

/** `/-/ready`. */
export const readyEndpoint: Endpoint = {
  methods: ['GET', 'HEAD'],
  path: /^\/-\/ready$/,
  answer: () => textReply(200, 'Prometheus Server is Ready.\n'),
};
