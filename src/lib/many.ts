import { formatCount } from './format-number';

/** "1 node", "3 nodes", "36,002 nodes". */
export const many = (count: number, noun: string): string => `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
