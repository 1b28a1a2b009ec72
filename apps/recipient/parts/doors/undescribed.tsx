import { Notice, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { Link } from 'wouter';
import { undeclared } from '../../model/pairing/welcome.ts';
import { doorsSentences } from '../../sentences/doors.ts';
import { useActs } from '../leaving/use-lives.ts';
import { useHome } from '../home-context.tsx';

/** Doors that nobody has described to the hub yet, and the way to do it; nothing once all are, while the story is not read, or at a hub that is another's by now. */
export const Undescribed = () => {
  const t = useSentences(doorsSentences).undeclared;
  const format = useFormat();
  const { home, household } = useHome();
  const { receipts, standing } = useObservable(home.receipts.story);
  const acts = useActs();
  const open = undeclared(household.doors, receipts);
  if (!acts || open === 0 || standing.kind === 'loading') return null;
  return (
    <Notice
      tone="needs"
      title={t.title(format, open)}
      way={
        <Link className="button" data-kind="quiet" href="/welcome">
          {t.act}
        </Link>
      }
    >
      <p>{t.why}</p>
    </Notice>
  );
};
