import { completeness } from '@latchkey/protocol';
import { Notice, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { headOf } from '@latchkey/web-kit/model';
import { homeSentences } from '../../sentences/index.ts';
import { useHome } from '../home-context.tsx';

/** The hub signs its newest receipt's number in every state: what the server does not show is counted here (P9). */
export const HeldBack = () => {
  const t = useSentences(homeSentences).evidence;
  const format = useFormat();
  const { home } = useHome();
  const { receipts } = useObservable(home.receipts.story);
  const state = useObservable(home.watch.heard)?.state;
  if (state === undefined) return null;
  const end = headOf(receipts);
  const verdict = completeness(end, state);
  if (verdict === 'truncated') {
    return (
      <Notice tone="needs" title={t.held(format, state.seq - end.seq)}>
        <p>{t.heldWay}</p>
      </Notice>
    );
  }
  return verdict === 'forked' ? <Notice tone="alarm" title={t.brokenWhy.forked} /> : null;
};
