import { expect, it } from 'vitest';
import { legend } from '../../scene/legend';
import { shortLegend } from './short-legend';

it('keeps every health and mTLS sign but only the thinnest and the widest line', () => {
  const all = legend({ labels: ['rate'] });
  const short = shortLegend(all);
  const of = (entries: typeof all, section: string) => entries.filter((entry) => entry.section === section);
  expect(of(short, 'health')).toEqual(of(all, 'health'));
  expect(of(short, 'mtls')).toEqual(of(all, 'mtls'));
  expect(of(short, 'width')).toEqual([of(all, 'width')[0], of(all, 'width').at(-1)]);
  expect(of(short, 'labels')).toEqual([]);
});
