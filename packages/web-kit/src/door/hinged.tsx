import type { DoorPicture } from './picture.ts';

interface Props {
  readonly picture: DoorPicture;
  readonly hatch: string;
}

/** A flat's door seen from inside: hinges left, bolt and strike right, contact on top. Bolt travel is 22 units. */
export const HingedDoor = ({ picture, hatch }: Props) => (
  <g>
    <path className="door-frame" d="M36 296 V32 H216 V296 H190 V46 H50 V296 Z" />
    <rect className="door-inside" x="50" y="46" width="140" height="250" />
    <rect className="door-recess" x="190" y="170" width="22" height="24" rx="2" />
    <rect className="door-contact" data-contact={picture.contact} x="112" y="35" width="24" height="8" rx="1.5" />
    {picture.contact === 'unknown' ? (
      <rect className="door-unknown" x="50" y="46" width="140" height="250" fill={hatch} />
    ) : (
      <Leaf picture={picture} />
    )}
    <Bolt picture={picture} hatch={hatch} />
  </g>
);

const Leaf = ({ picture }: { picture: DoorPicture }) => (
  <g className="door-leaf" data-leaf={picture.contact}>
    <rect className="door-leaf-face" x="50" y="46" width="140" height="250" />
    <rect className="door-hair" x="68" y="68" width="104" height="76" rx="2" />
    <rect className="door-hair" x="68" y="242" width="76" height="36" rx="2" />
    <rect className="door-contact" data-contact={picture.contact} x="112" y="49" width="24" height="8" rx="1.5" />
    <rect className="door-metal" x="154" y="160" width="28" height="76" rx="4" />
    <g className="door-lever" data-handle={picture.handle ?? 'rest'}>
      <path className="door-metal" d="M170 217 H128 a5 5 0 0 0 0 10 H170 Z" />
      <circle className="door-metal" cx="168" cy="222" r="8" />
    </g>
    {picture.contact === 'open' && (
      <rect className="door-bolt" data-bolt={picture.bolt} x="166" y="175" width="24" height="14" rx="2" />
    )}
  </g>
);

/** With the leaf shut, or unseen, the bolt is drawn at its strike; an open leaf carries its bolt away with it. */
const Bolt = ({ picture, hatch }: Props) => {
  if (picture.contact === 'open') return null;
  if (picture.bolt === 'unknown')
    return <rect className="door-unknown" x="166" y="173" width="46" height="18" rx="2" fill={hatch} />;
  return (
    <g>
      <rect className="door-bolt" data-bolt={picture.bolt} x="166" y="175" width="24" height="14" rx="2" />
      {picture.word === 'jammed' && <path className="door-jam" d="M206 156 l-7 9 8 4 -7 10" />}
    </g>
  );
};
