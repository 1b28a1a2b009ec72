import { Button, Notice, useObservable, useSentences } from '@latchkey/web-kit';
import { membersSentences } from '../sentences/members.ts';
import { useHome } from './home-context.tsx';

/** The server knows this device's key no more: a member removed it. What it still shows is of before. */
export const CutOff = () => {
  const t = useSentences(membersSentences);
  const { home, forget } = useHome();
  if (!useObservable(home.parts.cutOff)) return null;
  return (
    <Notice tone="needs" title={t.cutOff} way={<Button onClick={forget}>{t.cutOffWay}</Button>}>
      <p>{t.cutOffWhy}</p>
    </Notice>
  );
};
