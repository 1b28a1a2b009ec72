import { Button, Notice, useSentences } from '@latchkey/web-kit';
import { homeSentences } from '../sentences/index.ts';
import { useHome } from './home-context.tsx';

/** Forgetting this device's keys, asked by its consequence: nobody brings them back. */
export const Forgetting = ({ title, onKeep }: { title: string; onKeep: () => void }) => {
  const t = useSentences(homeSentences).household;
  const { forget } = useHome();
  return (
    <Notice
      tone="needs"
      title={title}
      way={
        <>
          <Button onClick={onKeep}>{t.leaveNo}</Button>
          <Button kind="quiet" onClick={forget}>
            {t.leaveYes}
          </Button>
        </>
      }
    >
      <p>{t.leaveConsequence}</p>
    </Notice>
  );
};
