import { kidOf, toHex } from '@latchkey/protocol';
import { useObservable, useSentences } from '@latchkey/web-kit';
import { useMemo } from 'react';
import { runningLook, type RunningLook } from '../../model/looks/running.ts';
import { looksSentences } from '../../sentences/looks.ts';
import { useHome } from '../home-context.tsx';
import { useMemberName } from '../devices/use-device-name.ts';

export interface LookNow extends RunningLook {
  /** Begun with this device's key. */
  readonly own: boolean;
  /** Begun on this very page, which alone can open the picture. */
  readonly here: boolean;
  /** What this device calls whoever looks. */
  readonly who: string;
}

/** Who looks through a camera of this home now, by the hub's receipts. */
export const useLook = (): LookNow | undefined => {
  const { home } = useHome();
  const t = useSentences(looksSentences);
  const { receipts } = useObservable(home.receipts.story);
  const running = useMemo(() => runningLook(receipts), [receipts]);
  const nameOf = useMemberName();
  if (running === undefined) return undefined;
  const own = running.kid === ownKid(home);
  return { ...running, own, here: home.looks.keyOf(running) !== undefined, who: nameOf(running.kid) ?? t.someone };
};

export const ownKid = ({ parts, keys }: ReturnType<typeof useHome>['home']): string =>
  toHex(kidOf(parts.primitives, keys.signer.key));
