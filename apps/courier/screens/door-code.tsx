import { useEffect, useState } from 'react';
import { Button, ClockNotice, DoorDrawing, LiveRegion, Stack, unknownPicture, useSentences } from '@latchkey/web-kit';
import { Frame } from '../parts/frame.tsx';
import { Qr } from '../parts/qr.tsx';
import { ToTour } from '../parts/to-tour.tsx';
import { useNow } from '../parts/use-now.ts';
import { sentences } from '../sentences/index.ts';
import type { StepProps } from './step.tsx';

/** A door camera's key frames come about once a second: each code stands for a little longer. */
const turnMs = 1150;

/** The courier's knock as a picture, for the door's own camera: neither phone nor door needs a line. */
export const DoorCodeScreen = ({ screen: { showing }, visit, stop, door, title }: StepProps<'code'>) => {
  const { doorCode: t, clock } = useSentences(sentences);
  const { codes, untilS } = showing;
  const leftS = Math.max(0, Math.ceil(untilS - useNow() / 1000));
  const code = useTurns(codes);
  const [copied, setCopied] = useState(false);
  useScreenOn();
  const { showCode } = visit;
  useEffect(() => {
    if (leftS === 0) void showCode(door);
  }, [leftS, showCode, door]);
  const text = codes.join('\n');
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <Frame
      title={title}
      bar={
        <Stack gap="tight">
          <Button kind="quiet" size="thumb" onClick={visit.putAway}>
            {t.away}
          </Button>
          <Button size="thumb" onClick={() => visit.seen('opened')}>
            {t.opened}
          </Button>
        </Stack>
      }
    >
      <Stack>
        <p className="label">{stop.text.address}</p>
        <h1 className="huge">{title}</h1>
        <ClockNotice follows={clock} />
        <div className="door-code" draggable onDragStart={(event) => event.dataTransfer.setData('text/plain', text)}>
          <Qr text={code} label={t.label} />
        </div>
        <p className="lead">{t.how}</p>
        <p className="soft">
          <span className="figures">{t.left(leftS)}</span> {t.silent}
        </p>
        <Button kind="plain" size="thumb" onClick={copy}>
          {copied ? t.copied : t.copy}
        </Button>
        <LiveRegion words={copied ? t.copied : ''} />
      </Stack>
    </Frame>
  );
};

/** What the courier saw is all that is known of this door: it is drawn as unknown, and nothing here says locked. */
export const UnheardScreen = ({ screen: { what }, visit, stop, title }: StepProps<'unheard'>) => {
  const t = useSentences(sentences);
  const words = t.unheard[what];
  const drop = stop.text.dropPlace;
  return (
    <Frame
      title={title}
      bar={
        what === 'shut' ? (
          <ToTour kind="main" />
        ) : (
          <Stack gap="tight">
            <Button kind="quiet" size="thumb" onClick={visit.unsafe}>
              {t.door.unsafe}
            </Button>
            <Button size="thumb" onClick={() => visit.seen('shut')}>
              {t.unheard.tried}
            </Button>
          </Stack>
        )
      }
    >
      <Stack gap="wide">
        <div className="at-door" data-tone="needs">
          <DoorDrawing picture={unknownPicture('hinged')} label={t.unheard.unknown} />
          <Stack gap="tight">
            <h1 className="huge">{title}</h1>
            <p className="lead">{words.next}</p>
          </Stack>
        </div>
        {what === 'opened' && (
          <dl className="place">
            <dt>{t.door.putHere}</dt>
            <dd className="place-drop">{drop === '' ? t.stop.noPlace : drop}</dd>
          </dl>
        )}
      </Stack>
    </Frame>
  );
};

/** One code after the other, around and around. */
const useTurns = (codes: readonly string[]): string => {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((now) => now + 1), turnMs);
    return () => clearInterval(timer);
  }, []);
  return codes[turn % codes.length] ?? '';
};

/** A screen that goes dark is no code. Where the browser cannot promise it, the courier's finger does. */
const useScreenOn = () =>
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let left = false;
    const keep = async () => {
      lock = await navigator.wakeLock.request('screen');
      if (left) await lock.release();
    };
    if ('wakeLock' in navigator) keep().catch(() => undefined);
    return () => {
      left = true;
      void lock?.release();
    };
  }, []);
