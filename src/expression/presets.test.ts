import { describe, expect, it } from 'vitest';
import { PRESETS } from './presets';
import { type Found, found, meshOf, policiesOf } from './small-mesh.testing';

const mesh = meshOf(`
  ? -> web 100rps plaintext
  web -> cart:v1 50rps mtls p:10
  web -> search 20rps 10%503/UF mtls p:2500
  cart:v1 -> pay:v1 30rps mtls
  cart:v1 -> pay:v2 10rps mtls
  cart:v1 -> mail 0.5rps 20%500/URX plaintext
  cart:v1 -> stock 4rps mtls by:destination
  search -> stock 4rps mtls by:destination
  pay:v1 -> ledger tcp 10Bps by:source
  pay:v1 -> archive tcp 0Bps by:source
  search -> @api.example.com 5rps by:source
`);
const policies = policiesOf(mesh, {
  edges: {
    'unknown>web': { enforcers: [], serverMode: 'PERMISSIVE' },
    'cart-v1>mail': { serverMode: 'STRICT', verdict: 'denied' },
    'web>search': { verdict: 'denied', enforcers: [] },
    'cart-v1>pay-v2': {
      routing: {
        kind: 'fixed',
        shares: [
          { label: 'v1', min: 0.75, max: 0.75 },
          { label: 'v2', min: 0.25, max: 0.25 },
        ],
      },
    },
  },
  nodes: { mail: { dataplane: 'none' }, web: {} },
  findings: [{ onEdges: ['web>search'] }, { onNodes: ['mail'] }],
});

/** What each preset says it finds, read off the mesh above. */
const EXPECTED: Readonly<Record<string, Partial<Found>>> = {
  'Degraded or failing': { nodes: ['mail', 'search'], edges: ['cart-v1>mail', 'web>search'] },
  'Calls with errors': { edges: ['cart-v1>mail', 'web>search'] },
  'More than 5 % errors on real traffic': { edges: ['web>search'] },
  'Slow calls (p99 over 1 s)': { edges: ['web>search'] },
  'Connections fail or find no endpoint': { edges: ['web>search'] },
  'Retried until given up': { edges: ['cart-v1>mail'] },
  Plaintext: { edges: ['cart-v1>mail', 'unknown>web'] },
  'Nobody can tell whether it is encrypted': { edges: ['pay-v1>ledger tcp', 'search>api.example.com'] },
  'Plaintext to a server that asks for STRICT': { edges: ['cart-v1>mail'] },
  'Denied by policy': { edges: ['cart-v1>mail', 'web>search'] },
  'Denied, yet answered': { edges: ['cart-v1>mail', 'web>search'] },
  'No policy decides': { edges: ['unknown>web', 'web>search'] },
  'Workloads outside the mesh': { nodes: ['mail'] },
  'With findings': { nodes: ['mail'], edges: ['web>search'] },
  'Calls to another version than v1': { edges: ['cart-v1>pay-v2'] },
  'Split by a route': { edges: ['cart-v1>pay-v2'] },
  'Outside hosts and unknown callers': { nodes: ['api.example.com', 'unknown'] },
  'Where traffic enters': { nodes: ['unknown'] },
  // Two call stock, one calls each of the others.
  'The most called': { nodes: ['stock'] },
  Idle: { nodes: ['archive'], edges: ['pay-v1>archive tcp'] },
};

describe('presets', () => {
  it.each(PRESETS)('$title: $expression', ({ title, expression }) => {
    const { nodes, edges } = found(expression, { mesh, policies });
    const expected = EXPECTED[title];
    expect(expected).toBeDefined();
    expect({ nodes, edges }).toEqual({ nodes: [], edges: [], ...expected });
  });
});
