/** The text of a draft → its documents, and what is wrong with them, each at its line. */
import { positionsOf } from '../../istio/locate';
import { kindOf } from '../../istio/parse-resource';
import { refText } from '../../istio/ref';
import { KIND_NAMES, RESOURCE_KINDS } from '../../istio/resources/index';
import type { ParsedResource, Resource, ResourceKind } from '../../istio/resources/resource';
import { BUNDLE_LIMITS, type InputIssue } from '../../istio/sources/bundle';
import { faultIssue, fieldIssues, notKubernetes } from '../../istio/sources/bundle-issues';
import { type Entry, entriesIn } from '../../istio/sources/entries-in';
import type { Problem } from '../../lib/problem';
import type { DraftText } from './model';
import { draftTooLarge, tooManyDocuments } from './problems';

export interface DraftLimits {
  /** Of all texts together. */
  readonly characters: number;
  readonly documents: number;
  /** Issues kept: positions cost a second parse. */
  readonly issues: number;
}

/** About a second of parsing: a draft is what one person is about to apply, not a cluster. */
export const DRAFT_LIMITS: DraftLimits = { characters: 2_000_000, documents: 1_000, issues: 200 };

/** `resource` where there is one; a rejected one is marked. `says` where there is none. */
export interface DraftDocument {
  readonly file: string;
  readonly document: number;
  readonly line: number;
  readonly found: { readonly resource: Resource } | { readonly unread: string } | { readonly unreadable: string };
}

export interface ReadDraft {
  readonly documents: readonly DraftDocument[];
  readonly issues: readonly InputIssue[];
  /** The draft as a whole is refused: then there are no documents. */
  readonly problems: readonly Problem[];
}

/** Total. `defaultNamespace` undefined = "default", and a document that names none is told so. */
export function readDraft(drafts: readonly DraftText[], defaultNamespace: string | undefined, limits = DRAFT_LIMITS): ReadDraft {
  const refused = (problem: Problem): ReadDraft => ({ documents: [], issues: [], problems: [problem] });
  const characters = drafts.reduce((sum, { text }) => sum + text.length, 0);
  if (characters > limits.characters) return refused(draftTooLarge(limits.characters));
  const documents: DraftDocument[] = [];
  const issues: InputIssue[] = [];
  for (const { name, text } of drafts) {
    const read = entriesIn(name, new TextEncoder().encode(text), {
      documentCharacters: BUNDLE_LIMITS.documentCharacters,
      defaultNamespace: defaultNamespace ?? 'default',
    });
    for (const { document, entry } of read) {
      if (documents.length >= limits.documents) return refused(tooManyDocuments(limits.documents));
      const taken = take({ file: name, document }, entry, defaultNamespace);
      documents.push(taken.document);
      if (issues.length < limits.issues) issues.push(...taken.issues());
    }
  }
  return { documents, issues, problems: [] };
}

interface Taken {
  readonly document: DraftDocument;
  readonly issues: () => readonly InputIssue[];
}

type At = Pick<DraftDocument, 'file' | 'document'>;

function take(at: At, entry: Entry, defaultNamespace: string | undefined): Taken {
  if (entry.what === 'secret')
    return { document: { ...at, line: 1, found: { unread: 'A Secret is not read, and nothing of it is kept.' } }, issues: () => [] };
  if (entry.what === 'fault') {
    const issue = faultIssue(at, entry.fault);
    return { document: { ...at, line: entry.fault.line, found: { unreadable: issue.message } }, issues: () => [issue] };
  }
  const { parsed, line } = entry;
  if (parsed.outcome === 'broken') {
    const issue: InputIssue = {
      ...notKubernetes({ ...at, line }, parsed.message),
      severity: 'error',
      hint: 'Write apiVersion, kind and metadata.',
    };
    return { document: { ...at, line, found: { unreadable: issue.message } }, issues: () => [issue] };
  }
  if (parsed.outcome === 'other') {
    const issue = unreadKind({ ...at, line }, parsed);
    return { document: { ...at, line, found: { unread: issue.message } }, issues: () => [issue] };
  }
  const { resource } = parsed;
  return {
    document: { ...at, line: resource.origin.source.firstLine, found: { resource } },
    issues: () => [...fieldIssues(resource, parsed.issues), ...missingNamespace(parsed, defaultNamespace)],
  };
}

interface WrittenKind {
  readonly apiVersion: string;
  readonly wireKind: string;
}

/** A kind that only seems unknown (another version, another case) is a slip; any other one says nothing about traffic here. */
function unreadKind(at: At & { readonly line: number }, { apiVersion, wireKind }: WrittenKind): InputIssue {
  const alike = KIND_NAMES.map((name): { readonly wire: string } & ResourceKind<unknown> => {
    const kind: ResourceKind<unknown> = RESOURCE_KINDS[name];
    return { ...kind, wire: kind.wireKind ?? name };
  }).filter(({ wire }) => wire.toLowerCase() === wireKind.toLowerCase());
  const [first] = alike;
  if (first === undefined)
    return {
      ...at,
      code: 'kind-not-read',
      severity: 'info',
      message: `${wireKind} (${apiVersion}) says nothing about traffic that can be worked out here.`,
      hint: 'It is left out; the other documents count.',
    };
  const served = alike.flatMap(({ group, versions }) => versions.map((version) => (group === '' ? version : `${group}/${version}`)));
  const known = served.some((version) => kindOf(version, wireKind) !== undefined);
  return {
    ...at,
    code: 'kind-misspelt',
    severity: 'error',
    message: known ? `${wireKind} is not served as ${apiVersion}.` : `No kind is called ${wireKind}.`,
    hint: known ? `Write apiVersion: ${served.join(' or ')}.` : `Write kind: ${first.wire}.`,
  };
}

function missingNamespace({ resource }: ParsedResource, defaultNamespace: string | undefined): readonly InputIssue[] {
  if (defaultNamespace !== undefined || resource.namespace !== 'default' || resource.rejected) return [];
  const { source } = resource.origin;
  const positionOf = positionsOf(source);
  const [metadata, own] = [positionOf('metadata'), positionOf('metadata.namespace')];
  const isAbsent = metadata !== undefined && own?.line === metadata.line && own.column === metadata.column;
  if (!isAbsent) return [];
  return [
    {
      code: 'namespace-missing',
      severity: 'warning',
      message: `${refText(resource)}: metadata names no namespace, so default is taken.`,
      hint: 'Write metadata.namespace, or say which namespace is meant.',
      file: source.file,
      document: source.document,
      line: metadata.line,
      column: metadata.column,
      path: 'metadata.namespace',
    },
  ];
}
