import type { MockReply, MockRequest } from './mock-request';

/** What the HTTP side and the evaluating thread say to each other. */
export interface EvaluationJob {
  readonly id: number;
  readonly request: MockRequest;
}

export interface EvaluationAnswer {
  readonly id: number;
  readonly reply: Omit<MockReply, 'body'>;
  /** UTF-8; its buffer is handed over, not copied. */
  readonly body: Uint8Array<ArrayBuffer>;
}
