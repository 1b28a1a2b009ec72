import type { doorView } from '@latchkey/contract';
import { useSentences } from '@latchkey/web-kit';
import { trueWord } from '../model/word.ts';
import { doorViewSentences } from '../sentences/index.ts';
import type { SceneProps } from './flat-scene.tsx';
import { Label } from './label.tsx';
import { LeafGrip } from './leaf-grip.tsx';
import { Press } from './press.tsx';

const top = 230;
const height = 342;
const sections = [0, 1, 2, 3].map((i) => top + i * (height / 4));

/** The garage from inside: sections that rise behind the lintel, the drive on its rail, the light barrier at the floor. */
export const GarageScene = ({ door, act }: Omit<SceneProps, 'camera'>) => {
  const t = useSentences(doorViewSentences);
  const { truth } = door;
  const hand = (what: Extract<doorView.ViewAct, { type: 'hand' }>['act']) =>
    act({ type: 'hand', door: door.door, act: what });
  const released = truth.bolt === 0 && truth.leaf < 2;
  return (
    <svg className="scene" viewBox="0 0 540 660" role="group" aria-label={t.garage} data-word={trueWord(truth)}>
      <defs>
        <clipPath id="garage-way">
          <rect x="50" y={top} width="390" height={height} />
        </clipPath>
      </defs>
      <rect className="scene-floor" x="0" y="572" width="540" height="88" />
      <path className="scene-edge" d="M0 572 H24 M466 572 H540" />
      <Drive truth={truth} released={released} />
      <Driveway />
      <g clipPath="url(#garage-way)">
        <g className={truth.rattling ? 'leaf rattling' : 'leaf'}>
          <g transform={`translate(0 ${(-truth.leaf / 100) * (height - 14)})`}>
            <LeafGrip
              percent={truth.leaf}
              onSwing={(to) => hand({ act: 'swing', to })}
              percentAt={(_, y) => Math.round(Math.min(100, Math.max(0, ((top + height - y) / height) * 100)))}
            >
              {sections.map((y) => (
                <g key={y}>
                  <rect className="door-leaf-face" x="50" y={y} width="390" height={height / 4} />
                  <path className="door-hair" d={`M74 ${y + 28} H416 M74 ${y + 56} H416`} />
                </g>
              ))}
              <rect className="door-metal" x="222" y="540" width="46" height="12" rx="6" />
            </LeafGrip>
          </g>
        </g>
      </g>
      <path className="door-frame" d="M24 572 V204 H466 V572 H440 V230 H50 V572 Z" />
      {truth.broken && <path className="torn" d="M440 420 L456 436 L444 452 L462 470 L446 490 L466 508" />}
      <Beam obstructed={truth.obstructed} />
      {truth.obstructed && <ParcelInTheWay />}
      <Press label={t.hands.cord} onPress={() => hand({ act: 'handle' })}>
        <rect className="target" x="274" y="112" width="54" height="88" />
        <path className="wire" d={`M300 118 V${released ? 176 : 160}`} />
        <rect className="cord" x="288" y={released ? 176 : 160} width="24" height="9" rx="4" />
      </Press>
      <Press label={t.hands.button} onPress={() => hand({ act: 'button' })}>
        <rect className="target" x="474" y="326" width="60" height="72" />
        <rect className="door-metal" x="486" y="336" width="36" height="52" rx="5" />
        <circle className="button-cap" cx="504" cy="362" r="11" />
      </Press>
      <Label x={414} y={76} to={[336, 92]}>
        {t.part.drive}
      </Label>
      <Label x={340} y={176} to={[306, 166]}>
        {t.part.cord}
      </Label>
      <Label x={414} y={630} to={[452, 540]}>
        {t.part.beam}
      </Label>
    </svg>
  );
};

const Drive = ({ truth, released }: { truth: doorView.ViewTruth; released: boolean }) => (
  <g>
    <path className="rail" d="M245 124 V230" />
    <rect className="cut-case" x="180" y="66" width="130" height="58" rx="6" />
    <g className="cut-gear" transform={`translate(222 95) rotate(${truth.leaf * 14})`}>
      {[0, 45, 90, 135, 180, 225, 270, 315].map((degrees) => (
        <rect key={degrees} x="-2.500" y="-20" width="5" height="7" transform={`rotate(${degrees})`} />
      ))}
      <circle r="15" />
      <circle className="cut-axle" r="4" />
    </g>
    <g className="beacon" data-warns={truth.moving === 'warning' || truth.moving === 'locking' ? 'yes' : 'no'}>
      <circle className="beacon-lamp" cx="328" cy="95" r="13" />
      <path className="beacon-sound" d="M350 83 a17 17 0 0 1 0 24 M358 75 a28 28 0 0 1 0 40" />
    </g>
    <rect
      className="cut-bolt hook"
      data-held={truth.bolt >= 100 ? 'yes' : 'no'}
      x="236"
      y={released ? 196 : 208}
      width="18"
      height="22"
      rx="3"
    />
  </g>
);

/** What one sees under an open garage door: the drive and a van that stopped there. */
const Driveway = () => (
  <g aria-hidden="true">
    <rect className="door-inside" x="50" y={top} width="390" height={height} />
    <path className="hall" d="M50 572 L160 470 H330 L440 572 M50 470 H440" />
    <path
      className="hall"
      d="M176 520 V396 a8 8 0 0 1 8 -8 H306 a8 8 0 0 1 8 8 V520 Z M245 388 V520 M184 498 H206 M284 498 H306"
    />
    <path className="hall" d="M190 520 v14 h22 v-14 M278 520 v14 h22 v-14" />
  </g>
);

const Beam = ({ obstructed }: { obstructed: boolean }) => (
  <g>
    <rect className="door-metal" x="40" y="532" width="12" height="16" rx="3" />
    <rect className="door-metal" x="438" y="532" width="12" height="16" rx="3" />
    <path className="beam" data-broken={obstructed ? 'yes' : 'no'} d={obstructed ? 'M52 540 H206' : 'M52 540 H438'} />
  </g>
);

const ParcelInTheWay = () => (
  <g aria-hidden="true">
    <path
      className="parcel"
      d="M206 520 L226 508 H306 L286 520 Z M286 520 L306 508 V566 L286 578 Z M206 520 H286 V578 H206 Z"
    />
    <path className="cut-hair" d="M240 520 V578 M240 520 L260 508" />
  </g>
);
