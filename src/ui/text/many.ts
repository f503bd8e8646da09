/** "1 node", "3 nodes", "36,002 nodes". */
export const many = (count: number, noun: string): string => `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
