import { describe, expect, it } from 'vitest';
import {
  compareSpecificity,
  fullHost,
  hostIntersection,
  hostsOverlap,
  hostWithin,
  mostSpecificHost,
  serviceHost,
  wildcardsAbove,
} from './host';

describe('hosts', () => {
  it.each([
    ['reviews', 'reviews.shop.svc.cluster.local'],
    ['reviews.shop', 'reviews.shop'],
    ['*', '*'],
    ['*.example.org', '*.example.org'],
    ['fe80::1', 'fe80::1'],
    ['', ''],
  ])('the short host %s in namespace shop means %s', (host, full) => {
    expect(fullHost(host, 'shop')).toBe(full);
  });
  it('uses the domain of the cluster', () => {
    expect(fullHost('a', 'b', 'corp')).toBe('a.b.svc.corp');
    expect(serviceHost('a', 'b', 'corp')).toBe('a.b.svc.corp');
  });
  it.each([
    ['a.example.org', '*.example.org', true],
    ['a.b.example.org', '*.example.org', true],
    ['example.org', '*.example.org', false],
    ['*.example.org', '*.example.org', true],
    ['*.a.example.org', '*.example.org', true],
    ['*.example.org', '*.a.example.org', false],
    ['*.example.org', 'a.example.org', false],
    ['a.example.org', '*', true],
    ['*', '*', true],
    ['*', '*.org', false],
    ['a', 'b', false],
  ])('%s is within %s: %s', (host, pattern, within) => {
    expect(hostWithin(host, pattern)).toBe(within);
  });
  it('overlap is within, either way round', () => {
    expect(hostsOverlap('*.example.org', 'a.example.org')).toBe(true);
    expect(hostsOverlap('*.a.org', '*.b.org')).toBe(false);
    expect(hostIntersection('*', 'foo.bar')).toBe('foo.bar');
    expect(hostIntersection('bad.bar', 'foo.bar')).toBeUndefined();
  });
  it('the most specific host is the exact one, then the longest wildcard', () => {
    const hosts = ['*', '*.local', '*.svc.local', 'a.svc.local'];
    expect(mostSpecificHost('a.svc.local', hosts)).toBe('a.svc.local');
    expect(mostSpecificHost('b.svc.local', hosts)).toBe('*.svc.local');
    expect(mostSpecificHost('other', hosts)).toBe('*');
    expect(mostSpecificHost('other', ['a'])).toBeUndefined();
    expect([...hosts].sort(compareSpecificity)).toEqual(['a.svc.local', '*.svc.local', '*.local', '*']);
  });
  it('the wildcards above a host go from the longest to *', () => {
    expect(wildcardsAbove('a.b.c')).toEqual(['*.b.c', '*.c', '*']);
    expect(wildcardsAbove('*.b.c')).toEqual(['*.b.c', '*.c', '*']);
    expect(wildcardsAbove('*')).toEqual(['*']);
  });
});
