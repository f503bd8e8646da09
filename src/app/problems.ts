/** Problems of the running app: links, configuration, preferences. */
import type { Problem } from '../lib/problem';

export const linkPartIgnored = (name: string): Problem => ({
  code: `link-part-ignored-${name}`,
  severity: 'warning',
  message: `The link's "${name}" could not be read and its default is used.`,
  hint: 'Choose it again in the toolbar; the address in the location bar follows.',
});

export const snapshotTooEarly = (): Problem => ({
  code: 'snapshot-too-early',
  severity: 'warning',
  message: 'There is nothing to save yet: the picture is not complete, or it is of dropped statistics.',
  hint: 'Wait until the numbers have arrived, and save again.',
});

export const LINK_LEAVES_OUT = 'link-leaves-out';

export const linkLeavesOut = (parts: readonly string[]): Problem => ({
  code: LINK_LEAVES_OUT,
  severity: 'info',
  message: `The link would be longer than 2,000 characters, so it leaves out ${parts.join(' and ')}.`,
  hint: 'Whoever opens it sees everything else as you do. Save the view to keep all of it.',
});

export const LINK_TOO_LONG = 'link-too-long';

export const linkTooLong = (): Problem => ({
  code: LINK_TOO_LONG,
  severity: 'warning',
  message: 'The link is longer than 2,000 characters: a chat or a ticket may cut it off, and then it cannot be read.',
  hint: 'Choose fewer namespaces, shorten find, hide or the rules, or save the view and send its file.',
});

export const sourceUnknown = (): Problem => ({
  code: 'source-unknown',
  severity: 'warning',
  message: 'The link names a source that is not configured here; the first configured source is shown.',
  hint: 'Sources are configured where the page is served; a link can only name one of them.',
});

export const configurationUnreadable = (detail: string): Problem => ({
  code: 'configuration-unreadable',
  severity: 'error',
  message: `The page's config.json could not be read: ${detail}.`,
  hint: 'It is served beside the page: { "sources": [ { "id", "label", "prometheusUrl", "mock" } ] }. Check the server and reload.',
});

export const scenariosUnavailable = (): Problem => ({
  code: 'scenarios-unavailable',
  severity: 'info',
  message: 'The mock server did not list its scenarios.',
  hint: 'The map works; only the scenario menu is empty. Reload to try again.',
});

export const noReasonGiven = (): Problem => ({
  code: 'no-reason-given',
  severity: 'error',
  message: 'The question could not be answered and no reason was given.',
  hint: 'Try again; the last good picture stays.',
});

/** `number` counts from 1 in config.json's "links". */
export const linkIgnored = (number: number, title: string, reason: string): Problem => ({
  code: `link-out-ignored-${number}`,
  severity: 'warning',
  message: `The link "${title}" (number ${number} of config.json's "links") is not offered: ${reason}.`,
  hint: 'Mend its template where the page is served; README, "Links out", lists the placeholders.',
});

export const RETRO_NOT_KEPT = 'notes-not-kept';

export const retroNotKept = (): Problem => ({
  code: RETRO_NOT_KEPT,
  severity: 'warning',
  message: 'This browser does not keep the notes: its storage is full or forbidden. They stay as long as this page is open.',
  hint: 'Save a snapshot: it holds them. Or allow this site to store data, and change a note.',
});

export const retroUnreadable = (): Problem => ({
  code: 'notes-unreadable',
  severity: 'warning',
  message: 'The notes that this browser kept of this source cannot be read; a newer Seamark may have written them.',
  hint: 'They stay as they are until a note is written here.',
});
