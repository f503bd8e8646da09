/** A mock on a real port, and how tests talk to its Kubernetes API. */
import Fastify, { type FastifyInstance } from 'fastify';
import { mockServer } from '../plugin';

export const read = '/api/kubernetes';
export const virtualServices = '/apis/networking.istio.io/v1/namespaces/bookinfo/virtualservices';
export const route = `${virtualServices}/reviews`;
/** A merge patch that sends half of the reviews to v3. */
export const halfToV3 = {
  spec: {
    http: [
      {
        route: [
          { destination: { host: 'reviews', subset: 'v1' }, weight: 50 },
          { destination: { host: 'reviews', subset: 'v3' }, weight: 50 },
        ],
      },
    ],
  },
};

/** JSON as it came, or the text as a string. */
function parsed(text: string) {
  return JSON.parse(/^\s*[{[]/.test(text) ? text : JSON.stringify(text));
}

/** A started mock; `close` it afterwards. */
export class RunningMock {
  private constructor(
    private readonly server: FastifyInstance,
    readonly base: string,
  ) {}

  static async start(): Promise<RunningMock> {
    const server = Fastify({ forceCloseConnections: true });
    await server.register(mockServer({ bookmarkSeconds: 0.2 }));
    return new RunningMock(server, await server.listen({ host: '127.0.0.1', port: 0 }));
  }

  close(): Promise<void> {
    return this.server.close();
  }

  async forget(): Promise<void> {
    await fetch(`${this.base}/mock/changes`, { method: 'DELETE' });
  }

  raw(path: string, selection: string): Promise<Response> {
    return fetch(`${this.base}${path}`, { headers: { 'x-seamark-mock': selection } });
  }

  /** The status, and the body: parsed where it is JSON. */
  async ask(path: string, selection = 'scenario=bookinfo') {
    const answer = await this.raw(path, selection);
    return { status: answer.status, body: parsed(await answer.text()) };
  }

  /** Writes below `/mock/kubernetes`. */
  async send(method: string, path: string, body?: unknown, type = 'application/json', selection = 'scenario=bookinfo') {
    const answer = await fetch(`${this.base}/mock/kubernetes${path}`, {
      method,
      headers: { 'x-seamark-mock': selection, ...(body === undefined ? {} : { 'content-type': type }) },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: answer.status, body: parsed(await answer.text()) };
  }

  /** A watch, event by event; `next` answers undefined once it has ended. */
  async watch(path: string, selection = 'scenario=bookinfo') {
    const abort = new AbortController();
    const answer = await fetch(`${this.base}${read}${path}`, { headers: { 'x-seamark-mock': selection }, signal: abort.signal });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const next = async () => {
      while (!text.includes('\n')) {
        const piece = await reader?.read();
        if (piece === undefined || piece.done) return undefined;
        text += piece.value;
      }
      const line = text.slice(0, text.indexOf('\n'));
      text = text.slice(line.length + 1);
      return JSON.parse(line);
    };
    return { status: answer.status, next, stop: () => abort.abort() };
  }
}
