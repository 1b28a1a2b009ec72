import { routes } from '@latchkey/contract';
import type { CourierDevice, Moment } from '@latchkey/carrier-sdk';

/** What a courier's screen would say of the door at each moment, and the door view's name of that step. */
const shown: {
  readonly [At in Moment['at']]: readonly [word: 'locked' | 'unlocked' | 'open' | 'unknown', stage: string];
} = {
  before: ['unknown', 'stop'],
  filming: ['unknown', 'recording'],
  opening: ['unknown', 'knocking'],
  unlocked: ['unlocked', 'open-door'],
  open: ['open', 'pull-shut'],
  stay: ['unknown', 'wait-locked'],
  locked: ['locked', 'thank-you'],
  complete: ['locked', 'thank-you'],
  refused: ['unknown', 'refused'],
  attention: ['unknown', 'wait-locked'],
  blocked: ['unknown', 'refused'],
  diverted: ['unknown', 'refused'],
  expired: ['unknown', 'refused'],
};

/** Tells the door view beside the demo's door what this courier believes. Nothing depends on it. */
export const tellDoorView =
  (device: Pick<CourierDevice, 'session'>, door: number) =>
  ({ at }: Moment): void => {
    const [word, stage] = shown[at];
    device.session.open(routes.tellBelief, { body: { who: 'courier', door, word, stage } }).catch(() => undefined);
  };
