/** What may be written at a place of a draft: kinds, fields as the readers of `istio/resources` have them, and names of the mesh. */
import type { DraftWords } from '../../inquiry/what-if/draft-words';
import { RESOURCE_KINDS } from '../../istio/resources/index';
import type { Holds, Reader } from '../../istio/resources/reader';
import type { ResourceKind } from '../../istio/resources/resource';
import { ENTRY, type Step, type YamlPlace } from './yaml-place';

export const NO_WORDS: DraftWords = {
  workloads: [],
  services: [],
  namespaces: [],
  principals: [],
  hosts: [],
  serviceAccounts: [],
  labels: new Map(),
};

export interface Offer {
  /** What is written, and shown. */
  readonly text: string;
  readonly what: 'kind' | 'field' | 'value';
  /** "security.istio.io/v1" beside a kind. */
  readonly detail?: string;
  /** Written before the text: the line with the apiVersion that belongs to a kind. */
  readonly apiVersion?: string;
  /** What a field opens below it; absent = a value follows on its line. */
  readonly opens?: 'fields' | 'list';
}

interface KnownKind {
  readonly wireKind: string;
  readonly apiVersion: string;
  readonly kind: ResourceKind<unknown>;
}

/** Policies and routes first: drafts are mostly of those. */
const GROUPS = ['security.istio.io', 'networking.istio.io', 'gateway.networking.k8s.io'];
const rank = ({ kind: { group } }: KnownKind): number => (GROUPS.includes(group) ? GROUPS.indexOf(group) : GROUPS.length);

const KNOWN: readonly KnownKind[] = Object.entries(RESOURCE_KINDS)
  .map(([name, described]): KnownKind => {
    const kind: ResourceKind<unknown> = described;
    const version = kind.versions[0] ?? 'v1';
    return { wireKind: kind.wireKind ?? name, apiVersion: kind.group === '' ? version : `${kind.group}/${version}`, kind };
  })
  .sort((a, b) => rank(a) - rank(b) || a.wireKind.localeCompare(b.wireKind));

const group: Reader<unknown> = Object.assign(() => undefined, { holds: { kind: 'fields', fields: new Map() } } as const);
const HEAD: Holds = { kind: 'fields', fields: new Map([['metadata', group]]) };
const HEAD_FIELDS = ['apiVersion', 'kind', 'metadata'];
const METADATA_FIELDS = ['name', 'namespace', 'labels', 'annotations'];

/** What fits, the likeliest first; the editor narrows it down while more is written. */
export function completeDraft(place: YamlPlace, words: DraftWords): readonly Offer[] {
  return place.writing === 'key' ? names(place, words) : values(place, words);
}

function names({ path, siblings, head }: YamlPlace, words: DraftWords): readonly Offer[] {
  if (path.at(-1) === ENTRY) {
    const held = heldAt(path, head);
    if (held?.kind !== 'fields') return valuesOf(held, path, words);
  }
  const fresh = (fields: readonly string[], held?: Holds) =>
    fields.filter((name) => !siblings.includes(name)).map((text): Offer => ({ text, what: 'field', ...opened(below(held, text)?.holds) }));
  if (path.length === 0) {
    const held = knownKind(head)?.kind.holds;
    return [
      ...fresh(HEAD_FIELDS, HEAD),
      ...fresh(
        fieldsOf(held).filter((name) => name !== 'status'),
        held,
      ),
    ];
  }
  if (path.length === 1 && path[0] === 'metadata') return fresh(METADATA_FIELDS);
  if (LABELLED.has(path.at(-1) ?? '')) return fresh([...words.labels.keys()]);
  const held = heldAt(path, head);
  return fresh(fieldsOf(held), held);
}

function opened(held: Holds | undefined): Pick<Offer, 'opens'> {
  if (held === undefined || held.kind === 'words') return {};
  return { opens: held.kind === 'list' ? 'list' : 'fields' };
}

function values({ path, head }: YamlPlace, words: DraftWords): readonly Offer[] {
  if (path.length === 1 && path[0] === 'kind')
    return KNOWN.filter(({ kind }) => !head.has('apiVersion') || fits(kind, head.get('apiVersion'))).map(({ wireKind, apiVersion }) => ({
      text: wireKind,
      what: 'kind',
      detail: apiVersion,
      ...(head.has('apiVersion') ? {} : { apiVersion }),
    }));
  if (path.length === 1 && path[0] === 'apiVersion') {
    const kind = head.get('kind') ?? '';
    const fitting = KNOWN.filter(({ wireKind }) => kind === '' || wireKind === kind);
    return [...new Set(fitting.map(({ apiVersion }) => apiVersion))].map((text) => ({ text, what: 'value' }));
  }
  return valuesOf(heldAt(path, head), path, words);
}

const fits = ({ group, versions }: ResourceKind<unknown>, apiVersion = ''): boolean =>
  apiVersion === '' || versions.some((version) => apiVersion === (group === '' ? version : `${group}/${version}`));

const knownKind = (head: ReadonlyMap<string, string>): KnownKind | undefined =>
  KNOWN.find(({ wireKind, kind }) => wireKind === head.get('kind') && fits(kind, head.get('apiVersion')));

function heldAt(path: readonly Step[], head: ReadonlyMap<string, string>): Holds | undefined {
  let held: Holds | undefined = knownKind(head)?.kind.holds;
  for (const step of path) held = below(held, step)?.holds;
  return held;
}

function below(held: Holds | undefined, step: Step): Reader<unknown> | undefined {
  if (held === undefined || held.kind === 'words') return undefined;
  if (held.kind === 'list') return step === ENTRY ? held.entry : undefined;
  return held.kind === 'map' ? held.entry : held.fields.get(step);
}

const fieldsOf = (held: Holds | undefined): readonly string[] => (held?.kind === 'fields' ? [...held.fields.keys()] : []);

const LABELLED = new Set(['matchLabels', 'labels', 'sourceLabels']);

/** By the name of the field: the same names mean the same things in every kind. */
const NAMED: ReadonlyMap<string, (words: DraftWords) => readonly string[]> = new Map([
  ...['namespace', 'namespaces', 'notNamespaces', 'sourceNamespace'].map(
    (name) => [name, (words: DraftWords) => words.namespaces] as const,
  ),
  ...['principals', 'notPrincipals'].map((name) => [name, (words: DraftWords) => words.principals] as const),
  ...['serviceAccounts', 'notServiceAccounts'].map((name) => [name, (words: DraftWords) => words.serviceAccounts] as const),
  ...['host', 'hosts', 'notHosts', 'hostnames'].map((name) => [name, (words: DraftWords) => words.hosts] as const),
]);

function valuesOf(held: Holds | undefined, path: readonly Step[], words: DraftWords): readonly Offer[] {
  const offers = (texts: readonly string[]) => texts.map((text): Offer => ({ text, what: 'value' }));
  if (held?.kind === 'words') return offers(held.words);
  const [holder = '', last = ''] = path.filter((step) => step !== ENTRY).slice(-2);
  if (LABELLED.has(holder)) return offers(words.labels.get(last) ?? []);
  const field = path.filter((step) => step !== ENTRY).at(-1) ?? '';
  return offers(NAMED.get(field)?.(words) ?? []);
}
