import type { Endpoint } from './mock-request';
import { successReply } from './replies';

/** `/api/v1/status/buildinfo`: the version whose rules the mock follows. */
export const buildInfoEndpoint: Endpoint = {
  methods: ['GET'],
  path: /^\/api\/v1\/status\/buildinfo$/,
  answer({ request }) {
    const version = request.dialect === 'prometheus3' ? '3.5.0' : '2.42.0';
    return successReply(
      JSON.stringify({ version, revision: 'mock', branch: 'mock', buildUser: 'seamark', buildDate: '', goVersion: process.version }),
    );
  },
};
