import type { ProblemCode } from '@latchkey/contract';
import { Button, Notice, commonSentences, useObservable, useSentences } from '@latchkey/web-kit';
import { owed } from '../model/passkeys.ts';
import { homeSentences } from '../sentences/index.ts';
import { useHome } from './home-context.tsx';

/** A failed reading: what happened and the way on. A server that forgot the household leads to pairing. */
export const ProblemNotice = ({ title, code, onAgain }: { title: string; code: ProblemCode; onAgain: () => void }) => {
  const t = useSentences(commonSentences);
  const own = useSentences(homeSentences).start;
  const { forget, home } = useHome();
  const asked = owed(useObservable(home.passkeys.state)) !== undefined;
  // What opens it again stands above already.
  if ((code === 'passkey-needed' && asked) || code === 'suspended') return null;
  if (code === 'wrong-signature' || code === 'not-found') {
    return (
      <Notice tone="needs" title={own.strange} way={<Button onClick={forget}>{own.strangeWay}</Button>}>
        <p>{own.strangeWhy}</p>
      </Notice>
    );
  }
  return (
    <Notice
      tone="needs"
      title={title}
      way={
        <Button kind="quiet" onClick={onAgain}>
          {t.tryAgain}
        </Button>
      }
    >
      <p>{t.problem[code]}</p>
    </Notice>
  );
};
