import { useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { Link } from 'wouter';
import { calendarSentences } from '../sentences/calendar.ts';
import { departureSentences } from '../sentences/departure.ts';
import { passkeysSentences } from '../sentences/passkeys.ts';
import { roomsSentences } from '../sentences/rooms.ts';
import { useCounts } from './devices/cut-off.tsx';
import { useHome } from './home-context.tsx';
import { useHubWords } from './hub/line.tsx';
import { useActs, useLives } from './leaving/use-lives.ts';
import { RecoveryLink } from './recovery/link.tsx';
import { RulesLink } from './rules/link.tsx';

/** What is reached from the household's page, each with how it stands. After moving out, what is this device's and the account's alone. */
export const Rooms = () => {
  const t = useSentences(roomsSentences);
  const calendar = useSentences(calendarSentences);
  const departure = useSentences(departureSentences);
  const atHome = useHome().household.atHome === true;
  const acts = useActs();
  const lives = useLives();
  const counts = useCounts();
  return (
    <nav className="rows" aria-label={t.rooms}>
      {acts && !atHome && <RulesLink />}
      {acts && !atHome && <Row to="calendar" title={calendar.title} state={calendar.reach} />}
      {acts && <RecoveryLink />}
      {counts && !atHome && <PasskeysRow />}
      <DeviceRow notices={acts && !atHome} />
      {lives && <HubRow />}
      {acts && <Row to="move-out" title={departure.title} state={departure.reach} />}
    </nav>
  );
};

const Row = ({ to, title, state }: { to: string; title: string; state: string }) => (
  <Link className="row" href={`/household/${to}`}>
    <span className="row-title">{title}</span>
    <span className="row-state">{state}</span>
  </Link>
);

const PasskeysRow = () => {
  const t = useSentences(roomsSentences);
  const format = useFormat();
  const state = useObservable(useHome().home.passkeys.state);
  const words = state.kind === 'ready' ? t.passkeys(format, state.listed.passkeys.length) : t.passkeysUnread;
  return <Row to="passkeys" title={useSentences(passkeysSentences).title} state={words} />;
};

/** The hub's own page sends no notices, and nobody has any of a hub that is another's. */
const DeviceRow = ({ notices }: { notices: boolean }) => {
  const t = useSentences(roomsSentences).device;
  const told = useObservable(useHome().home.notices.setting) === 'on';
  return <Row to="this-device" title={t.title} state={!notices ? t.itself : told ? t.told : t.untold} />;
};

const HubRow = () => {
  const t = useSentences(roomsSentences).hub;
  return <Row to="hub" title={t.title} state={useHubWords().join(', ')} />;
};
