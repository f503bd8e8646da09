import { expect, it } from 'vitest';
import { limitsText, ruleText } from './limits-text';

const limits = { degradedPercent: 0, failingPercent: 10, count4xx: false, floorPerSecond: 0 };

it.each([
  [limits, 'http', 'degraded when any fails, failing from 10 %'],
  [{ ...limits, degradedPercent: 1.5, count4xx: true }, 'http', 'degraded from 1.5 %, failing from 10 %, 4xx count'],
  [{ ...limits, count4xx: true, floorPerSecond: 0.5 }, 'grpc', 'degraded when any fails, failing from 10 %, not judged below 0.5 rps'],
  [{ ...limits, floorPerSecond: 2 }, 'tcp', 'degraded when any fails, failing from 10 %, not judged below 2 connections a second'],
] as const)('limits %j of %s read as a sentence', (given, protocol, text) => {
  expect(limitsText(given, protocol)).toBe(text);
});

it('names the rule by what it fits', () => {
  expect(ruleText({ ...limits, namespace: 'pay*', protocol: 'grpc' })).toBe('rule for gRPC into pay*');
  expect(ruleText({ ...limits, namespace: '*', protocol: 'any' })).toBe('rule for HTTP and gRPC into all namespaces');
});
