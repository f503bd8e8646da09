/** The two moments of `seamark diff`: read of snapshots, or asked of a Prometheus; and whether they can be compared at all. */
import type { Inventory } from '../istio/inventory';
import { formatDuration } from '../lib/duration';
import type { Problem } from '../lib/problem';
import { err, ok, type Result } from '../lib/result';
import { inventoryOfRecord } from '../snapshot/recorded-inventory';
import type { RecordedMoment, RecordedResources, Snapshot } from '../snapshot/snapshot';
import type { QueryRecord } from '../telemetry/query-record';
import type { Telemetry } from '../telemetry/rows';
import type { CommandContext } from './command';
import { readConfiguration } from './configuration-source';
import type { DiffArguments, MomentWord } from './diff-arguments';
import { onlyNamespaces } from './only-namespaces';
import { askPrometheus } from './prometheus-source';
import { readSnapshotFile } from './read-snapshot-file';

export interface DiffMoment {
  readonly telemetry: Telemetry;
  readonly queries: readonly QueryRecord[];
  readonly problems: readonly Problem[];
  readonly answered: boolean;
  readonly inventory: Inventory | undefined;
}

export interface DiffMoments {
  readonly before: DiffMoment;
  readonly after: DiffMoment;
  /** Of both together, and of the resources. */
  readonly problems: readonly Problem[];
}

/** A moment of a snapshot, with what tells whether it can stand beside another. */
interface Recorded {
  readonly kind: 'recorded';
  readonly moment: RecordedMoment;
  readonly resources: RecordedResources | undefined;
  readonly pseudonyms: boolean;
}
interface Time {
  readonly kind: 'time';
  readonly atSeconds: number | undefined;
}
type Found = Recorded | Time;

/** Fails on files that cannot be read, and on moments that cannot be compared; a Prometheus that does not answer is told by problems. */
export async function takeMoments(wanted: DiffArguments, context: CommandContext): Promise<Result<DiffMoments, string>> {
  const found = await findMoments(wanted.moments, context);
  if (!found.ok) return found;
  const [a, b] = found.value;
  const unlike = whyUnlike(a, b, wanted);
  if (unlike !== undefined) return err(unlike);
  const recorded = [a, b].find((one) => one.kind === 'recorded');
  const beside = recorded?.kind === 'recorded' ? recorded.moment : undefined;
  // One after the other: a Prometheus is asked about the moment before when it is done with the later one.
  const after = await momentOf(b, beside, wanted, context);
  if (!after.ok) return after;
  const before = await momentOf(a, beside, wanted, context);
  if (!before.ok) return before;
  const configured = wanted.configuration === undefined ? undefined : await readConfiguration(wanted.configuration, context);
  if (configured?.ok === false) return configured;
  const sides = { before: before.value, after: { ...after.value, inventory: after.value.inventory ?? configured?.value.inventory } };
  return ok({ ...sides, problems: [...(configured?.value.problems ?? []), ...problemsOf(sides)] });
}

async function findMoments(words: DiffArguments['moments'], context: CommandContext): Promise<Result<readonly [Found, Found], string>> {
  const [first, second] = words;
  if (second === undefined) return both(first, context);
  const a = await find(first, context);
  if (!a.ok) return a;
  const b = await find(second, context);
  return b.ok ? ok([a.value, b.value]) : b;
}

async function find(word: MomentWord, context: CommandContext): Promise<Result<Found, string>> {
  if (word.kind === 'time') return ok(word);
  const snapshot = await readSnapshotFile(word.path, context);
  if (!snapshot.ok) return snapshot;
  return ok(recordedOf(snapshot.value, snapshot.value.moment, snapshot.value.resources));
}

/** Both moments of a snapshot that was saved of a comparison. */
async function both(word: MomentWord, context: CommandContext): Promise<Result<readonly [Found, Found], string>> {
  if (word.kind === 'time') return err('The moment B is missing; see seamark diff --help.');
  const read = await readSnapshotFile(word.path, context);
  if (!read.ok) return read;
  const { before, moment, resources, resourcesBefore } = read.value;
  if (before === undefined) return err(`${JSON.stringify(word.path)} was saved of one moment; name the other one, too.`);
  return ok([recordedOf(read.value, before, resourcesBefore), recordedOf(read.value, moment, resources)]);
}

const recordedOf = ({ pseudonyms }: Snapshot, moment: RecordedMoment, resources: RecordedResources | undefined): Recorded => ({
  kind: 'recorded',
  moment,
  resources,
  pseudonyms,
});

/** Names and scopes have to be the same, or everything would be added or removed. */
function whyUnlike(a: Found, b: Found, { namespaces }: DiffArguments): string | undefined {
  const recorded = [a, b].filter((one) => one.kind === 'recorded');
  if (recorded.some(({ moment }) => moment.telemetry.totals === true))
    return 'A snapshot of totals since a proxy started has no rates that could be compared.';
  const [first, second] = recorded;
  if (first !== undefined && (second ?? { pseudonyms: false }).pseudonyms !== first.pseudonyms)
    return 'One of the two has pseudonyms in place of names; nothing in it could be found in the other.';
  if (namespaces.length > 0) {
    const outside = recorded.find(
      ({ moment }) => moment.namespaces.length > 0 && namespaces.some((name) => !moment.namespaces.includes(name)),
    );
    return outside && `A snapshot holds only the namespaces ${outside.moment.namespaces.join(', ')}.`;
  }
  if (first === undefined || second === undefined) return undefined;
  const [one, other] = [first, second].map(({ moment }) => [...moment.namespaces].sort());
  if (JSON.stringify(one) === JSON.stringify(other)) return undefined;
  const shown = (list: readonly string[] | undefined) => (list?.length ? list.join(', ') : 'all namespaces');
  return `A shows ${shown(one)}, B ${shown(other)}: choose with --namespaces what both have.`;
}

/** A time beside a snapshot is asked as the snapshot was. */
async function momentOf(
  found: Found,
  beside: RecordedMoment | undefined,
  wanted: DiffArguments,
  context: CommandContext,
): Promise<Result<DiffMoment, string>> {
  const { prometheus, groupBy, windowGiven } = wanted;
  if (found.kind === 'recorded') return ok(readMoment(found, wanted.namespaces));
  if (prometheus === undefined) return err('A time is asked of a Prometheus: --prometheus URL.');
  const windowSeconds = windowGiven ? prometheus.windowSeconds : (beside?.telemetry.windowSeconds ?? prometheus.windowSeconds);
  const namespaces = wanted.namespaces.length > 0 ? wanted.namespaces : (beside?.namespaces ?? []);
  const taken = await askPrometheus({ ...prometheus, windowSeconds, namespaces }, { atSeconds: found.atSeconds, groupBy }, context);
  return taken.ok ? ok({ ...taken.value, inventory: undefined }) : taken;
}

function readMoment({ moment, resources }: Recorded, namespaces: readonly string[]): DiffMoment {
  const { telemetry, queries, problems } = moment;
  return {
    telemetry: onlyNamespaces(telemetry, namespaces),
    queries,
    problems,
    answered: true,
    inventory: resources && inventoryOfRecord(resources),
  };
}

function problemsOf({ before, after }: Omit<DiffMoments, 'problems'>): readonly Problem[] {
  const [a, b] = [before.telemetry, after.telemetry];
  const said: Problem[] = [];
  if (a.atSeconds > b.atSeconds)
    said.push({
      code: 'diff-backwards',
      severity: 'info',
      message: 'A is later than B: what was added in time is told as removed.',
      hint: 'Name the earlier moment first.',
    });
  if (a.windowSeconds !== b.windowSeconds)
    said.push({
      code: 'diff-windows',
      severity: 'info',
      message: `The rates of A are taken over ${formatDuration(a.windowSeconds)}, those of B over ${formatDuration(b.windowSeconds)}.`,
    });
  return said;
}
