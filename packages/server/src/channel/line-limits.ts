import { perMinuteOf, routes } from '@latchkey/contract';
import type { Settings } from '../effects.ts';
import type { Throttles } from '../http/throttles.ts';

/** A hub that shows its household has shown it; what was torn off is shown again. */
const SHOWN_A_MINUTE = 3;

interface Parts {
  readonly throttles: Pick<Throttles, 'takes'>;
  readonly settings: Pick<Settings, 'atHome' | 'rateFactor'>;
}

/** What one hub may ask of this server in a minute, over however many lines. `from`: the address that its line comes from. */
export const lineLimits = ({ throttles, settings }: Parts, hubId: string, from: string) => {
  const takes = (what: string, perMinute: number) => throttles.takes(what, perMinute * (settings.rateFactor ?? 1));
  return {
    /** A household from another server: as many from one address as new ones by the route. Also by the hub's key, so that one hub does not use up a neighbour's. */
    mayIntroduce: (): boolean =>
      settings.atHome === undefined &&
      takes(`introduce\n${hubId}`, SHOWN_A_MINUTE) &&
      takes(`introduce\n${from}`, perMinuteOf(routes.newHome)),
    /** The mailbox: as a member may, by the route. */
    mayAskForMail: (): boolean => takes(`mail\n${hubId}`, perMinuteOf(routes.welcomeDevice)),
  };
};
