import { describe, expect, it } from 'vitest';
import { mesh as rows } from '../testing/mesh-notation';
import { chooseDefaultView } from './default-view';

/** `services` leaves in namespaces of 20, called from one place; the ones in `sick` answer with 503. */
function fan(services: number, sick: readonly number[] = []): string {
  return Array.from(
    { length: services },
    (_, index) => `web -> team-${Math.floor(index / 20)}/s${index}:v1 10rps${sick.includes(index) ? ' 50%503' : ''}`,
  ).join('\n');
}

describe('the default view', () => {
  it.each([
    [40, 0],
    [299, 0],
    // 1 + 400 nodes in 20 teams and the caller’s namespace
    [400, 21],
    [1200, 61],
  ])('with %d services %d groups are closed, grouped by app', (services, closed) => {
    const view = chooseDefaultView(rows(fan(services)));
    expect([view.groupBy, view.closed.size]).toEqual(['app', closed]);
  });

  it('namespaces around problems stay open up to 1,000 services, none beyond', () => {
    expect(chooseDefaultView(rows(fan(400, [45]))).closed.has('group/east/team-2' as never)).toBe(false);
    expect(chooseDefaultView(rows(fan(400, [45]))).closed.size).toBe(20);
    expect(chooseDefaultView(rows(fan(1200, [45]))).closed.size).toBe(61);
  });

  it('so many problems that the picture would be a hairball close the lesser ones', () => {
    const everywhere = Array.from({ length: 400 }, (_, index) => index);
    const { closed } = chooseDefaultView(rows(fan(400, everywhere)));
    // 7 teams of 20 fit into 150 nodes; the calling namespace is not sick itself
    expect(closed.size).toBe(21 - 7);
  });
});
