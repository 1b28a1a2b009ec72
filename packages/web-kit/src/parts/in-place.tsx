import { useEffect, useRef, type ReactNode } from 'react';

/**
 * A button, and what stands in its place once it was pressed: the question that describes what follows. The focus goes along, so that a
 * screen reader reads the consequence and the keyboard stands before its answers; put away again, it is back on the button.
 */
export const InPlace = ({ asked, children }: { asked: boolean; children: ReactNode }) => {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(asked);
  useEffect(() => {
    if (before.current === asked) return;
    before.current = asked;
    (asked ? place.current : place.current?.querySelector('button'))?.focus();
  }, [asked]);
  return (
    <div className="stack" ref={place} tabIndex={-1}>
      {children}
    </div>
  );
};
