import { useId } from 'react';
import { HingedDoor } from './hinged.tsx';
import { OverheadDoor } from './overhead.tsx';
import type { DoorPicture } from './picture.ts';

export interface DoorDrawingProps {
  readonly picture: DoorPicture;
  /** What a screen reader says instead of the picture: the state's sentence. */
  readonly label: string;
  readonly className?: string;
}

/** The one door of the product. It shows a `DoorPicture` and knows nothing about where that came from. */
export const DoorDrawing = ({ picture, label, className }: DoorDrawingProps) => {
  const hatch = useId();
  return (
    <svg
      className={className === undefined ? 'door' : `door ${className}`}
      viewBox="0 0 248 312"
      role="img"
      aria-label={label}
      data-form={picture.form}
      data-word={picture.word}
    >
      <defs>
        <pattern id={hatch} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect className="door-hatch-ground" width="8" height="8" />
          <line className="door-hatch-line" x1="4" y1="0" x2="4" y2="8" />
        </pattern>
      </defs>
      {picture.form === 'hinged' ? (
        <HingedDoor picture={picture} hatch={`url(#${hatch})`} />
      ) : (
        <OverheadDoor picture={picture} hatch={`url(#${hatch})`} clip={`${hatch}-way`} />
      )}
      <Lens filming={picture.filming} downY={picture.form === 'hinged' ? 0 : 76} />
      <line className="door-ground" x1="4" y1="296" x2="244" y2="296" />
    </svg>
  );
};

/** The camera above the door; a garage is lower. */
const Lens = ({ filming, downY }: { filming: boolean; downY: number }) => (
  <g>
    <path className="door-gaze" data-filming={filming ? 'yes' : 'no'} d={`M124 ${16 + downY} L40 296 H208 Z`} />
    <rect className="door-metal" x="110" y={6 + downY} width="28" height="16" rx="8" />
    <circle className="door-lens" data-filming={filming ? 'yes' : 'no'} cx="124" cy={14 + downY} r="5" />
  </g>
);
