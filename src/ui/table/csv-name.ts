/** "seamark-edges-demo-mesh-all-namespaces-20260310T190000Z.csv": what the rows are, whose, of which scope and moment in UTC. */
export interface CsvOrigin {
  readonly rows: 'edges' | 'nodes';
  readonly source: string;
  /** Empty = all. */
  readonly namespaces: readonly string[];
  readonly atSeconds: number;
}

export function csvName({ rows, source, namespaces, atSeconds }: CsvOrigin): string {
  const scope =
    namespaces.length === 0 ? 'all-namespaces' : namespaces.length > 3 ? `${namespaces.length}-namespaces` : namespaces.join('-');
  const at = new Date(atSeconds * 1000).toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');
  return `${['seamark', rows, plain(source), plain(scope), at].filter((part) => part !== '').join('-')}.csv`;
}

/** Letters, digits and single dashes: nothing a file system or a mail program minds. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
