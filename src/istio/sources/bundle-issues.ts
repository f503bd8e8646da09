/** Everything that can be wrong with files that are given, in one sentence each, with what to do next. */
import type { Problem } from '../../lib/problem';
import { positionsOf } from '../locate';
import { refOf, refText } from '../ref';
import type { FieldIssue } from '../resources/reader';
import type { Resource } from '../resources/resource';
import type { InputIssue } from './bundle';
import type { NotText } from './entries-in';
import type { Fault } from './objects-in';

type Place = Pick<InputIssue, 'file' | 'document' | 'line'>;

export const notKubernetes = (place: Place, message: string): InputIssue => ({
  ...place,
  code: 'not-kubernetes',
  severity: 'warning',
  message: `The document ${message}, so it is no Kubernetes object.`,
  hint: 'Leave the file out if it is not meant as one (values of a chart, a kustomization).',
});

const ofFile = (code: string, file: string, message: string, hint: string): InputIssue => ({
  code,
  severity: 'error',
  file,
  message,
  hint,
});

export const binaryFile = (file: string): InputIssue =>
  ofFile('binary-file', file, 'The file is binary, not YAML or JSON.', 'Give text files, or .gz of one text file each.');
export const archive = (file: string, kind: string): InputIssue =>
  ofFile('archive', file, `The file is a ${kind} archive, which is not unpacked.`, 'Unpack it and give the folder.');
export const brokenGzip = (file: string): InputIssue =>
  ofFile(
    'broken-gzip',
    file,
    'The file is compressed and cannot be unpacked: it is cut off or damaged.',
    'Copy it again, or unpack it and give the text.',
  );
export const unreadableFile = (file: string): InputIssue =>
  ofFile(
    'unreadable-file',
    file,
    'The file could not be read to its end.',
    'Check that it still exists and may be read, then give it again.',
  );
export const tooManyBytes = (file: string, most: number): InputIssue =>
  ofFile(
    'bundle-too-large',
    file,
    `With this file the bundle is larger than ${Math.round(most / 1_000_000)} MB unpacked; it and what follows was left out.`,
    'Give fewer files, or only the kinds that matter: Secrets, CRDs and Events are not read anyway.',
  );
export const tooManyFiles = (file: string, most: number): InputIssue =>
  ofFile(
    'too-many-files',
    file,
    `There are more than ${most} files; this one and what follows was left out.`,
    'Give a folder further down.',
  );

const HINTS: Readonly<Record<Fault['code'] | NotText['code'], string>> = {
  'yaml-syntax': 'Correct the line; the other documents are read.',
  'yaml-duplicate-key':
    'Remove one of the two: the API server would refuse it or keep only the last. If a --- is missing before it, add it.',
  'yaml-aliases': 'Write the values out instead of using aliases.',
  'yaml-too-deep': 'No Kubernetes object is nested this deep; check the file.',
  'document-too-large': 'Split it with --- into documents, or write it as a List in block style, as kubectl does.',
  'list-too-deep': 'Write the objects as documents of their own.',
  'not-utf8': 'Save the file as UTF-8.',
};

export function faultIssue(place: Pick<Place, 'file' | 'document'>, { code, message, line, ...fault }: Fault | NotText): InputIssue {
  const { column, lineText } = { column: undefined, lineText: undefined, ...fault };
  const template = lineText?.includes('{{') === true;
  return {
    ...place,
    code,
    severity: 'error',
    line,
    ...(column === undefined ? {} : { column }),
    ...(lineText === undefined ? {} : { lineText }),
    message:
      code === 'yaml-syntax' ? `Not readable as YAML: ${message.replace(/^is /, '').replace(/\.$/, '')}.` : `The document ${message}.`,
    hint: template ? 'This looks like a template: render it first (helm template) and give the output.' : HINTS[code],
  };
}

/** What readers noted about the fields of one resource, each at its place. */
export function fieldIssues(resource: Resource, issues: readonly FieldIssue[]): readonly InputIssue[] {
  if (issues.length === 0) return [];
  const { source } = resource.origin;
  const positionOf = positionsOf(source);
  const { kind, namespace, name } = resource;
  return issues.map(({ path, severity, message, hint }) => {
    const position = positionOf(path);
    const rejected = severity === 'rejected';
    return {
      code: rejected ? 'resource-rejected' : 'field-without-effect',
      severity: rejected ? 'error' : 'warning',
      message: `${refText(resource)}: ${path} ${message}.`,
      hint: rejected
        ? 'The API server or Istio would refuse the resource, so it counts for nothing here.'
        : (hint ?? 'Check its spelling and place.'),
      file: source.file,
      document: source.document,
      line: position?.line ?? source.firstLine,
      ...(position === undefined ? {} : { column: position.column, lineText: lineOf(source.text, position.line - source.firstLine) }),
      ref: { kind, namespace, name },
      path,
    };
  });
}

const lineOf = (text: string, index: number): string => (text.split('\n', index + 1)[index] ?? '').trimEnd().slice(0, 160);

export const duplicate = (earlier: Resource, later: Resource): InputIssue => ({
  code: 'duplicate-resource',
  severity: 'warning',
  message: `${refText(later)} is given twice, first in ${earlier.origin.source.file}, line ${earlier.origin.source.firstLine}; the last one counts.`,
  hint: 'Remove one of them.',
  file: later.origin.source.file,
  document: later.origin.source.document,
  line: later.origin.source.firstLine,
  ref: refOf(later),
});

/** As a Problem: the place first, the offending line last. */
export function issueProblem({ code, severity, message, hint, file, line, column, lineText }: InputIssue): Problem {
  const at = [file, ...(line === undefined ? [] : [`line ${line}`]), ...(column === undefined ? [] : [`column ${column}`])].join(', ');
  const shown = lineText === undefined || lineText.trim() === '' ? '' : ` It reads: ${lineText.trim()}`;
  return { code, severity, message: `${at}: ${message}${shown}`, ...(hint === undefined ? {} : { hint }) };
}

export const cancelled = (): Problem => ({
  code: 'bundle-cancelled',
  severity: 'info',
  message: 'Reading the files was cancelled; what had been read is not used.',
});

export const moreIssues = (count: number): Problem => ({
  code: 'bundle-more-issues',
  severity: 'warning',
  message: `${count} more places in the files have something wrong.`,
  hint: 'Correct the ones that are shown and give the files again.',
});

export const nothingRead = (documents: number): Problem => ({
  code: 'bundle-empty',
  severity: 'warning',
  message: documents === 0 ? 'The files hold no document.' : 'None of the documents is of a kind that is read here.',
  hint: 'Give Kubernetes objects as YAML or JSON: what kubectl get -o yaml prints, or the files that kubectl apply takes.',
});
