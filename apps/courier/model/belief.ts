import { ApiProblem, routes } from '@latchkey/contract';
import type { CourierDevice } from '@latchkey/carrier-sdk';

const words = ['locked', 'unlocked', 'open', 'jammed', 'unknown'] as const;

/**
 * Only in the demo: says what this screen shows, so that the door view can put all beliefs side by side. A server that is no demo
 * answers once that it knows no such path, and is not told again.
 */
export const tellBelief = (device: Pick<CourierDevice, 'session'>) => {
  let wanted = true;
  return (word: string, stage: string, door: number): void => {
    const known = words.find((one) => one === word);
    if (!wanted || known === undefined) return;
    device.session
      .open(routes.tellBelief, { body: { who: 'courier', door, word: known, stage } })
      .catch((error: unknown) => {
        if (error instanceof ApiProblem && error.problem.status === 404) wanted = false;
      });
  };
};
