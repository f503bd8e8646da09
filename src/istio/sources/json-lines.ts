/** Pieces of a stream → the JSON values of its lines. */

/** A line may be cut anywhere, and so may a stream. */
export interface JsonLines {
  /** False when a line is no JSON, or longer than any object of Kubernetes may be. */
  readonly push: (piece: string) => boolean;
}

/** etcd refuses objects above 1.5 MB; managed fields and escapes make their JSON a little longer. */
const LONGEST_LINE = 16_000_000;

export function jsonLines(take: (value: unknown) => void): JsonLines {
  let rest: string[] = [];
  let length = 0;
  const lineEnds = (line: string): boolean => {
    const text = line.trim();
    if (text === '') return true;
    try {
      take(JSON.parse(text));
      return true;
    } catch {
      return false;
    }
  };
  return {
    push: (piece) => {
      const lines = piece.split('\n');
      for (const [index, line] of lines.entries()) {
        rest.push(line);
        length += line.length;
        if (length > LONGEST_LINE) return false;
        if (index === lines.length - 1) break;
        const whole = rest.join('');
        rest = [];
        length = 0;
        if (!lineEnds(whole)) return false;
      }
      return true;
    },
  };
}
