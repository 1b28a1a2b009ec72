import { useState } from 'react';
import { ApiProblem } from '@latchkey/contract';
import { commonSentences, useSentences } from '@latchkey/web-kit';
import { programsSentences } from '../../sentences/programs.ts';

export type Act = (work: () => Promise<unknown>) => void;

/** One thing at a time; what went wrong stays until the next. The server's own sentence says what about an address is not taken. */
export const useAct = (): { readonly busy: boolean; readonly trouble: string | undefined; readonly act: Act } => {
  const t = useSentences(programsSentences);
  const common = useSentences(commonSentences);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const words = (error: unknown) => (error instanceof ApiProblem ? common.problem[error.problem.code] : t.failed);
  const act: Act = (work) => {
    if (busy) return;
    setBusy(true);
    setTrouble(undefined);
    work()
      .catch((error: unknown) => setTrouble(words(error)))
      .finally(() => setBusy(false));
  };
  return { busy, trouble, act };
};
