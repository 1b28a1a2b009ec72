import type { DoorPicture } from './picture.ts';

interface Props {
  readonly picture: DoorPicture;
  readonly hatch: string;
  readonly clip: string;
}

/** A garage door: sections that rise, a side bolt into the rail, a contact in the floor. */
export const OverheadDoor = ({ picture, hatch, clip }: Props) => (
  <g>
    <defs>
      <clipPath id={clip}>
        <rect x="32" y="120" width="174" height="176" />
      </clipPath>
    </defs>
    <path className="door-frame" d="M16 296 V104 H232 V296 H206 V120 H32 V296 Z" />
    <rect className="door-inside" x="32" y="120" width="174" height="176" />
    <rect className="door-recess" x="206" y="222" width="22" height="24" rx="2" />
    {picture.contact === 'unknown' ? (
      <rect className="door-unknown" x="32" y="120" width="174" height="176" fill={hatch} />
    ) : (
      <g clipPath={`url(#${clip})`}>
        <Sections contact={picture.contact} />
      </g>
    )}
    <rect className="door-contact" data-contact={picture.contact} x="107" y="288" width="24" height="8" rx="1.5" />
    <SideBolt picture={picture} hatch={hatch} />
    <Lamp warns={picture.warns === true} />
  </g>
);

/** The lamp beside the lintel. */
const Lamp = ({ warns }: { warns: boolean }) => (
  <g className="door-lamp" data-warns={warns ? 'yes' : 'no'}>
    <rect className="door-metal" x="34" y="96" width="16" height="8" rx="2" />
    <path className="door-lamp-glass" d="M36 96 v-5 a6 6 0 0 1 12 0 v5 Z" />
    <path className="door-lamp-rays" d="M42 80 v-7 M31 85 l-5 -5 M53 85 l5 -5" />
  </g>
);

const Sections = ({ contact }: { contact: DoorPicture['contact'] }) => (
  <g className="door-leaf" data-leaf={contact}>
    {[120, 164, 208, 252].map((y) => (
      <g key={y}>
        <rect className="door-leaf-face" x="32" y={y} width="174" height="44" />
        <path className="door-hair" d={`M46 ${y + 15} H192 M46 ${y + 29} H192`} />
      </g>
    ))}
    <rect className="door-metal" x="104" y="264" width="30" height="8" rx="4" />
  </g>
);

/** An open leaf has carried its bolt up with it. */
const SideBolt = ({ picture, hatch }: Omit<Props, 'clip'>) => {
  if (picture.bolt === 'unknown')
    return <rect className="door-unknown" x="182" y="225" width="46" height="18" rx="2" fill={hatch} />;
  if (picture.contact === 'open') return null;
  return (
    <g>
      <rect className="door-metal" x="168" y="218" width="34" height="32" rx="4" />
      <rect className="door-bolt" data-bolt={picture.bolt} x="182" y="227" width="24" height="14" rx="2" />
      {picture.word === 'jammed' && <path className="door-jam" d="M222 208 l-7 9 8 4 -7 10" />}
    </g>
  );
};
