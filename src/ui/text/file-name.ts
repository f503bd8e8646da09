import { isoText } from '../../lib/range-text';
/** "seamark-graph-demo-mesh-20260310T190000Z.png"; parts that have no letters are left out. */
export function fileName(parts: readonly string[], atSeconds: number, extension: string): string {
  const at = isoText(atSeconds).replace(/\.\d+/, '').replace(/[-:]/g, '');
  return `${['seamark', ...parts.map(plain), at].filter((part) => part !== '').join('-')}.${extension}`;
}

/** Letters, digits and single dashes: nothing a file system or a mail program minds. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
