import { fileName } from '../text/file-name';

export interface CsvOrigin {
  readonly rows: 'edges' | 'nodes';
  readonly source: string;
  /** Empty = all. */
  readonly namespaces: readonly string[];
  readonly atSeconds: number;
}

/** "seamark-edges-demo-mesh-all-namespaces-20260310T190000Z.csv": what the rows are, whose, of which scope and moment in UTC. */
export function csvName({ rows, source, namespaces, atSeconds }: CsvOrigin): string {
  const scope =
    namespaces.length === 0 ? 'all-namespaces' : namespaces.length > 3 ? `${namespaces.length}-namespaces` : namespaces.join('-');
  return fileName([rows, source, scope], atSeconds, 'csv');
}
