import { useCallback, useEffect, useState } from 'react';

export interface FullScreen {
  /** The browser has one and is not in it: a button can ask, for a link alone may not. */
  readonly offered: boolean;
  readonly enter: () => void;
}

/** Takes the whole screen where the browser allows it; `leave` is called by Escape and when the browser gives the screen back. */
export function useFullScreen(leave: () => void): FullScreen {
  const [full, setFull] = useState(() => document.fullscreenElement !== null);
  const enter = useCallback(() => {
    // Refused without a gesture and inside frames: the board then fills its window.
    void document.documentElement.requestFullscreen?.().catch(() => {});
  }, []);
  useEffect(() => {
    enter();
    return () => {
      if (document.fullscreenElement !== null) void document.exitFullscreen().catch(() => {});
    };
  }, [enter]);
  useEffect(() => {
    const change = () => {
      const now = document.fullscreenElement !== null;
      setFull(now);
      if (!now) leave();
    };
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) leave();
    };
    document.addEventListener('fullscreenchange', change);
    window.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('fullscreenchange', change);
      window.removeEventListener('keydown', press);
    };
  }, [leave]);
  return { offered: !full && document.fullscreenEnabled, enter };
}
