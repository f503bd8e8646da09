/** IP addresses and CIDR ranges, version 4 and 6. */

/** A range as a number of bits and the address as one big integer. */
export interface IpBlock {
  readonly version: 4 | 6;
  readonly address: bigint;
  /** How many leading bits count. */
  readonly prefix: number;
}

/** "10.1.2.3", "10.1.0.0/16", "2001:db8::/32"; undefined for anything else. A version 4 address mapped into 6 is version 4. */
export function parseBlock(text: string): IpBlock | undefined {
  const [address = '', prefix, ...more] = text.split('/');
  if (more.length > 0) return undefined;
  const parsed = parseAddress(address);
  if (parsed === undefined) return undefined;
  const bits = parsed.version === 4 ? 32 : 128;
  if (prefix === undefined) return mapped({ ...parsed, prefix: bits });
  if (!/^\d{1,3}$/.test(prefix) || (prefix.length > 1 && prefix.startsWith('0')) || Number(prefix) > bits) return undefined;
  return mapped({ ...parsed, prefix: Number(prefix) });
}

/** Whether `address` (a block of one address) lies in `block`. */
export function containsAddress(block: IpBlock, address: IpBlock): boolean {
  if (block.version !== address.version) return false;
  const shift = BigInt((block.version === 4 ? 32 : 128) - block.prefix);
  return block.address >> shift === address.address >> shift;
}

const mappedPrefix = 0xffffn;

function mapped(block: IpBlock): IpBlock {
  if (block.version === 4 || block.prefix < 96 || block.address >> 32n !== mappedPrefix) return block;
  return { version: 4, address: block.address & 0xffff_ffffn, prefix: block.prefix - 96 };
}

function parseAddress(text: string): { readonly version: 4 | 6; readonly address: bigint } | undefined {
  if (!text.includes(':')) {
    const address = parseVersion4(text);
    return address === undefined ? undefined : { version: 4, address };
  }
  const address = parseVersion6(text);
  return address === undefined ? undefined : { version: 6, address };
}

function parseVersion4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let address = 0n;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    address = (address << 8n) | BigInt(part);
  }
  return address;
}

function parseVersion6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => groupsOf(half));
  if (head === undefined) return undefined;
  if (halves.length === 1) return head.length === 8 ? joined(head) : undefined;
  if (tail === undefined || head.length + tail.length > 7) return undefined;
  return joined([...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0n), ...tail]);
}

function joined(groups: readonly bigint[]): bigint {
  return groups.reduce((address, group) => (address << 16n) | group, 0n);
}

/** Groups of 16 bits; a version 4 address at the end stands for two of them. */
function groupsOf(text: string): readonly bigint[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: bigint[] = [];
  for (const [index, part] of parts.entries()) {
    const version4 = index === parts.length - 1 && part.includes('.') ? parseVersion4(part) : undefined;
    if (version4 !== undefined) groups.push(version4 >> 16n, version4 & 0xffffn);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}
