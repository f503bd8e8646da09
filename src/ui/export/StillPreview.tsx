import { type ReactNode, useEffect, useRef, useState } from 'react';
import { letterByLetter } from '../../picture/letter-by-letter';
import { paintStill, stillSize } from '../../picture/paint-still';
import type { Still } from '../../picture/still';
import { NOT_DRAWN } from '../compare/use-compared-scenes';

interface StillPreviewProps {
  readonly still: Still | undefined;
  /** It will not come. */
  readonly failed: boolean;
  /** What the picture shows, for those who do not see it. */
  readonly description: string;
}

/** The picture as it will be, as large as there is room for it. */
export function StillPreview({ still, failed, description }: StillPreviewProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    const element = canvas.current;
    if (element === null || still === undefined) return;
    // After the next frame: what was just chosen shows at once, however large the picture is.
    const frame = requestAnimationFrame(() => {
      const { width, height } = stillSize(still);
      const room = element.parentElement?.getBoundingClientRect();
      const fits = Math.min(1, (room?.width ?? width) / width, (room?.height ?? height) / height);
      const dots = Math.min(2, window.devicePixelRatio);
      element.width = Math.max(1, Math.round(width * fits * dots));
      element.height = Math.max(1, Math.round(height * fits * dots));
      element.style.setProperty('width', `${Math.round(width * fits)}px`);
      const context = element.getContext('2d');
      if (context === null) return;
      letterByLetter(context);
      paintStill(context, still, fits * dots);
      setDrawn(true);
    });
    return () => cancelAnimationFrame(frame);
  }, [still]);
  return (
    <div className="flex h-full min-h-0 items-center justify-center">
      <canvas
        ref={canvas}
        role="img"
        aria-label={description}
        data-drawn={drawn}
        className={`normal-nums max-w-full rounded border border-line shadow-float ${still === undefined ? 'hidden' : ''}`}
      />
      {still === undefined ? (
        <p role="status" className="text-muted">
          {failed ? NOT_DRAWN : 'Drawing…'}
        </p>
      ) : null}
    </div>
  );
}
