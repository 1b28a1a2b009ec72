import { useEffect, useRef, type MouseEvent, type ReactNode } from 'react';

/**
 * A button, and what stands in its place once it was pressed: the question that describes what follows. The focus goes along, so that a
 * screen reader reads the consequence and the keyboard stands before its answers, or in the field that took it itself; put away again, it
 * is back on the button that was pressed.
 */
export const InPlace = ({ asked, children }: { asked: boolean; children: ReactNode }) => {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(asked);
  const pressed = useRef(0);
  const buttons = () => [...(place.current?.querySelectorAll('button') ?? [])];
  const remember = ({ target }: MouseEvent) => {
    if (!asked) pressed.current = buttons().findIndex((one) => target instanceof Node && one.contains(target));
  };
  useEffect(() => {
    if (before.current === asked) return;
    before.current = asked;
    const all = [...(place.current?.querySelectorAll('button') ?? [])];
    if (!asked) (all[pressed.current] ?? all[0])?.focus();
    else if (place.current?.querySelector('input:focus, textarea:focus') === null) place.current.focus();
  }, [asked]);
  return (
    <div className="stack" ref={place} tabIndex={-1} onClickCapture={remember}>
      {children}
    </div>
  );
};
