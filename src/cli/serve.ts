import type { Command } from './command';

/** `seamark serve`; the server's code is loaded only when it is asked for. */
export const serveCommand: Command = {
  name: 'serve',
  summary: 'serve the page, with read-only proxies to what it reads',
  async run(args, context) {
    const serve = await import('./serve/serve-command');
    if (args.includes('--help') || args.includes('-h')) {
      context.print(serve.serveUsage);
      return 0;
    }
    if (args.length > 0) {
      context.printError(`seamark serve takes no arguments, but got ${JSON.stringify(args[0])}; see seamark serve --help.`);
      return 2;
    }
    return serve.serveCommand(context.environment, context);
  },
};
