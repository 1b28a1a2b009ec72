import { useObservable } from '@latchkey/web-kit';
import type { Signed } from '../../model/visits/lateness.ts';
import type { StagedVisit } from '../../model/visits/today.ts';
import { useHome } from '../home-context.tsx';

/** Whether a member signed a visit that the server lists, as far as this device has read who is one. */
export const useSigned = (): ((staged: StagedVisit) => Signed) => {
  const { home } = useHome();
  useObservable(home.members.state);
  return ({ visit, person }) => {
    if (person !== undefined || home.grants(visit) !== undefined) return 'signed';
    return home.members.others() === undefined ? 'unknown' : 'unsigned';
  };
};
