import type { doorView } from '@latchkey/contract';
import { useSentences } from '@latchkey/web-kit';
import { doorViewSentences } from '../sentences/index.ts';
import { Press } from './press.tsx';

interface Props {
  readonly x: number;
  readonly y: number;
  readonly camera: doorView.ViewState['camera'];
  readonly act: (act: doorView.ViewAct) => void;
}

/** Its lens is lit exactly while somebody receives its pictures. Pressing it hangs a cloth over it, or takes it away. */
export const Camera = ({ x, y, camera, act }: Props) => {
  const t = useSentences(doorViewSentences);
  const filming = camera.viewers > 0;
  const covered = camera.fault === 'covered';
  return (
    <g transform={`translate(${x} ${y})`}>
      <path className="door-gaze" data-filming={filming && !covered ? 'yes' : 'no'} d="M0 6 L-150 532 H150 Z" />
      <Press
        label={`${t.part.camera}: ${t.faults.fault.covered[0]}`}
        pressed={covered}
        onPress={() => act({ type: 'camera', fault: covered ? 'none' : 'covered' })}
      >
        <rect className="target" x="-40" y="-26" width="80" height="52" />
        <path className={camera.fault === 'cut' ? 'wire cut' : 'wire'} d="M0 -14 V-40" />
        <rect className="door-metal" x="-30" y="-14" width="60" height="30" rx="15" />
        <circle className="lens-ring" cx="0" cy="1" r="11" />
        <circle className="door-lens" data-filming={filming ? 'yes' : 'no'} cx="0" cy="1" r="6.500" />
        {covered && <path className="cloth" d="M-34 -16 H34 L38 30 Q19 40 2 30 Q-18 22 -38 32 Z" />}
        {camera.fault === 'freeze' && <path className="frost" d="M-8 -3 L8 5 M8 -3 L-8 5 M0 -8 V10" />}
      </Press>
      {filming && (
        <text className="tag-text filming" x="40" y="7" aria-hidden="true">
          {t.part.filming}
        </text>
      )}
    </g>
  );
};
