import { useState, type CSSProperties, type KeyboardEvent } from 'react';

/** Past this much of the way, letting go knocks; before it, the handle goes back and nothing happens. */
const farEnough = 88;

/**
 * One slide, so that nothing knocks in a pocket. It is a range control: a keyboard's arrows move it, Enter goes the whole way,
 * and a screen reader hears its label.
 */
export const Slide = ({ label, hint, onSlide }: { label: string; hint: string; onSlide: () => void }) => {
  const [at, setAt] = useState(0);
  const letGo = () => {
    if (at >= farEnough) onSlide();
    setAt(0);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onSlide();
  };
  return (
    <div className="slide" data-far={at >= farEnough} style={{ '--at': at / 100 } as CSSProperties}>
      <span className="slide-words" aria-hidden="true">
        {label}
      </span>
      <span className="slide-handle" aria-hidden="true">
        <svg width="36" height="24" viewBox="0 0 36 24" fill="none" stroke="currentColor" strokeWidth="3">
          <path d="M4 12h26M20 3l10 9-10 9" />
        </svg>
      </span>
      <input
        className="slide-range"
        type="range"
        min={0}
        max={100}
        value={at}
        aria-label={`${label}. ${hint}`}
        onChange={(event) => setAt(Number(event.target.value))}
        onPointerUp={letGo}
        onPointerCancel={() => setAt(0)}
        onBlur={() => setAt(0)}
        onKeyDown={onKey}
      />
    </div>
  );
};
