import { percent } from '../units';
import type { FlagOperand, NumberOperand } from './operand';

export const mtls: FlagOperand = {
  id: 'mtls',
  type: 'flag',
  title: 'some of it is seen to be mutual TLS',
  example: 'NOT mtls',
  edge: ({ mtls: seen }) => (seen.ratio === undefined ? undefined : seen.mutual > 0),
};

export const mtlsPercent: NumberOperand = {
  id: '%mtls',
  type: 'number',
  unit: percent,
  title: 'share of mutual TLS (of requests, for TCP of bytes)',
  example: '%mtls<100',
  edge: ({ mtls: { ratio } }) => (ratio === undefined ? undefined : ratio * 100),
};

export const plaintext: FlagOperand = {
  id: 'plaintext',
  type: 'flag',
  title: 'some of it is seen to be plaintext',
  example: 'plaintext',
  edge: ({ mtls: seen }) => (seen.ratio === undefined ? undefined : seen.plaintext > 0),
};
