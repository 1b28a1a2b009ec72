import { LanguageProvider, useFormat, useObservable, type Language } from '@latchkey/web-kit';
import { Suspense, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { later } from './later.tsx';
import type { App as AppModel } from './model/app.ts';
import { calledDoors } from './model/door-names.ts';
import type { Home } from './model/home.ts';
import { HomeContext } from './parts/home-context.tsx';
import { ComingScreen, LostScreen, OpeningScreen } from './screens/start.tsx';
import { PairScreen } from './screens/pair.tsx';
import { TodayScreen } from './screens/today.tsx';

const CalendarScreen = later(async () => (await import('./screens/calendar.tsx')).CalendarScreen);
const DivertScreen = later(async () => (await import('./screens/divert.tsx')).DivertScreen);
const AccessScreen = later(async () => (await import('./screens/access.tsx')).AccessScreen);
const DoorDeclareScreen = later(async () => (await import('./screens/door-declare.tsx')).DoorDeclareScreen);
const DoorHistoryScreen = later(async () => (await import('./screens/door-history.tsx')).DoorHistoryScreen);
const EvidenceScreen = later(async () => (await import('./screens/evidence.tsx')).EvidenceScreen);
const HouseholdScreen = later(async () => (await import('./screens/household.tsx')).HouseholdScreen);
const AskedScreen = later(async () => (await import('./screens/asked.tsx')).AskedScreen);
const AddDeviceScreen = later(async () => (await import('./screens/add-device.tsx')).AddDeviceScreen);
const MemberDeviceScreen = later(async () => (await import('./screens/member-device.tsx')).MemberDeviceScreen);
const JoinScreen = later(async () => (await import('./screens/join.tsx')).JoinScreen);
const PeopleScreen = later(async () => (await import('./screens/people.tsx')).PeopleScreen);
const PersonScreen = later(async () => (await import('./screens/person.tsx')).PersonScreen);
const InviteScreen = later(async () => (await import('./screens/people-terms.tsx')).InviteScreen);
const ChangeScreen = later(async () => (await import('./screens/people-terms.tsx')).ChangeScreen);
const RecoverScreen = later(async () => (await import('./screens/recover.tsx')).RecoverScreen);
const RecoveryScreen = later(async () => (await import('./screens/recovery.tsx')).RecoveryScreen);
const WelcomeScreen = later(async () => (await import('./screens/welcome.tsx')).WelcomeScreen);
const WelcomeDoorScreen = later(async () => (await import('./screens/welcome.tsx')).WelcomeDoorScreen);
const WelcomeTrialScreen = later(async () => (await import('./screens/welcome.tsx')).WelcomeTrialScreen);
const DoorScreen = later(async () => (await import('./screens/door.tsx')).DoorScreen);
const DoorsScreen = later(async () => (await import('./screens/doors.tsx')).DoorsScreen);
const ParcelScreen = later(async () => (await import('./screens/parcel.tsx')).ParcelScreen);
const ParcelsScreen = later(async () => (await import('./screens/parcels.tsx')).ParcelsScreen);
const RuleScreen = later(async () => (await import('./screens/rule.tsx')).RuleScreen);
const RulesScreen = later(async () => (await import('./screens/rules.tsx')).RulesScreen);
const NowhereScreen = later(async () => (await import('./screens/nowhere.tsx')).NowhereScreen);
const VisitScreen = later(async () => (await import('./screens/visit.tsx')).VisitScreen);

interface Props {
  readonly app: AppModel;
  /** The pairing code that this page was opened with. */
  readonly code: string | undefined;
  /** The code of the sheet of paper that it was opened with. */
  readonly paper: string | undefined;
}

/** `onLanguage` hears which one is spoken: notices speak it too, and they live outside the page. */
export const App = ({
  app,
  code,
  paper,
  onLanguage,
}: Props & { readonly onLanguage: (language: Language) => void }) => (
  <LanguageProvider onLanguage={onLanguage}>
    <Router hook={useHashLocation}>
      <Rooms app={app} code={code} paper={paper} />
    </Router>
  </LanguageProvider>
);

/** Which room is open: none yet, pairing, or the household. A code at hand leads to pairing first. */
const Rooms = ({ app, code, paper }: Props) => {
  const state = useObservable(app.state);
  const [openCode, setOpenCode] = useState(code);
  const [joins, setJoins] = useState(false);
  const [recovers, setRecovers] = useState(paper !== undefined);
  const recovering = useObservable(app.recovering.state);
  if (recovering.kind !== 'idle' || (recovers && state.kind === 'unpaired')) {
    return (
      <Suspense fallback={<OpeningScreen />}>
        <RecoverScreen recovering={app.recovering} code={paper} onBack={() => setRecovers(false)} />
      </Suspense>
    );
  }
  if (state.kind === 'opening') return <OpeningScreen />;
  if (state.kind === 'keys-lost') return <LostScreen onForget={() => void app.forget()} />;
  if (state.kind === 'unpaired' && joins) {
    return (
      <Suspense fallback={<OpeningScreen />}>
        <JoinScreen joining={app.joining} onBack={() => setJoins(false)} />
      </Suspense>
    );
  }
  if (state.kind === 'unpaired' || openCode !== undefined) {
    return (
      <PairScreen
        app={app}
        code={openCode}
        belongs={state.kind === 'ready'}
        onDone={() => setOpenCode(undefined)}
        onKeep={() => setOpenCode(undefined)}
        onJoin={() => setJoins(true)}
        onRecover={() => setRecovers(true)}
      />
    );
  }
  return (
    <InHome home={state.home} forget={() => void app.forget()}>
      <Suspense fallback={<ComingScreen />}>
        <Switch>
          <Route path="/parcels">
            <ParcelsScreen />
          </Route>
          <Route path="/parcel/:shipmentId">{({ shipmentId }) => <ParcelScreen shipmentId={shipmentId} />}</Route>
          <Route path="/parcels/rules">
            <RulesScreen />
          </Route>
          <Route path="/parcels/rules/:carrier">{({ carrier }) => <RuleScreen carrier={carrier} />}</Route>
          <Route path="/visit/:visitId">{({ visitId }) => <VisitScreen visitId={visitId} />}</Route>
          <Route path="/visit/:visitId/divert">{({ visitId }) => <DivertScreen visitId={visitId} />}</Route>
          <Route path="/visit/:visitId/evidence">{({ visitId }) => <EvidenceScreen visitId={visitId} />}</Route>
          <Route path="/asked/:name">{({ name }) => <AskedScreen name={name} />}</Route>
          <Route path="/people">
            <PeopleScreen />
          </Route>
          <Route path="/people/new">
            <InviteScreen />
          </Route>
          <Route path="/people/:personId">{({ personId }) => <PersonScreen personId={personId} />}</Route>
          <Route path="/people/:personId/terms">{({ personId }) => <ChangeScreen personId={personId} />}</Route>
          <Route path="/doors">
            <DoorsScreen />
          </Route>
          <Route path="/doors/:door">{({ door }) => <DoorScreen id={Number(door)} />}</Route>
          <Route path="/doors/:door/access">{({ door }) => <AccessScreen id={Number(door)} />}</Route>
          <Route path="/doors/:door/declare">{({ door }) => <DoorDeclareScreen id={Number(door)} />}</Route>
          <Route path="/doors/:door/history">{({ door }) => <DoorHistoryScreen id={Number(door)} />}</Route>
          <Route path="/welcome">
            <WelcomeScreen />
          </Route>
          <Route path="/welcome/:door">{({ door }) => <WelcomeDoorScreen id={Number(door)} />}</Route>
          <Route path="/welcome/:door/try">{({ door }) => <WelcomeTrialScreen id={Number(door)} />}</Route>
          <Route path="/household/add">
            <AddDeviceScreen />
          </Route>
          <Route path="/household/device/:kid">{({ kid }) => <MemberDeviceScreen kid={kid} />}</Route>
          <Route path="/household/recovery">
            <RecoveryScreen />
          </Route>
          <Route path="/household/calendar">
            <CalendarScreen />
          </Route>
          <Route path="/household">
            <HouseholdScreen />
          </Route>
          <Route path="/">
            <TodayScreen />
          </Route>
          <Route path="/pair">
            <TodayScreen />
          </Route>
          <Route>
            <NowhereScreen />
          </Route>
        </Switch>
      </Suspense>
    </InHome>
  );
};

/** The household, with its doors called as it calls them, or in the language that is spoken. */
const InHome = ({ home, forget, children }: { home: Home; forget: () => void; children: ReactNode }) => {
  const { language } = useFormat();
  const own = useObservable(home.doorNames.own);
  const household = useMemo(
    () => ({ ...home.household, doors: calledDoors(home.household.doors, own, language) }),
    [home, own, language],
  );
  useEffect(() => {
    home.callDoors(household.doors);
  }, [home, household]);
  return <HomeContext value={{ home, household, forget }}>{children}</HomeContext>;
};
