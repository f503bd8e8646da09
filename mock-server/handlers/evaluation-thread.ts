import { Worker } from 'node:worker_threads';
import type { EvaluationAnswer, EvaluationJob } from './evaluation-messages';
import type { MockRequest } from './mock-request';

interface Waiting {
  readonly job: EvaluationJob;
  readonly resolve: (answer: EvaluationAnswer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The evaluating thread, seen from the HTTP side. Jobs go over one at a time, so that one whose client has left in the meantime is never begun.
 * The worker compiles its TypeScript itself, whether the program runs under tsx or vitest.
 */
export class EvaluationThread {
  private worker: Worker | undefined;
  private readonly queue: Waiting[] = [];
  private running: Waiting | undefined;
  private nextId = 1;

  /** Rejects when the thread dies; an abandoned job (`cancelled`) is dropped from the queue and never answered. */
  answer(request: MockRequest): Promise<EvaluationAnswer> {
    return new Promise((resolve, reject) => {
      this.queue.push({ job: { id: this.nextId++, request }, resolve, reject });
      this.advance();
    });
  }

  async dispose(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  private advance(): void {
    if (this.running !== undefined) return;
    this.running = this.queue.shift();
    while (this.running !== undefined && Atomics.load(new Int32Array(this.running.job.request.cancelled), 0) === 1) {
      this.running.reject(new Error('the client left before its turn came'));
      this.running = this.queue.shift();
    }
    if (this.running !== undefined) this.started().postMessage(this.running.job);
  }

  private started(): Worker {
    if (this.worker !== undefined) return this.worker;
    const worker = new Worker(new URL('./start-evaluation-worker.mjs', import.meta.url), { execArgv: [] });
    worker.unref();
    worker.on('message', (answer: EvaluationAnswer) => this.finish((waiting) => waiting.resolve(answer)));
    worker.on('error', (error) => this.fail(worker, error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => this.fail(worker, new Error('the evaluating thread ended')));
    this.worker = worker;
    return worker;
  }

  private finish(settle: (waiting: Waiting) => void): void {
    const { running } = this;
    this.running = undefined;
    if (running !== undefined) settle(running);
    this.advance();
  }

  /** A dead thread takes its one job along; the next job starts a new thread. */
  private fail(worker: Worker, error: Error): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    if (this.running !== undefined) this.finish((waiting) => waiting.reject(error));
  }
}
