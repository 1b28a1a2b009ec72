import type { StagedVisit } from '../model/today.ts';

export const VisitFilm = ({ staged }: { staged: StagedVisit }) => (staged.receipts.length > 0 ? null : null);
