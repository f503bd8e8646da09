import type { ReactNode } from 'react';
import type { LegendSample } from '../../scene/legend';
import type { Glyph, Lock, NodeShape } from '../../scene/scene';
import { GLYPHS, LINE_STYLES } from '../../scene/style-table';
import { BadgeSign, MtlsMark, TONE_TEXT } from '../controls/marks';

const BOX = 'h-4 w-11 shrink-0';

/** The sign itself, painted from the same sample the drawing uses. */
export function LegendSign({ sample }: { readonly sample: LegendSample }): ReactNode {
  if (sample.kind === 'edge') return <EdgeSign sample={sample} />;
  if (sample.kind === 'lock') return <LockSign lock={sample.lock} />;
  if (sample.kind === 'shape') return <ShapeSign shape={sample.shape} />;
  if (sample.kind === 'configured')
    return (
      <svg viewBox="0 0 44 16" className={`${BOX} ${TONE_TEXT.idle}`} aria-hidden>
        <rect
          x="11"
          y="2"
          width="22"
          height="12"
          rx="3"
          fill="var(--node-fill)"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeDasharray="1.5 2.5"
        />
      </svg>
    );
  if (sample.kind === 'ring') {
    return (
      <svg viewBox="0 0 44 16" className={`${BOX} ${TONE_TEXT[sample.tone]}`} aria-hidden>
        <rect x="13" y="3" width="18" height="10" rx="3" fill="var(--node-fill)" stroke="var(--border-strong)" />
        <rect x="10.5" y="0.75" width="23" height="14.5" rx="5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      </svg>
    );
  }
  if (sample.kind === 'found') return <FoundSign />;
  if (sample.kind === 'stream') return <StreamSign />;
  if (sample.kind === 'flow') return <FlowSign />;
  if (sample.kind === 'badge')
    return (
      <span className="flex min-w-6 shrink-0 justify-center">
        <BadgeSign badge={sample.badge} />
      </span>
    );
  if (sample.kind === 'glyph')
    return (
      <span aria-hidden className={`min-w-6 shrink-0 text-center font-bold ${TONE_TEXT[sample.tone]}`}>
        {GLYPHS[sample.glyph].sign}
      </span>
    );
  return <span className="min-w-11 shrink-0 whitespace-nowrap font-medium text-2xs">{sample.text}</span>;
}

/** Three quarters and a quarter of one stream, each with its bar. */
function StreamSign(): ReactNode {
  return (
    <svg viewBox="0 0 44 16" className={`${BOX} ${TONE_TEXT.ok}`} aria-hidden>
      <path d="M1 7C18 7 24 4.5 42 4.5" fill="none" stroke="currentColor" strokeWidth="6" />
      <path d="M1 11.5C18 11.5 24 13.5 42 13.5" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M33 1.5v6.5M33 11v4" fill="none" stroke="var(--text)" strokeWidth="1.75" />
    </svg>
  );
}

function FlowSign(): ReactNode {
  return (
    <svg viewBox="0 0 44 16" className={`${BOX} ${TONE_TEXT.ok}`} aria-hidden>
      <path d="M1 8h42" stroke="currentColor" strokeWidth="1.6" />
      {[8, 22, 36].map((x) => (
        <circle key={x} cx={x} cy="8" r="3.5" fill="currentColor" />
      ))}
    </svg>
  );
}

function FoundSign(): ReactNode {
  return (
    <svg viewBox="0 0 44 16" className={`${BOX} text-ink`} aria-hidden>
      <rect x="14" y="4" width="16" height="8" rx="2" fill="var(--node-fill)" stroke="var(--border-strong)" />
      <path d="M14.5 1H11v4M29.5 1H33v4M14.5 15H11v-4M29.5 15H33v-4" fill="none" stroke="currentColor" strokeWidth="2" />
    </svg>
  );
}

function EdgeSign({ sample }: { readonly sample: Extract<LegendSample, { kind: 'edge' }> }): ReactNode {
  const { tone, line, pixels, glyph } = sample;
  const double = LINE_STYLES[line].double;
  const end = glyph === undefined ? 36 : 26;
  return (
    <svg viewBox="0 0 44 16" className={`${BOX} ${TONE_TEXT[tone]}`} aria-hidden>
      {double === undefined ? (
        <path d={`M1 8H${end}`} stroke="currentColor" strokeWidth={pixels} strokeDasharray={LINE_STYLES[line].dash.join(' ')} />
      ) : (
        [-1, 1].map((side) => (
          <path
            key={side}
            d={`M1 ${8 + (side * (double.gapPixels + double.strokePixels)) / 2}H${end}`}
            stroke="currentColor"
            strokeWidth={double.strokePixels}
          />
        ))
      )}
      {glyph === undefined ? <path d="M35 3.5 43 8l-8 4.5z" fill="currentColor" /> : <GlyphSign glyph={glyph} />}
    </svg>
  );
}

/** What a difference marks is a filled square with its sign cut out, as on the map. */
function GlyphSign({ glyph }: { readonly glyph: Glyph }): ReactNode {
  const isChip = glyph.startsWith('change-');
  return (
    <>
      {isChip ? <rect x="29" y="2" width="12" height="12" rx="2.5" fill="currentColor" /> : null}
      <text
        x="35"
        y="12"
        textAnchor="middle"
        fontSize={isChip ? '11.5' : '11'}
        fontWeight={isChip ? '800' : '700'}
        fill={isChip ? 'var(--surface)' : 'currentColor'}
      >
        {GLYPHS[glyph].sign}
      </text>
    </>
  );
}

const LOCK_RATIO: Readonly<Record<Lock, number | undefined>> = { closed: 1, half: 0.5, open: 0, unknown: undefined };

function LockSign({ lock }: { readonly lock: Lock }): ReactNode {
  return (
    <span className="flex min-w-6 shrink-0 justify-center" aria-hidden>
      <MtlsMark share={{ mutual: 0, plaintext: 0, ratio: LOCK_RATIO[lock] }} />
    </span>
  );
}

const OUTLINE = { fill: 'var(--node-fill)', stroke: 'var(--border-strong)', strokeWidth: 1.25 } as const;

/** The outlines the map uses, small. */
const SHAPES: Readonly<Record<NodeShape, ReactNode>> = {
  rounded: <rect x="11" y="2.5" width="22" height="11" rx="3" {...OUTLINE} />,
  service: <path d="M14 2.5h16l3 3v5l-3 3H14l-3-3v-5z" {...OUTLINE} />,
  external: <rect x="9" y="2.5" width="26" height="11" rx="5.5" {...OUTLINE} />,
  passthrough: <path d="M10 2.5h19l5 11H15z" {...OUTLINE} />,
  blackhole: <path d="M16 1.5h12l6 4.5v4l-6 4.5H16L10 10V6z" {...OUTLINE} />,
  unknown: <rect x="9" y="2.5" width="26" height="11" rx="5.5" strokeDasharray="3 2" {...OUTLINE} />,
  group: (
    <>
      <rect x="12" y="1.5" width="22" height="10" rx="2" {...OUTLINE} />
      <rect x="9" y="4.5" width="22" height="10" rx="2" {...OUTLINE} />
    </>
  ),
};

function ShapeSign({ shape }: { readonly shape: NodeShape }): ReactNode {
  return (
    <svg viewBox="0 0 44 16" className={BOX} aria-hidden>
      {SHAPES[shape]}
    </svg>
  );
}
