import { routes } from '@latchkey/contract';
import { createBrowserClient } from '@latchkey/web-kit/model';
import { useEffect } from 'react';
import { firstDoor, grantOf } from '../../model/parcels/grant-reading.ts';
import type { Stage } from '../../model/visits/stage.ts';
import { useBlock } from '../blocks/use-block.ts';
import { useDoor, useHome, useToday } from '../home-context.tsx';

/** The door view's words for what this screen shows. */
const stageWords: Record<Stage, string> = {
  planned: 'granted',
  assigned: 'granted',
  arriving: 'arriving',
  'at-door': 'watching',
  attention: 'attention',
  finished: 'finished',
  undelivered: 'finished',
  refused: 'watching',
  blocked: 'block-confirmed',
  diverted: 'diverted',
  expired: 'idle',
};

const everyMs = 5000;
const client = createBrowserClient();
/** Outside the demo the route does not exist: it is asked once and then left alone. */
let wanted = true;

/** Only in the demo: tells the door view what this screen shows about the door, so that beliefs can be compared. */
export const useBelief = (): void => {
  const { home } = useHome();
  const today = useToday();
  const last = today.next ?? today.past[0];
  const grant = last === undefined ? undefined : grantOf(home.parts.primitives, last.visit);
  const door = firstDoor(grant) ?? home.household.doors[0]?.id ?? 1;
  const { word } = useDoor(door);
  const { kind } = useBlock(last).view;
  const unconfirmed = kind === 'sending' || kind === 'sent' || kind === 'not-confirmed';
  const stage = unconfirmed
    ? 'block-sent'
    : last !== undefined
      ? stageWords[last.stage]
      : today.announced.length > 0
        ? 'announced'
        : 'idle';
  useEffect(() => {
    const tell = () => {
      if (!wanted) return;
      client(routes.tellBelief, { body: { who: 'recipient', door, word, stage } }).catch(() => (wanted = false));
    };
    tell();
    const timer = setInterval(tell, everyMs);
    return () => clearInterval(timer);
  }, [door, word, stage]);
};
