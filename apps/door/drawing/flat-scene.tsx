import type { doorView } from '@latchkey/contract';
import { useSentences } from '@latchkey/web-kit';
import { leafMatrix, percentUnderPointer } from '../model/leaf.ts';
import { trueWord } from '../model/word.ts';
import { doorViewSentences } from '../sentences/index.ts';
import { Camera } from './camera.tsx';
import { Label } from './label.tsx';
import { LeafGrip } from './leaf-grip.tsx';
import { LockCase } from './lock-case.tsx';
import { Plaque } from './plaque.tsx';
import { Press } from './press.tsx';

export interface SceneProps {
  readonly door: doorView.ViewDoor;
  readonly camera: doorView.ViewState['camera'];
  readonly act: (act: doorView.ViewAct) => void;
}

const hinge = 66;
const leafWidth = 280;

/** The flat door from inside, hinges on the left, its lock cut open. Everything drawn here is what is really so. */
export const FlatScene = ({ door, camera, act }: SceneProps) => {
  const t = useSentences(doorViewSentences);
  const { truth, faults } = door;
  const word = trueWord(truth);
  const hand = (what: Extract<doorView.ViewAct, { type: 'hand' }>['act']) =>
    act({ type: 'hand', door: door.door, act: what });
  return (
    <svg className="scene" viewBox="0 0 540 660" role="group" aria-label={t.flat} data-word={word}>
      <rect className="scene-floor" x="0" y="572" width="540" height="88" />
      <path className="scene-edge" d="M0 572 H44 M396 572 H540" />
      <Hallway />
      <path className="door-frame" d="M44 572 V84 H396 V572 H346 V106 H66 V572 Z" />
      <Strike misaligned={faults.misaligned} broken={truth.broken} />
      <rect className="led-case" x="262" y="89" width="44" height="12" rx="2" />
      <circle className="led" data-on={door.report?.contact === 'closed' ? 'yes' : 'no'} cx="297" cy="95" r="3.2" />
      <path className="swing" d="M346 572 A280 95 0 0 1 171 660" />
      <g transform={`translate(${hinge} 0)`}>
        <g className={truth.rattling ? 'leaf rattling' : 'leaf'}>
          <g transform={leafMatrix(truth.leaf)}>
            <LeafGrip
              percent={truth.leaf}
              onSwing={(to) => hand({ act: 'swing', to })}
              percentAt={(x) => percentUnderPointer((x - hinge) / leafWidth)}
            >
              <rect className="door-leaf-face" x="0" y="106" width={leafWidth} height="466" />
              <rect className="door-hair" x="30" y="138" width="220" height="136" rx="2" />
              <rect className="door-hair" x="30" y="500" width="220" height="48" rx="2" />
              <rect className="door-metal" x="196" y="109" width="44" height="10" rx="2" />
            </LeafGrip>
            <LockCase truth={truth} word={word} />
            <Press label={t.hands.handle} onPress={() => hand({ act: 'handle' })} className="lever">
              <rect className="target" x="92" y="386" width="154" height="54" />
              <g
                className="lever-turn"
                data-pressed={truth.cause === 'handle' && truth.latch === 'held' ? 'yes' : 'no'}
              >
                <path className="door-metal" d="M222 405 H112 a8 8 0 0 0 0 16 H222 Z" />
                <circle className="door-metal" cx="222" cy="413" r="14" />
              </g>
            </Press>
            <Press
              label={truth.bolt > 50 ? t.hands.keyOut : t.hands.keyIn}
              onPress={() => hand({ act: 'key', to: truth.bolt > 50 ? 'unlocked' : 'locked' })}
              className="key"
            >
              <rect className="target" x="196" y="438" width="52" height="54" />
              <path className="door-metal" d="M222 440 a10 10 0 0 1 5 18.6 V472 h-10 V458.600 a10 10 0 0 1 5 -18.6 Z" />
              <g className="key-turn" data-cause={truth.cause === 'key' ? 'yes' : 'no'}>
                <rect className="key-shaft" x="220" y="450" width="4" height="18" />
                <circle className="key-bow" cx="222" cy="476" r="9" />
              </g>
            </Press>
          </g>
        </g>
      </g>
      {door.outside !== undefined && <Plaque outside={door.outside} act={act} />}
      <Camera x={206} y={40} camera={camera} act={act} />
      <Label x={414} y={328} to={[374, 340]}>{`${t.part.bolt} ${Math.round(truth.bolt)} %`}</Label>
      <Label x={414} y={424} to={[358, 412]}>
        {t.part.latch}
      </Label>
      <Label x={414} y={76} to={[300, 93]}>
        {t.part.contact}
      </Label>
    </svg>
  );
};

/** What one sees through an open door: a hallway in three lines. */
const Hallway = () => (
  <g aria-hidden="true">
    <rect className="door-inside" x="66" y="106" width="280" height="466" />
    <path
      className="hall"
      d="M66 106 L132 196 M346 106 L292 196 M66 572 L132 478 M346 572 L292 478 M132 196 H292 V478 H132 Z"
    />
    <path className="hall" d="M186 478 V286 H248 V478" />
  </g>
);

/** The holes for bolt and latch in the jamb; a misaligned plate sits too low, a forced one is torn. */
const Strike = ({ misaligned, broken }: { misaligned: boolean; broken: boolean }) => (
  <g>
    <g transform={`translate(0 ${misaligned ? 15 : 0})`}>
      <rect className="strike-plate" x="346" y="312" width="10" height="128" rx="1" />
      <rect className="door-recess" x="346" y="325" width="37" height="30" rx="2" />
      <rect className="door-recess" x="346" y="402" width="19" height="28" rx="2" />
    </g>
    {broken && (
      <path className="torn" d="M396 300 L378 312 L386 330 L362 342 L384 360 L366 384 L388 396 L372 430 L396 446" />
    )}
  </g>
);
