import { routes } from '@latchkey/contract';
import type { World } from '../world.ts';

/** The app asks before it knows a household: at home it has other words, and fewer rooms. */
export const addPlace = ({ registrar, settings }: World): void => {
  registrar.on(routes.readPlace, () => Promise.resolve({ at: settings.atHome === undefined ? 'server' : 'hub' }));
};
