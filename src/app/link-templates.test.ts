import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLinks, fillLink, type LinkTemplate } from './link-templates';

const link = (template: string, target: LinkTemplate['for'] = 'edge'): LinkTemplate => ({ title: 'Grafana', for: target, template });

describe('links out', () => {
  it.each([
    'https://grafana.example/d/istio?var-app={app}&from={fromMs}&to={toMs}',
    'http://kiali.example:20001/console/namespaces/{namespace}/workloads/{workload}?clusterName={cluster}',
    'https://p.example/graph?g0.expr={promql}',
    'https://jaeger.example',
    'https://x.example/?q=rate(a{source_workload="{sourceWorkload}"}[5m])',
  ])('%s is offered', (template) => expect(checkLinks([link(template)])).toEqual({ links: [link(template)], problems: [] }));

  it.each([
    ['javascript:alert({app})', 'must begin with http'],
    ['data:text/html,{app}', 'must begin with http'],
    ['//grafana.example/', 'must begin with http'],
    ['https://{app}.example/', 'host without placeholders'],
    ['https://user:secret@x.example/', 'host without placeholders or password'],
    ['https://x.example\\@evil.example/', 'must begin with http'],
    ['https://x.example/{sauceWorkload}/{app}/{nothing}', '{sauceWorkload}, {nothing} is not known for "edge"'],
  ])('%s is ignored and says why', (template, reason) => {
    const { links, problems } = checkLinks([link(template)]);
    expect(links).toEqual([]);
    expect(problems[0]?.message).toContain(reason);
    expect(problems[0]?.message).not.toContain('secret');
  });

  it('a placeholder of edges is not known for nodes', () => {
    expect(checkLinks([link('https://x.example/{sourceApp}', 'node')]).problems).toHaveLength(1);
  });

  it('encodes what it fills in, and offers nothing while something is unknown', () => {
    const template = 'https://x.example/a/{app}?q={promql}#{namespace}';
    expect(fillLink(template, { app: 'a/../b?c', promql: 'sum(x{a="b"})', namespace: '#"<é' })).toBe(
      'https://x.example/a/a%2F..%2Fb%3Fc?q=sum(x%7Ba%3D%22b%22%7D)#%23%22%3C%C3%A9',
    );
    expect(fillLink(template, { app: 'a', promql: undefined, namespace: 'b' })).toBeUndefined();
    expect(fillLink('https://x.example/{constructor}', {})).toBeUndefined();
  });

  it('never leads elsewhere, whatever a name says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const filled = fillLink('https://x.example/a/{app}/b?c={app}', { app: name });
        if (name === '') expect(filled).toBeUndefined();
        else expect(new URL(filled ?? '').origin).toBe('https://x.example');
      }),
    );
  });
});
