import { useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { hubStanding } from '../../model/hub/standing.ts';
import { roomsSentences } from '../../sentences/rooms.ts';
import { useHome, useLists } from '../home-context.tsx';

/** How this device finds the hub, by the hub's own signature; and, apart from it, what the server says. */
export const useHubWords = (): readonly string[] => {
  const t = useSentences(roomsSentences).hub;
  const format = useFormat();
  const { home } = useHome();
  const { own, server } = hubStanding(
    useObservable(home.watch.line),
    useObservable(home.parts.standing),
    useLists(),
    useObservable(home.lists.hub),
  );
  if (server === undefined) return [t.line[own]];
  const away = server.lastSeenMs === undefined ? t.offline : t.since(format.time(server.lastSeenMs));
  return [t.line[own], server.online ? t.online : away];
};
