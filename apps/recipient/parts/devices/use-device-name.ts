import { useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import type { MemberDevice } from '../../model/devices/members.ts';
import { namesApart } from '../../model/devices/names-apart.ts';
import { membersSentences } from '../../sentences/members.ts';
import { useHome } from '../home-context.tsx';

/** Kid → what this device calls each of the household's, told apart from all the others; of the roster as far as it is read. */
export const useDeviceNames = (): ReadonlyMap<string, string> => {
  const t = useSentences(membersSentences);
  const format = useFormat();
  const { home } = useHome();
  const state = useObservable(home.members.state);
  const names = useObservable(home.deviceNames.all);
  const { memberName } = home.household;
  const devices = state.kind === 'ready' ? state.devices : [];
  const nowMs = home.parts.clock.wallMs();
  return namesApart(
    devices.map(({ kid, own, sinceS }) => ({ kid, sinceS, name: names[kid] ?? (own ? memberName : t.nameless) })),
    { when: (atMs) => `${format.day(atMs, nowMs)}, ${format.time(atMs)}`, since: t.named, key: t.namedByKey },
  );
};

/** What this device calls another one. */
export const useDeviceName = (): ((device: Pick<MemberDevice, 'kid' | 'own'>) => string) => {
  const t = useSentences(membersSentences);
  const { home } = useHome();
  const apart = useDeviceNames();
  const names = useObservable(home.deviceNames.all);
  const { memberName } = home.household;
  return ({ kid, own }) => apart.get(kid) ?? names[kid] ?? (own ? memberName : t.nameless);
};

/** What this device calls a member's; undefined for one that it never named. */
export const useMemberName = (): ((kid: string) => string | undefined) => {
  const apart = useDeviceNames();
  const names = useObservable(useHome().home.deviceNames.all);
  return (kid) => (names[kid] === undefined ? undefined : (apart.get(kid) ?? names[kid]));
};
