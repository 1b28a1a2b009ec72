import type { AskedKnock } from '../../model/visits/approvals.ts';
import { useVisit } from '../home-context.tsx';

/** Who stands there: a person by the name the household gave them, a carrier's courier by the carrier. */
export const useAskedName = ({ visitKey }: Pick<AskedKnock, 'visitKey'>): string | undefined => {
  const staged = useVisit(visitKey);
  return staged?.person?.name ?? staged?.visit.carrier.name;
};
