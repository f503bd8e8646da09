import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { containsAddress, parseBlock } from './ip-block';

const contains = (block: string, address: string): boolean | undefined => {
  const [range, one] = [parseBlock(block), parseBlock(address)];
  return range === undefined || one === undefined ? undefined : containsAddress(range, one);
};

describe('an IP block', () => {
  test.each([
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3', '10.1.2.4', false],
    ['10.1.0.0/16', '10.1.255.255', true],
    ['10.1.0.0/16', '10.2.0.0', false],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['2001:db8::/32', '2001:db8:1::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['::/0', '10.0.0.1', false],
    ['10.0.0.0/8', '::ffff:10.0.0.1', true],
  ])('%s contains %s: %s', (block, address, expected) => {
    expect(contains(block, address)).toBe(expected);
  });
  test.each([
    '',
    '10.1.2',
    '10.1.2.256',
    '10.01.2.3',
    '10.0.0.0/33',
    '10.0.0.0/',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    '::1/129',
    'host',
    '10.0.0.1/8/8',
    '10.0.0.0/08',
  ])('%j is none', (text) => {
    expect(parseBlock(text)).toBeUndefined();
  });
  test('reads every address that is written out', () => {
    fc.assert(fc.property(fc.ipV4(), (text) => contains(text, text) === true));
    fc.assert(fc.property(fc.ipV6(), (text) => contains(text, text) === true));
  });
});
