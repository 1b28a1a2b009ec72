import { kidOf, toBase64url } from '@latchkey/protocol';
import { Button, InPlace, LanguageSwitch, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { fingerprint } from '../model/parcels/carrier-domain.ts';
import { hasMovedOut } from '../model/leaving/ending.ts';
import { hubStanding } from '../model/hub/standing.ts';
import { useCounts } from '../parts/devices/cut-off.tsx';
import { useHome, useLists } from '../parts/home-context.tsx';
import { ServedByHub } from '../parts/hub/at-home.tsx';
import { HubServer } from '../parts/hub/server.tsx';
import { OwnPageCard } from '../parts/hub/own-page-card.tsx';
import { Forgetting } from '../parts/forgetting.tsx';
import { LogDoubt } from '../parts/log/doubt.tsx';
import { MembersCard } from '../parts/devices/members-card.tsx';
import { NoticeSettingCard } from '../parts/notice-setting.tsx';
import { PasskeysCard } from '../parts/passkeys/card.tsx';
import { ChangesGuarded } from '../parts/passkeys/guarding.tsx';
import { PaperEnded, RecoveryLink } from '../parts/recovery/link.tsx';
import { DepartureNotice } from '../parts/leaving/departure-notice.tsx';
import { RecoveryPending } from '../parts/recovery/pending.tsx';
import { RulesLink } from '../parts/rules/link.tsx';
import { Shell } from '../parts/shell.tsx';
import { calendarSentences } from '../sentences/calendar.ts';
import { departureSentences } from '../sentences/departure.ts';
import { homeSentences } from '../sentences/index.ts';
import { useState } from 'react';
import { Link } from 'wouter';

/** Members, this device, the hub, the language; and the way out. */
export const HouseholdScreen = () => {
  const t = useSentences(homeSentences).household;
  const format = useFormat();
  const { home } = useHome();
  const { household, keys, parts } = home;
  const atHome = household.atHome === true;
  const counts = useCounts();
  // Nobody lives at a hub that was handed over; the account with its films stays.
  const lives = !hasMovedOut(useObservable(home.receipts.story).receipts);
  const acts = counts && lives;
  const kid = kidOf(parts.primitives, keys.signer.key);
  return (
    <Shell heading="shown" title={household.homeName ?? t.title}>
      {lives && <RecoveryPending />}
      {acts && <PaperEnded />}
      <DepartureNotice />
      {atHome && <ServedByHub />}
      {!atHome && lives && (
        <section className="card stack" data-gap="tight">
          <h2 className="label">{t.handle}</h2>
          <p className="handle">{household.handle}</p>
          <p className="small soft">{t.handleHint}</p>
        </section>
      )}
      <LogDoubt />
      {lives && <MembersCard />}
      {acts && atHome && <HubServer />}
      {acts && !atHome && <ChangesGuarded />}
      <dl className="facts">
        <dt>{t.deviceKey}</dt>
        <dd>
          <span className="mono">{fingerprint(toBase64url(kid))}</span>
          <p className="small soft">{t.deviceHint}</p>
        </dd>
        <dt>{t.hub}</dt>
        <dd>
          <HubLine />
          <span className="mono soft">{fingerprint(toBase64url(household.hubId))}</span>
        </dd>
        <dt>{t.paired}</dt>
        <dd>
          {format.day(household.pairedAtMs, parts.clock.wallMs())}, {format.time(household.pairedAtMs)}
        </dd>
        <dt>{t.language}</dt>
        <dd>
          <LanguageSwitch />
        </dd>
      </dl>
      {acts && <Rooms atHome={atHome} />}
      {acts && !atHome && (
        <>
          <OwnPageCard />
          <NoticeSettingCard />
        </>
      )}
      {counts && !atHome && <PasskeysCard />}
      <Leave />
    </Shell>
  );
};

/** What is reached from here. */
const Rooms = ({ atHome }: { atHome: boolean }) => {
  const t = useSentences(calendarSentences);
  const d = useSentences(departureSentences);
  return (
    <nav aria-label={t.rooms}>
      {!atHome && <RulesLink />}
      <RecoveryLink />
      <Link className="row" href="/household/move-out">
        <span className="row-title">{d.title}</span>
        <span className="row-state">{d.reach}</span>
      </Link>
      {!atHome && (
        <Link className="row" href="/household/calendar">
          <span className="row-title">{t.title}</span>
          <span className="row-state">{t.reach}</span>
        </Link>
      )}
    </nav>
  );
};

const HubLine = () => {
  const t = useSentences(homeSentences).household;
  const format = useFormat();
  const { home } = useHome();
  const { own, server } = hubStanding(
    useObservable(home.watch.line),
    useObservable(home.parts.standing),
    useLists(),
    useObservable(home.lists.hub),
  );
  const away = server?.lastSeenMs === undefined ? t.hubOffline : t.hubSince(format.time(server.lastSeenMs));
  return (
    <ul>
      <li>{t.hubLine[own]}</li>
      {server !== undefined && <li>{server.online ? t.hubOnline : away}</li>}
    </ul>
  );
};

const Leave = () => {
  const t = useSentences(homeSentences).household;
  const [asked, setAsked] = useState(false);
  return (
    <InPlace asked={asked}>
      {asked ? (
        <Forgetting title={t.leave} onKeep={() => setAsked(false)} />
      ) : (
        <Button kind="plain" onClick={() => setAsked(true)}>
          {t.leave}
        </Button>
      )}
    </InPlace>
  );
};
