import { useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { Link } from 'wouter';
import { standingOf, type PaperStanding } from '../model/recovery/said.ts';
import { recoverySentences } from '../sentences/recovery.ts';
import { useHome } from './home-context.tsx';

export interface Paper {
  readonly standing: PaperStanding | 'unknown';
  /** The day of the code that the household has. */
  readonly day: string;
  readonly mayChange: boolean;
}

/** What the household has on paper, by its signed rosters and the hub's receipts. */
export const usePaper = (): Paper => {
  const format = useFormat();
  const { home } = useHome();
  const state = useObservable(home.members.state);
  const { receipts } = useObservable(home.receipts.story);
  if (state.kind !== 'ready') return { standing: 'unknown', day: '', mayChange: false };
  const { code, mayChange } = state;
  const day = code === undefined ? '' : format.day(code.atS * 1000, home.parts.clock.wallMs());
  return { standing: standingOf(code, receipts), day, mayChange };
};

export const RecoveryLink = () => {
  const t = useSentences(recoverySentences);
  const { standing, day } = usePaper();
  return (
    <Link className="row" href="/household/recovery">
      <span className="row-title">{t.title}</span>
      <span className="row-state">{standing === 'good' ? t.reach.good(day) : t.reach[standing]}</span>
    </Link>
  );
};
