import { describe, expect, it } from 'vitest';
import { completeExpression } from './complete-expression';
import { meshOf, policiesOf } from './small-mesh.testing';

const mesh = meshOf(`
  web -> shop/cart:v1 1rps
  shop/cart:v1 -> shop/pay:v1 1rps
  shop/cart:v1 -> shop/pay:v2 1rps
  web -> @api.example.com 1rps
  web -> "odd/x 1rps
`);
const context = { mesh, policies: policiesOf(mesh, { edges: { 'web>shop/cart-v1': { verdict: 'denied' } } }) };

/** `|` is the caret. Answers the texts that the completions make, with the caret behind what was inserted. */
function typing(text: string, more: Partial<typeof context> = {}): readonly string[] {
  const caret = text.indexOf('|');
  const whole = text.slice(0, caret) + text.slice(caret + 1);
  return completeExpression(whole, caret, { ...context, ...more }).map(
    ({ from, to, insert }) => `${whole.slice(0, from)}${insert}|${whole.slice(to)}`,
  );
}
const labels = (text: string) => completeExpression(text, text.length, context).map(({ label, detail }) => `${label} – ${detail}`);

describe('where a criterion begins', () => {
  it.each(['|', 'healthy AND |', 'NOT |', '(|', 'healthy OR (|'])('%s: every operand, then NOT, brackets and ends', (text) => {
    const offered = typing(text);
    const start = text.slice(0, -1);
    expect(offered).toEqual(
      expect.arrayContaining([`${start}namespace|`, `${start}%httperr|`, `${start}NOT |`, `${start}(|`, `${start}source.|`]),
    );
  });

  it('what begins with the typed letters comes first, aliases too', () => {
    expect(typing('name|').slice(0, 12)).toEqual(expect.arrayContaining(['name=|', 'name|', 'namespace|']));
    expect(typing('healthy AND plain|')).toEqual(['healthy AND plaintext|']);
    expect(typing('resp|')[0]).toBe('p99|');
  });

  it('a word that names nothing is looked for among the names', () => {
    expect(labels('car')).toContain('name*=car – 1 node');
    expect(typing('paym|')).toEqual([]);
  });

  it('operands say what they ask and of what', () => {
    expect(labels('plain')).toEqual(['plaintext – some of it is seen to be plaintext (edges)']);
    expect(labels('source.na')).toEqual([
      'source.name – any of its names: as drawn, workload, app, service (edges)',
      'source.namespace – namespace (edges)',
    ]);
  });

  it('the whole word under the caret is replaced', () => {
    expect(typing('nam|espace=shop')).toEqual(expect.arrayContaining(['name|=shop', 'namespace|=shop']));
  });
});

describe('behind an operand', () => {
  it('stand the operators it takes', () => {
    expect(typing('namespace |')).toEqual(['=', '!=', '*=', '!*=', '^=', '!^=', '$=', '!$='].map((each) => `namespace ${each}|`));
    expect(typing('rt |').slice(0, 2)).toEqual(['rt >|', 'rt >=|']);
    expect(typing('authz |')).toEqual(['authz =|', 'authz !=|']);
    expect(typing('namespace begins|')).toEqual(['namespace ^=|']);
    expect(typing('namespace cont|')).toEqual(['namespace *=|', 'namespace !*=|']);
  });

  it('stands AND or OR where it may stand alone', () => {
    expect(typing('healthy |')).toEqual(['healthy AND |', 'healthy OR |']);
    expect(typing('finding |')).toEqual(expect.arrayContaining(['finding =|', 'finding AND |']));
  });
});

describe('behind an operator', () => {
  it('stand the values of the mesh with counts, the commonest first', () => {
    expect(labels('namespace=')).toEqual(['shop – 3 nodes', '"odd – 1 node', 'default – 1 node']);
    expect(labels('version=')).toEqual(['v1 – 2 nodes', 'v2 – 1 node']);
    expect(labels('app!=pa')).toEqual(['pay – 2 nodes']);
    expect(labels('protocol=')).toEqual(['http – 5 edges', 'grpc – 0 edges', 'tcp – 0 edges']);
    expect(labels('health=fa')).toEqual(['failing – 0 nodes and edges']);
  });

  it('stand the words of a choice, and units of a number', () => {
    expect(labels('authz=de')).toEqual(['denied – 1 edge', 'depends – 0 edges']);
    expect(typing('rt>|')).toEqual(['rt>100ms|', 'rt>250ms|', 'rt>1s|', 'rt>5s|']);
  });

  it('say so where there is no configuration to count in', () => {
    const [first] = completeExpression('authz=', 6, { mesh, policies: undefined });
    expect(first).toMatchObject({ label: 'allowed', detail: 'no configuration is loaded' });
  });

  it('are quoted where the name needs it, and replace what is typed', () => {
    expect(typing('namespace="od|')).toEqual(['namespace="\\"odd"|']);
    expect(typing('namespace=sh| AND idle')).toEqual(['namespace=shop| AND idle']);
  });
});

describe('behind a criterion', () => {
  it('stand AND, OR and the bracket that is open', () => {
    expect(typing('namespace=shop |')).toEqual(['namespace=shop AND |', 'namespace=shop OR |']);
    expect(typing('(healthy OR idle |')).toEqual(['(healthy OR idle AND |', '(healthy OR idle OR |', '(healthy OR idle )|']);
    expect(typing('(healthy)|')).toEqual(['(healthy) AND |', '(healthy) OR |']);
    expect(typing('name="a b"|')).toEqual(['name="a b" AND |', 'name="a b" OR |']);
    expect(typing('healthy a|')).toEqual(['healthy AND |']);
  });
});

describe('behind what leads nowhere', () => {
  it.each(['helthy |', 'healthy && |', 'foo=|', '"cart" |', 'name not |'])('%s stands nothing', (text) => {
    expect(typing(text)).toEqual([]);
  });
});
