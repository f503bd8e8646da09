import type { Problem } from '../lib/problem';

/** What can be wrong with the self-contained form, with what to do next. */

export function viewerMissing(): Problem {
  return {
    code: 'snapshot-viewer-missing',
    severity: 'error',
    message: 'The viewer that belongs into the HTML file is not part of this build.',
    hint: 'Save the snapshot as .seamark.json.gz, or build Seamark with "npm run build".',
  };
}

export function htmlFormForeign(): Problem {
  return {
    code: 'snapshot-html-foreign',
    severity: 'error',
    message: 'This HTML file holds no Seamark snapshot.',
    hint: 'Open a file that was saved by Seamark as HTML, or a .seamark.json.gz.',
  };
}

export function htmlFormDamaged(): Problem {
  return {
    code: 'snapshot-html-damaged',
    severity: 'error',
    message: 'The snapshot in this HTML file was cut off or changed: its data cannot be read.',
    hint: 'Ask for the file again, or for the .seamark.json.gz; mail programs and editors sometimes rewrite HTML.',
  };
}
