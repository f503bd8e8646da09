import { describe, expect, it } from 'vitest';
import { oneLine } from './one-line';

describe('one line', () => {
  it('takes out line ends, escapes and direction marks', () => {
    expect(oneLine('a\u202eb\u2028c\u001bd\r\ne')).toBe('a b c d e');
  });
});
