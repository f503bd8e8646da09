import { expect, it } from 'vitest';
import { formatSample, formatScalar, formatTime } from './format-number';

// What Prometheus 2.42 printed for these numbers.
it.each([
  [1e-7, '1e-07', '0.0000001'],
  [1.25e-10, '1.25e-10', '0.000000000125'],
  [1e21, '1e+21', '1000000000000000000000'],
  [-1.5e300, '-1.5e+300', `-15${'0'.repeat(299)}`],
  [0.000001, '0.000001', '0.000001'],
  [123456789.5, '123456789.5', '123456789.5'],
  [-0, '-0', '-0'],
  [Number.NaN, 'NaN', 'NaN'],
  [Number.NEGATIVE_INFINITY, '-Inf', '-Inf'],
  [Number.POSITIVE_INFINITY, '+Inf', '+Inf'],
])('%d is %s as a sample and %s as a scalar', (value, sample, scalar) => {
  expect(formatSample(value)).toBe(sample);
  expect(formatScalar(value)).toBe(scalar);
});

it('writes moments in seconds', () => {
  expect(formatTime(1_795_237_344_050)).toBe('1795237344.05');
});
