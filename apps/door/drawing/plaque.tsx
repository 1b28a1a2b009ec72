import { useMemo } from 'react';
import type { doorView } from '@latchkey/contract';
import { qrOf, useSentences } from '@latchkey/web-kit';
import { doorViewSentences } from '../sentences/index.ts';
import { Press } from './press.tsx';

interface Props {
  readonly outside: NonNullable<doorView.ViewDoor['outside']>;
  readonly act: (act: doorView.ViewAct) => void;
}

const side = 108;

/** What hangs on the other side of this wall, beside the door: drawn as if one could see through. */
export const Plaque = ({ outside, act }: Props) => {
  const t = useSentences(doorViewSentences).outside;
  if (!outside.display && !outside.tag) return null;
  return (
    <g className="plaque" transform="translate(414 86)">
      {outside.display && (
        <g>
          <rect className="box" x="0" y="0" width="120" height="120" rx="9" />
          <Screen shows={outside.shows} label={outside.shows === undefined ? t.dark : t.code} />
        </g>
      )}
      {outside.tag && (
        <Press label={t.tap} onPress={() => act({ type: 'tap' })}>
          <rect className="target" x="0" y="132" width="120" height="48" />
          <rect className="box" x="2" y="134" width="44" height="44" rx="9" />
          <path className="nfc" d="M16 168 V144 L32 168 V144" />
          <path className="nfc-waves" d="M54 148 q7 8 0 16 M63 143 q12 13 0 26 M72 138 q17 18 0 36" />
        </Press>
      )}
      <text className="tag-text" x="0" y={outside.tag ? 202 : 142} aria-hidden="true">
        {t.where}
      </text>
    </g>
  );
};

const Screen = ({ shows, label }: { shows: string | undefined; label: string }) => {
  const code = useMemo(() => (shows === undefined ? undefined : qrOf(shows)), [shows]);
  return (
    <g role="img" aria-label={label}>
      <rect className="display" x="6" y="6" width={side} height={side} rx="4" />
      {code !== undefined && (
        <g transform={`translate(6 6) scale(${side / code.size})`} shapeRendering="crispEdges">
          <rect width={code.size} height={code.size} fill="#fff" />
          <path d={code.path} fill="#000" />
        </g>
      )}
    </g>
  );
};
