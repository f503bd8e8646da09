import { formatCount } from '../../../lib/format-number';
import type { Check } from '../check';
import { hasTraffic, samplesOf } from '../evidence';
import { LABELS } from '../labels';
import { labelSources } from '../snippets';

export const labels: Check = {
  id: 'labels',
  title: 'Labels',
  reads: ['series', 'labels'],
  look: (evidence) => {
    if (!hasTraffic(evidence)) return [];
    const carried = new Map(samplesOf(evidence, 'labels').map(({ labels: own, value }) => [own.label ?? '', value]));
    const servers = samplesOf(evidence, 'series').some(({ labels: own }) => own.reporter !== 'source');
    // Without any server's report its labels cannot be there; the check of the reporters says so.
    const expected = LABELS.filter(({ among }) => among === undefined || servers);
    const absent = expected.filter(({ name }) => !carried.has(name));
    return [
      ...(absent.length === expected.length
        ? []
        : [
            {
              id: 'labels',
              state: 'good' as const,
              says: `${formatCount(expected.length - absent.length)} of ${formatCount(expected.length)} labels are there.`,
            },
          ]),
      ...absent.map(({ name, always, hides }) => ({
        id: `label-${name}`,
        state: always ? ('missing' as const) : ('unknown' as const),
        says: always
          ? `No series carries a known ${name}.`
          : `No series carries a known ${name}: it was removed, or nothing that has one flows.`,
        hides: `Without it ${hides}.`,
        remedies: [{ says: 'Take out what removes it.', snippet: { title: 'Where to look', text: labelSources(name) } }],
      })),
    ];
  },
};
