/** Comparing two answers of Prometheus' API. */
export interface ApiAnswer {
  readonly status: string;
  readonly errorType?: string;
  readonly error?: string;
  readonly data?: {
    readonly resultType: string;
    readonly result: unknown;
    readonly stats?: { readonly samples: { readonly totalQueryableSamples: number } };
  };
}

type Sample = readonly [number, string];

interface Row {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: Sample;
  readonly values?: readonly Sample[];
}

function keyOf(metric: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(metric).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** All samples as `labels @ time` → value. */
function samplesOf({ data }: ApiAnswer): Map<string, string> {
  if (data === undefined) return new Map();
  if (data.resultType === 'scalar' || data.resultType === 'string') {
    const [time, value] = data.result as Sample;
    return new Map([[`@ ${time}`, value]]);
  }
  const samples = new Map<string, string>();
  for (const { metric, value, values = [] } of data.result as readonly Row[]) {
    for (const [time, text] of value === undefined ? values : [value]) samples.set(`${keyOf(metric)} @ ${time}`, text);
  }
  return samples;
}

export function sampleCount(answer: ApiAnswer): number {
  return samplesOf(answer).size;
}

function agree(ours: string, theirs: string, tolerance: number): boolean {
  if (ours === theirs) return true;
  const [a, b] = [Number(ours.replace('Inf', 'Infinity')), Number(theirs.replace('Inf', 'Infinity'))];
  return Number.isFinite(a) && Number.isFinite(b) && Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}

/** Up to five differences in words; none when the answers agree within the relative tolerance. */
export function differences(ours: ApiAnswer, theirs: ApiAnswer, tolerance: number): readonly string[] {
  if (ours.status !== theirs.status || ours.errorType !== theirs.errorType) {
    return [
      `ours: ${ours.status} ${ours.errorType ?? ''} ${ours.error ?? ''}; theirs: ${theirs.status} ${theirs.errorType ?? ''} ${theirs.error ?? ''}`,
    ];
  }
  if (ours.data?.resultType !== theirs.data?.resultType) return [`ours is a ${ours.data?.resultType}, theirs a ${theirs.data?.resultType}`];
  const [mine, real] = [samplesOf(ours), samplesOf(theirs)];
  const found: string[] = [];
  for (const [key, value] of mine) {
    const other = real.get(key);
    if (other === undefined) found.push(`only ours: ${key} = ${value}`);
    else if (!agree(value, other, tolerance)) found.push(`${key}: ours ${value}, theirs ${other}`);
  }
  for (const [key, value] of real) if (!mine.has(key)) found.push(`only theirs: ${key} = ${value}`);
  return found.slice(0, 5);
}

/** Posts a form to one of the API's paths. */
export async function askApi(url: string, path: string, parameters: Readonly<Record<string, string>>): Promise<ApiAnswer> {
  const answer = await fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams(parameters) });
  return answer.json();
}
