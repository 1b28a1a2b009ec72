import { routes } from '@latchkey/contract';
import { toBase64url } from '@latchkey/protocol';
import { LiveRegion, PictureStage, ratioOf, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { createCell } from '@latchkey/web-kit/model';
import {
  START_STATE,
  livePlayer,
  pictureSink,
  type BrowserPlayerSetup,
  type PlayerState,
} from '@latchkey/web-kit/player';
import { useCallback, useEffect, useState } from 'react';
import { openLiveLine } from '../../model/live-line.ts';
import { homeSentences } from '../../sentences/index.ts';
import { useHome } from '../home-context.tsx';
import { filmSetup } from '../film/setup.ts';

const tickMs = 250;

interface Props {
  readonly recordingId: string;
  /** Whose picture it is, where it is no visit's. */
  readonly label?: string;
  /** For a look, which has a key of its own; it stays the same for one recording. */
  readonly openKey?: BrowserPlayerSetup['openKey'];
  /** Whether the player vouches for what is seen, at each change; false again when the picture goes. */
  readonly onLive?: (live: boolean) => void;
}

/** What the camera sees now. LIVE is written only while the player vouches for it. */
export const LivePicture = ({ recordingId, label, openKey, onLive }: Props) => {
  const t = useSentences(homeSentences);
  const [own] = useState(() => (openKey === undefined ? {} : { openKey }));
  const name = label ?? t.visit.live;
  const format = useFormat();
  const { home } = useHome();
  const [view] = useState(() => createCell<PlayerState>(START_STATE));
  const [standing] = useState(() => createCell<'open' | 'lost'>('open'));
  const onReady = useCallback(
    (canvas: HTMLCanvasElement, video: HTMLVideoElement) => {
      const player = livePlayer({
        ...filmSetup(home, recordingId),
        ...own,
        picture: pictureSink(canvas, video),
        sendNonce: (nonce) => line.send(JSON.stringify({ nonce: toBase64url(nonce) })),
      });
      const line = openLiveLine({
        open: () => openSocket(recordingId),
        onRecords: (bytes) => player.push(bytes),
        onOver: () => home.lists.recordingChanged(),
        later: home.parts.later,
      });
      const follow = player.view.subscribe(() => view.set(player.view.get()));
      const followLine = line.standing.subscribe(() => standing.set(line.standing.get()));
      const timer = setInterval(() => player.tick(), tickMs);
      return () => {
        clearInterval(timer);
        followLine();
        follow();
        line.stop();
        player.close();
      };
    },
    [home, recordingId, own, view, standing],
  );
  const { phase, ageMs, format: size } = useObservable(view);
  const lost = useObservable(standing) === 'lost' && phase !== 'ended';
  const words = lost ? t.film.phase.lost : t.film.phase[phase];
  const live = phase === 'live' && !lost;
  useEffect(() => {
    onLive?.(live);
    return () => onLive?.(false);
  }, [onLive, live]);
  return (
    <section className="stack" data-gap="tight" aria-label={name} style={ratioOf(size)}>
      <PictureStage label={name} stale={!live} onReady={onReady}>
        {live ? (
          <p className="stage-live">{t.film.LIVE}</p>
        ) : (
          <p className="stage-words">
            {words}
            {phase === 'late' && ageMs !== undefined && `, ${t.film.age(format, ageMs)}`}
          </p>
        )}
      </PictureStage>
      <LiveRegion words={words} urgent={phase === 'broken' || phase === 'covered'} />
    </section>
  );
};

const openSocket = (recordingId: string) => {
  const url = new URL(routes.livePath.replace(':recordingId', recordingId), location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  return socket;
};
