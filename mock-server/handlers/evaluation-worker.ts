/** The thread that holds the worlds and evaluates queries, so that the HTTP side never waits for arithmetic. */
import { parentPort } from 'node:worker_threads';
import { createWorld } from '../world/create-world';
import { answerRequest } from './answer-request';
import type { EvaluationAnswer, EvaluationJob } from './evaluation-messages';
import { createWorldCache } from './world-cache';

const worldOf = createWorldCache(createWorld, 4);
const encoder = new TextEncoder();

parentPort?.on('message', ({ id, request }: EvaluationJob) => {
  const { body, ...reply } = answerRequest(request, worldOf);
  const answer: EvaluationAnswer = { id, reply, body: encoder.encode(body) };
  parentPort?.postMessage(answer, [answer.body.buffer]);
});
