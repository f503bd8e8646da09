/**
 * Isotonic regression by pooling adjacent violators: the ordered places nearest to the wished ones (least squares)
 * that keep the asked distances. `distance[i]` is the least distance between items i and i + 1.
 */
import { num } from './typed';

export function nearestOrdered(wished: Float64Array, distance: Float64Array, weight: Float64Array): Float64Array {
  const size = wished.length;
  const offset = new Float64Array(size);
  for (let at = 1; at < size; at++) offset[at] = num(offset, at - 1) + num(distance, at - 1);
  const sum = new Float64Array(size);
  const mass = new Float64Array(size);
  const first = new Int32Array(size);
  let pools = 0;
  for (let at = 0; at < size; at++) {
    sum[pools] = (num(wished, at) - num(offset, at)) * num(weight, at);
    mass[pools] = num(weight, at);
    first[pools] = at;
    pools++;
    while (pools > 1 && num(sum, pools - 2) * num(mass, pools - 1) >= num(sum, pools - 1) * num(mass, pools - 2)) {
      sum[pools - 2] = num(sum, pools - 2) + num(sum, pools - 1);
      mass[pools - 2] = num(mass, pools - 2) + num(mass, pools - 1);
      pools--;
    }
  }
  const result = new Float64Array(size);
  for (let pool = 0; pool < pools; pool++) {
    const end = pool + 1 < pools ? (first[pool + 1] ?? size) : size;
    const value = num(sum, pool) / num(mass, pool);
    for (let at = first[pool] ?? 0; at < end; at++) result[at] = value + num(offset, at);
  }
  return result;
}
