import { useEffect, useState, type ReactNode } from 'react';
import type { DoorCodes } from '@latchkey/carrier-sdk';
import { Button, ClockNotice, LiveRegion, Qr, Stack, useSentences } from '@latchkey/web-kit';
import { atDoorSentences } from '../sentences/at-door.ts';
import { useNow } from './use-now.ts';

/** A door camera's key frames come about once a second: each code stands for a little longer. */
const turnMs = 1150;

export interface ShowingCodeProps {
  readonly showing: DoorCodes;
  readonly title: string;
  readonly address: string;
  /** What a clock that is off means here. */
  readonly clock: string;
  readonly door: number;
  readonly showCode: (door: number) => Promise<void>;
  readonly onAway: () => void;
  readonly onOpened: () => void;
  /** The page around it. */
  readonly page: (bar: ReactNode, inside: ReactNode) => ReactNode;
}

/** A knock as a picture, for the door's own camera: neither phone nor door needs a line. */
export const ShowingCode = ({ showing, title, address, clock, door, showCode, ...to }: ShowingCodeProps) => {
  const t = useSentences(atDoorSentences).doorCode;
  const { codes, untilS } = showing;
  const leftS = Math.max(0, Math.ceil(untilS - useNow() / 1000));
  const code = useTurns(codes);
  const [copied, setCopied] = useState(false);
  useScreenOn();
  useEffect(() => {
    if (leftS === 0) void showCode(door);
  }, [leftS, showCode, door]);
  const text = codes.join('\n');
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true));
  const bar = (
    <Stack gap="tight">
      <Button kind="quiet" size="thumb" onClick={to.onAway}>
        {t.away}
      </Button>
      <Button size="thumb" onClick={to.onOpened}>
        {t.opened}
      </Button>
    </Stack>
  );
  return to.page(
    bar,
    <Stack>
      <p className="label">{address}</p>
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
    </Stack>,
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

/** A screen that goes dark is no code. Where the browser cannot promise it, a finger does. */
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
