/** Traffic follows configuration: rates of the scenarios, and what a changed object makes of them. Expected numbers are hand arithmetic. */
import { describe, expect, it } from 'vitest';
import { declare, peerAuthentication, weightedRoute } from '../kubernetes/declare';
import type { KubernetesObject } from '../kubernetes/object';
import type { SeriesStore, WorldOptions } from '../series';
import { hourMs, midnightMs, minuteMs, perSecond, world } from './ask.testing';

type Labels = Readonly<Record<string, string>>;

const atMs = midnightMs + 30 * minuteMs;

function requests(store: SeriesStore, labels: Labels, fromMs = midnightMs, toMs = fromMs + 25 * minuteMs): number {
  return perSecond(store, 'istio_requests_total', labels, fromMs, toMs);
}

/** Share of the requests with `part` among those with `whole`. */
function share(store: SeriesStore, whole: Labels, part: Labels, fromMs = midnightMs): number {
  return requests(store, { ...whole, ...part }, fromMs) / requests(store, whole, fromMs);
}

/** A change as `/mock/kubernetes` records it. */
function change(scenario: string, key: string, object?: KubernetesObject): WorldOptions['changes'][number] {
  return { atMs, kind: 'kubernetes', value: { scenario, revision: atMs, key, ...(object === undefined ? {} : { object }) } };
}

describe('the scenario policies', () => {
  const store = world('policies');

  it.each([
    // VirtualService cart: 90 / 10.
    ['a VirtualService splits by weight', { source_workload: 'web', destination_app: 'cart' }, { destination_workload: 'cart-v2' }, 0.1],
    // HTTPRoute catalog: 95 % × 20 % + 5 % × 100 %.
    [
      'an HTTPRoute splits by weight and header',
      { source_workload: 'web', destination_app: 'catalog' },
      { destination_workload: 'catalog-v2' },
      0.24,
    ],
    ['a fault aborts', { source_workload: 'web', destination_service_name: 'recommendations' }, { response_flags: 'FI' }, 0.05],
    // 10 % of the 95 % that are not aborted… of all that is sent: delays are drawn for every request that is not aborted.
    ['a fault delays', { source_workload: 'web', destination_workload: 'recommendations' }, { response_flags: 'DI' }, 0.1],
    ['a circuit breaker rejects', { source_workload: 'checkout', destination_workload: 'invoices' }, { response_flags: 'UO' }, 0.08],
    ['a caller nobody admits gets 403', { source_workload: 'reports' }, { response_code: '403', response_flags: '-' }, 1],
    ['plaintext against STRICT is refused', { source_workload: 'crm' }, { response_code: '503', response_flags: 'UF' }, 1],
    [
      'egress is blocked',
      { source_workload: 'web', destination_service: 'telemetry.vendor.example' },
      { destination_service_name: 'BlackHoleCluster' },
      1,
    ],
    [
      'a ServiceEntry is let through',
      { source_workload: 'checkout', destination_service_name: 'api.cards.example' },
      { response_code: '200' },
      1,
    ],
  ])('%s', (_, whole, part, expected) => {
    expect(share(store, { reporter: 'source', ...whole }, part)).toBeCloseTo(expected, 2);
  });

  it('denies by method at the waypoint, and nothing of it goes further', () => {
    expect(share(store, { reporter: 'waypoint' }, { response_code: '403' })).toBeCloseTo(0.3, 2);
    const opened = (labels: Labels): number =>
      perSecond(store, 'istio_tcp_connections_opened_total', labels, midnightMs, midnightMs + hourMs);
    const before = opened({ reporter: 'source', source_workload: 'menu', destination_workload: 'waypoint' });
    const after = opened({ reporter: 'source', source_workload: 'waypoint', destination_workload: 'orders' });
    expect(after / before).toBeCloseTo(0.7, 1);
  });

  it('lets an Envoy see the delay it made, and the server none', () => {
    expect(requests(store, { reporter: 'destination', response_flags: 'DI' })).toBe(0);
  });

  it('shows refusals by a ztunnel as failed connections, and no flow', () => {
    const failed = (labels: Labels): number =>
      perSecond(store, 'istio_tcp_connections_failed_total', labels, midnightMs, midnightMs + hourMs);
    const denied = { reporter: 'destination', destination_workload: 'kitchen', response_flags: 'DENY' };
    expect(failed(denied)).toBeGreaterThan(0.05);
    expect(failed({ ...denied, reporter: 'source', response_flags: 'CONNECT' })).toBeCloseTo(failed(denied), 1);
    expect(perSecond(store, 'istio_tcp_sent_bytes_total', { destination_workload: 'kitchen' }, midnightMs, midnightMs + hourMs)).toBe(0);
    // A DENY by method at a ztunnel does nothing (docs/policies.md §2.5).
    expect(
      perSecond(store, 'istio_tcp_sent_bytes_total', { destination_workload: 'pantry' }, midnightMs, midnightMs + hourMs),
    ).toBeGreaterThan(0);
    expect(failed({ destination_workload: 'pantry' })).toBe(0);
  });

  it('closes a denied TCP connection without a byte', () => {
    const from = { source_workload: 'scraper', destination_workload: 'ledger-db', reporter: 'destination' };
    expect(perSecond(store, 'istio_tcp_connections_closed_total', from, midnightMs, midnightMs + hourMs)).toBeCloseTo(0.4, 2);
    expect(perSecond(store, 'istio_tcp_sent_bytes_total', from, midnightMs, midnightMs + hourMs)).toBe(0);
  });

  it('has nobody tell of a caller without proxy that a STRICT sidecar refuses', () => {
    expect(requests(store, { reporter: 'destination', destination_workload: 'invoices', source_workload: 'unknown' })).toBe(0);
  });
});

describe('a changed object', () => {
  it('moves the weights from its moment on', () => {
    const route = weightedRoute('bookinfo/reviews', { v1: 0, v3: 100 });
    const store = world('bookinfo', [change('bookinfo', 'networking.istio.io/virtualservices/bookinfo/reviews', route)]);
    const reviews = { reporter: 'destination', destination_app: 'reviews' };
    expect(share(store, reviews, { destination_workload: 'reviews-v1' })).toBeCloseTo(0.8, 2);
    expect(share(store, reviews, { destination_workload: 'reviews-v3' }, atMs + minuteMs)).toBe(1);
    expect(requests(store, { reporter: 'destination', destination_app: 'ratings' }, atMs + minuteMs)).toBeCloseTo(
      requests(store, reviews, atMs + minuteMs),
      0,
    );
  });

  it('denies a caller, and what hangs on its calls stops', () => {
    const policy = declare('AuthorizationPolicy', 'bookinfo/no-reviews', {
      selector: { matchLabels: { app: 'reviews' } },
      action: 'DENY',
      rules: [{ from: [{ source: { principals: ['*/sa/productpage'] } }] }],
    });
    const store = world('bookinfo', [change('bookinfo', 'security.istio.io/authorizationpolicies/bookinfo/no-reviews', policy)]);
    const called = { reporter: 'destination', destination_app: 'reviews' };
    expect(share(store, called, { response_code: '403' })).toBe(0);
    expect(share(store, called, { response_code: '403' }, atMs + minuteMs)).toBe(1);
    expect(requests(store, { reporter: 'destination', destination_app: 'ratings' }, atMs + minuteMs)).toBe(0);
  });

  it('admits again when it is deleted', () => {
    const store = world('policies', [change('policies', 'security.istio.io/authorizationpolicies/store/deny-all')]);
    // cart has an ALLOW of its own; web has one too. Only an app without one is open now, and there is none: reports stays denied.
    expect(share(store, { reporter: 'source', source_workload: 'reports' }, { response_code: '403' }, atMs + minuteMs)).toBe(1);
    const open = world('policies', [
      change('policies', 'security.istio.io/authorizationpolicies/store/deny-all'),
      change('policies', 'security.istio.io/authorizationpolicies/store/cart'),
    ]);
    expect(share(open, { reporter: 'source', source_workload: 'reports' }, { response_code: '403' }, atMs + minuteMs)).toBe(0);
  });

  it('refuses plaintext when it makes a namespace STRICT', () => {
    const strict = peerAuthentication('fulfilment/default', 'STRICT');
    const store = world('shop', [change('shop', 'security.istio.io/peerauthentications/fulfilment/default', strict)]);
    const legacy = { reporter: 'destination', source_workload: 'unknown', destination_workload: 'inventory' };
    expect(requests(store, legacy)).toBeCloseTo(1.6, 1);
    expect(requests(store, legacy, atMs + minuteMs)).toBe(0);
  });

  it('ends what it was the reason of', () => {
    const store = world('shop', [change('shop', 'networking.istio.io/destinationrules/fulfilment/inventory')]);
    const orders = { reporter: 'source', source_workload: 'orders', destination_workload: 'inventory' };
    expect(share(store, orders, { response_flags: 'UO' })).toBeCloseTo(0.06, 2);
    expect(share(store, orders, { response_flags: 'UO' }, atMs + minuteMs)).toBe(0);
  });

  it('of a route to a subset that is not there loses its share', () => {
    const route = weightedRoute('bookinfo/reviews', { v1: 70, v9: 30 });
    const store = world('bookinfo', [change('bookinfo', 'networking.istio.io/virtualservices/bookinfo/reviews', route)]);
    const called = { reporter: 'source', destination_service_name: 'reviews' };
    expect(share(store, called, { response_code: '503', response_flags: 'NC' }, atMs + minuteMs)).toBeCloseTo(0.3, 2);
  });

  it('of another scenario changes nothing', () => {
    const route = weightedRoute('bookinfo/reviews', { v3: 100 });
    const store = world('bookinfo', [change('ambient', 'networking.istio.io/virtualservices/bookinfo/reviews', route)]);
    expect(
      share(store, { reporter: 'destination', destination_app: 'reviews' }, { destination_workload: 'reviews-v1' }, atMs + minuteMs),
    ).toBeCloseTo(0.8, 2);
  });
});
