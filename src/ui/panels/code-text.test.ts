import { expect, it } from 'vitest';
import { codeText } from './code-text';

it.each([
  ['http', '503', '503'],
  ['grpc', '14', '14 UNAVAILABLE'],
  ['grpc', '0', '0 OK'],
  ['grpc', '503', '503'],
  ['grpc', '17', '17'],
  ['http', '0', '0'],
  ['http', '-', 'no response'],
] as const)('writes the %s code %s as %s', (protocol, code, text) => {
  expect(codeText(protocol, code)).toBe(text);
});
