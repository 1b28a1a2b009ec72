import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useSentences } from '@latchkey/web-kit';
import { doorViewSentences } from '../sentences/index.ts';

export interface LeafGripProps {
  readonly percent: number;
  readonly onSwing: (to: number) => void;
  /** The place that a pointer at this spot of the drawing asks for. */
  readonly percentAt: (x: number, y: number) => number;
  readonly children: ReactNode;
}

/** A hand follows at most this often. */
const gapMs = 70;
const stepPercent = 10;

const keys: Record<string, (percent: number) => number> = {
  ArrowRight: (p) => p + stepPercent,
  ArrowUp: (p) => p + stepPercent,
  ArrowLeft: (p) => p - stepPercent,
  ArrowDown: (p) => p - stepPercent,
  PageUp: () => 100,
  PageDown: () => 0,
  Home: () => 0,
  End: () => 100,
};

const spotIn = (event: PointerEvent<SVGGElement>) => {
  const matrix = event.currentTarget.ownerSVGElement?.getScreenCTM();
  if (matrix === null || matrix === undefined) return undefined;
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
};

/** The leaf under a hand. It asks; only the hardware's state moves the drawing, so a locked door stays where it is. */
export const LeafGrip = ({ percent, onSwing, percentAt, children }: LeafGripProps) => {
  const t = useSentences(doorViewSentences).leaf;
  const last = useRef({ atMs: 0, from: 0, holding: false });
  const ask = (event: PointerEvent<SVGGElement>, always: boolean) => {
    const spot = spotIn(event);
    if (spot === undefined || (!always && event.timeStamp - last.current.atMs < gapMs)) return;
    last.current.atMs = event.timeStamp;
    onSwing(percentAt(spot.x, spot.y));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = keys[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onSwing(Math.min(100, Math.max(0, next(percent))));
  };
  return (
    <g
      className="grip"
      role="slider"
      tabIndex={0}
      aria-label={t.label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
      aria-valuetext={percent < 2 ? t.shut : t.open(Math.round(percent))}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        last.current.holding = true;
      }}
      onPointerMove={(event) => {
        if (last.current.holding) ask(event, false);
      }}
      onPointerUp={(event) => {
        if (last.current.holding) ask(event, true);
        last.current.holding = false;
      }}
      onPointerCancel={() => {
        last.current.holding = false;
      }}
    >
      {children}
    </g>
  );
};
