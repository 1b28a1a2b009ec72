import { useSentences } from '@latchkey/web-kit';
import type { MemberDevice } from '../model/members.ts';
import { membersSentences } from '../sentences/members.ts';
import { useHome } from './home-context.tsx';

/** What this device calls another one. */
export const useDeviceName = (): ((device: Pick<MemberDevice, 'kid' | 'own'>) => string) => {
  const t = useSentences(membersSentences);
  const { home } = useHome();
  const { names, memberName } = home.adding.household();
  return ({ kid, own }) => names?.[kid] ?? (own ? memberName : t.nameless);
};
