import type { doorView } from '@latchkey/contract';
import { useSentences } from '@latchkey/web-kit';
import { doorViewSentences } from '../sentences/index.ts';
import { Label } from './label.tsx';
import { Press } from './press.tsx';

interface Props {
  readonly state: doorView.ViewState;
  readonly act: (act: doorView.ViewAct) => void;
}

/** The wall beside the doors: hub, siren, plug, router, and the line that leaves the house. */
export const HomeScene = ({ state, act }: Props) => {
  const t = useSentences(doorViewSentences);
  const { hub, router } = state;
  return (
    <svg className="scene home-scene" viewBox="0 0 320 660" role="group" aria-label={t.faults.group.home}>
      {/* Wider than the picture: where it stands alone, its box is wider than its drawing. */}
      <rect className="scene-floor" x="-400" y="572" width="1120" height="88" />
      <path className="scene-edge" d="M-400 572 H720" />
      <Line line={router.line} t={t.part.server} online={hub.belief?.online === true} />
      <Press
        label={`${t.part.router}: ${t.faults.fault.lineCut[0]}`}
        pressed={router.line === 'cut'}
        onPress={() => act({ type: 'router', line: router.line === 'cut' ? 'up' : 'cut' })}
      >
        <rect className="target" x="112" y="330" width="126" height="96" />
        <path className="wire" d="M134 356 V330 M218 356 V330" />
        <rect className="box" x="120" y="356" width="112" height="46" rx="7" />
        <circle className="led" data-on={router.line === 'cut' ? 'no' : 'yes'} cx="138" cy="379" r="3.500" />
        <circle className="led" data-on={router.connections > 0 ? 'yes' : 'no'} cx="152" cy="379" r="3.500" />
      </Press>
      <path className="wire" d="M150 248 V290 Q150 306 163 308 Q176 311 176 326 V356" />
      <Plug
        plugged={hub.plugged}
        press={() => act({ type: 'power', plugged: !hub.plugged })}
        label={t.faults.fault.unplug[0]}
      />
      <Hub state={state} act={act} label={t.faults.fault.hubButton[0]} />
      <Siren sounds={hub.siren} />
      <Label x={206} y={142} to={[186, 160]}>
        {t.part.hub}
      </Label>
      <Label x={206} y={448} to={[190, 402]}>
        {t.part.router}
      </Label>
    </svg>
  );
};

const clockText = ({ clock, hub }: doorView.ViewState) => {
  if (!hub.running) return '';
  if (clock.lostPower) return '--:--';
  return new Date(clock.unixS * 1000).toISOString().slice(11, 16);
};

const Hub = ({ state, act, label }: Props & { label: string }) => {
  const { hub } = state;
  const on = (lit: boolean) => (hub.running && lit ? 'yes' : 'no');
  return (
    <g data-running={hub.running ? 'yes' : 'no'} className="hub">
      <rect className="box" x="36" y="150" width="160" height="98" rx="10" />
      <rect className="display" x="50" y="166" width="92" height="56" rx="4" />
      {hub.presence !== undefined && <Letters code={hub.presence} />}
      {hub.presence !== undefined ? null : hub.pairingCode === undefined ? (
        <text className="display-text" x="96" y="201" textAnchor="middle" aria-hidden="true">
          {clockText(state)}
        </text>
      ) : (
        <path
          className="display-code"
          d="M80 178 h10 v10 h-10 Z M102 178 h10 v10 h-10 Z M80 200 h10 v10 h-10 Z M94 182 h4 v8 h-4 Z M98 194 h8 v4 h-8 Z M108 202 h4 v8 h-8 v-4 h4 Z M94 202 h4 v4 h-4 Z"
        />
      )}
      <circle className="led" data-on={on(true)} cx="160" cy="172" r="3.500" />
      <circle className="led" data-on={on(hub.belief?.online === true)} cx="160" cy="188" r="3.500" />
      <circle
        className="led rec"
        data-on={on(hub.indicator || hub.belief?.recording === true)}
        cx="160"
        cy="204"
        r="3.500"
      />
      <Press label={label} onPress={() => act({ type: 'hub-button', heldMs: 200 })}>
        <rect className="target" x="150" y="210" width="46" height="38" />
        <circle className="button-cap" cx="176" cy="230" r="8" />
      </Press>
    </g>
  );
};

/** In three lines, as the display has them; the page says them once more, for people who do not see the drawing. */
const Letters = ({ code }: { code: string }) => (
  <text className="display-text display-letters" x="96" textAnchor="middle" aria-hidden="true">
    {code.split(' ').map((four, line) => (
      <tspan key={line} x="96" y={183 + 16 * line}>
        {four}
      </tspan>
    ))}
  </text>
);

const Plug = ({ plugged, press, label }: { plugged: boolean; press: () => void; label: string }) => (
  <Press label={label} pressed={!plugged} onPress={press} className="plug">
    <rect className="target" x="30" y="250" width="90" height="376" />
    <rect className="box" x="42" y="470" width="58" height="58" rx="9" />
    <circle className="door-recess" cx="71" cy="499" r="19" />
    <circle className="hole" cx="64" cy="499" r="2.600" />
    <circle className="hole" cx="78" cy="499" r="2.600" />
    {plugged ? (
      <g>
        <path className="wire power" d="M71 248 V482" />
        <path className="plug-body" d="M56 499 a15 15 0 0 1 30 0 v8 a15 15 0 0 1 -30 0 Z" />
      </g>
    ) : (
      <g>
        <path className="wire power" d="M71 248 V420 Q71 470 108 520 Q132 556 112 592" />
        <g transform="translate(108 600) rotate(24)">
          <rect className="plug-body" x="-12" y="-10" width="24" height="28" rx="6" />
          <path className="pin" d="M-5 18 v10 M5 18 v10" />
        </g>
      </g>
    )}
  </Press>
);

const Siren = ({ sounds }: { sounds: boolean }) => (
  <g className="siren" data-sounds={sounds ? 'yes' : 'no'}>
    <path className="siren-dome" d="M96 96 a20 20 0 0 1 40 0 v10 h-40 Z" />
    <rect className="box" x="88" y="106" width="56" height="12" rx="3" />
    <path
      className="siren-sound"
      d="M76 76 a30 30 0 0 0 -2 36 M156 76 a30 30 0 0 1 2 36 M62 66 a46 46 0 0 0 -3 56 M170 66 a46 46 0 0 1 3 56"
    />
  </g>
);

const Line = ({ line, t, online }: { line: doorView.RouterLine; t: string; online: boolean }) => (
  <g className="line-out" data-line={line} data-online={online ? 'yes' : 'no'}>
    {line === 'cut' ? (
      <path className="wire" d="M232 379 h24 q6 0 6 9 v7 M720 379 H284 q-6 0 -6 -9 v-7" />
    ) : (
      <path className="wire" d="M232 379 H720" />
    )}
    <text className="tag-text" x="310" y="352" textAnchor="end" aria-hidden="true">
      {t}
    </text>
  </g>
);
