import { describe, expect, it } from 'vitest';
import {
  knownLabel,
  parseDestination,
  parseFlags,
  parseReporter,
  parseRequestProtocol,
  parseSecurityPolicy,
  parseSource,
} from './parse-labels';

describe('labels', () => {
  it.each([[{}], [{ reporter: '' }], [{ reporter: 'unknown' }]])('absent, empty and "unknown" all mean unknown: %j', (labels) => {
    expect(knownLabel(labels, 'reporter')).toBeUndefined();
    expect(parseReporter(labels)).toBeUndefined();
  });

  it('both ends are read, unknown parts left out', () => {
    const labels = {
      source_workload: 'web-v1',
      source_workload_namespace: 'shop',
      source_canonical_service: 'web',
      source_canonical_revision: 'latest',
      source_cluster: 'unknown',
      destination_workload: 'unknown',
      destination_service: 'cart.shop.svc.cluster.local',
      destination_service_name: 'cart',
      destination_service_namespace: 'shop',
      destination_canonical_revision: 'v2',
    };
    expect(parseSource(labels)).toEqual({ workload: 'web-v1', namespace: 'shop', app: 'web' });
    expect(parseDestination(labels)).toEqual({
      service: 'cart.shop.svc.cluster.local',
      serviceName: 'cart',
      serviceNamespace: 'shop',
      version: 'v2',
    });
  });

  it('what is not grpc counts as http', () => {
    expect(parseRequestProtocol({ request_protocol: 'grpc' })).toBe('grpc');
    expect(parseRequestProtocol({ request_protocol: 'http' })).toBe('http');
    expect(parseRequestProtocol({})).toBe('http');
  });

  it('the word unknown and a missing security policy are told apart', () => {
    expect(parseSecurityPolicy({ connection_security_policy: 'unknown' })).toBe('unknown');
    expect(parseSecurityPolicy({})).toBe('absent');
    expect(parseSecurityPolicy({ connection_security_policy: 'mutual_tls' })).toBe('mutual_tls');
    expect(parseSecurityPolicy({ connection_security_policy: 'none' })).toBe('none');
  });

  it('no flags are "-"', () => {
    expect(parseFlags({})).toBe('-');
    expect(parseFlags({ response_flags: 'UF,URX' })).toBe('UF,URX');
  });

  it('hostile values are values like others', () => {
    const labels = JSON.parse('{"source_workload":"__proto__","__proto__":"x","source_canonical_service":"constructor"}');
    expect(parseSource(labels)).toEqual({ workload: '__proto__', app: 'constructor' });
    expect(knownLabel({}, 'reporter')).toBeUndefined();
  });
});
