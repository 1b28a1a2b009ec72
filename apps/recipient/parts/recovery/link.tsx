import { Notice, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { Link } from 'wouter';
import { standingOf, type PaperStanding } from '../../model/recovery/said.ts';
import { recoverySentences } from '../../sentences/recovery.ts';
import { useHome } from '../home-context.tsx';

export interface Paper {
  readonly standing: PaperStanding | 'unknown';
  /** The day of the code that the household has, or on which the last one ended. */
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
  const { code, codeEndedS, mayChange } = state;
  const atS = code?.atS ?? codeEndedS;
  const day = atS === undefined ? '' : format.day(atS * 1000, home.parts.clock.wallMs());
  return { standing: standingOf(code, receipts, codeEndedS), day, mayChange };
};

export const RecoveryLink = () => {
  const t = useSentences(recoverySentences);
  const { standing, day } = usePaper();
  return (
    <Link className="row" href="/household/recovery">
      <span className="row-title">{t.title}</span>
      <span className="row-state">
        {standing === 'good' || standing === 'ended' ? t.reach[standing](day) : t.reach[standing]}
      </span>
    </Link>
  );
};

/** Until the next sheet is made: whoever removes a device ends the old one with it, and may not have it in mind. */
export const PaperEnded = () => {
  const t = useSentences(recoverySentences);
  const { standing, day, mayChange } = usePaper();
  if (standing !== 'ended' || !mayChange) return null;
  return (
    <Notice
      tone="needs"
      title={t.endedTitle}
      way={
        <Link className="button" data-kind="quiet" href="/household/recovery">
          {t.endedWay}
        </Link>
      }
    >
      <p>{t.ended(day)}</p>
    </Notice>
  );
};
