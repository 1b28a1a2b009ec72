import { LanguageProvider, useObservable, type Language } from '@latchkey/web-kit';
import { useState } from 'react';
import { Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import type { App as AppModel } from './model/app.ts';
import { HomeContext } from './parts/home-context.tsx';
import { DivertScreen } from './screens/divert.tsx';
import { DoorScreen } from './screens/door.tsx';
import { AccessScreen } from './screens/access.tsx';
import { DoorDeclareScreen } from './screens/door-declare.tsx';
import { DoorHistoryScreen } from './screens/door-history.tsx';
import { DoorsScreen } from './screens/doors.tsx';
import { EvidenceScreen } from './screens/evidence.tsx';
import { HouseholdScreen } from './screens/household.tsx';
import { LostScreen, OpeningScreen } from './screens/start.tsx';
import { PairScreen } from './screens/pair.tsx';
import { ChangeScreen, InviteScreen } from './screens/people-terms.tsx';
import { PeopleScreen } from './screens/people.tsx';
import { PersonScreen } from './screens/person.tsx';
import { ParcelScreen } from './screens/parcel.tsx';
import { ParcelsScreen } from './screens/parcels.tsx';
import { TodayScreen } from './screens/today.tsx';
import { VisitScreen } from './screens/visit.tsx';
import { WelcomeDoorScreen, WelcomeScreen, WelcomeTrialScreen } from './screens/welcome.tsx';

interface Props {
  readonly app: AppModel;
  /** The pairing code that this page was opened with. */
  readonly code: string | undefined;
}

/** `onLanguage` hears which one is spoken: notices speak it too, and they live outside the page. */
export const App = ({ app, code, onLanguage }: Props & { readonly onLanguage: (language: Language) => void }) => (
  <LanguageProvider onLanguage={onLanguage}>
    <Router hook={useHashLocation}>
      <Rooms app={app} code={code} />
    </Router>
  </LanguageProvider>
);

/** Which room is open: none yet, pairing, or the household. A code at hand leads to pairing first. */
const Rooms = ({ app, code }: Props) => {
  const state = useObservable(app.state);
  const [openCode, setOpenCode] = useState(code);
  if (state.kind === 'opening') return <OpeningScreen />;
  if (state.kind === 'keys-lost') return <LostScreen onForget={() => void app.forget()} />;
  if (state.kind === 'unpaired' || openCode !== undefined) {
    return (
      <PairScreen
        app={app}
        code={openCode}
        belongs={state.kind === 'ready'}
        onDone={() => setOpenCode(undefined)}
        onKeep={() => setOpenCode(undefined)}
      />
    );
  }
  return (
    <HomeContext value={{ home: state.home, forget: () => void app.forget() }}>
      <Switch>
        <Route path="/parcels">
          <ParcelsScreen />
        </Route>
        <Route path="/parcel/:shipmentId">{({ shipmentId }) => <ParcelScreen shipmentId={shipmentId} />}</Route>
        <Route path="/visit/:visitId">{({ visitId }) => <VisitScreen visitId={visitId} />}</Route>
        <Route path="/visit/:visitId/divert">{({ visitId }) => <DivertScreen visitId={visitId} />}</Route>
        <Route path="/visit/:visitId/evidence">{({ visitId }) => <EvidenceScreen visitId={visitId} />}</Route>
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
        <Route path="/household">
          <HouseholdScreen />
        </Route>
        <Route>
          <TodayScreen />
        </Route>
      </Switch>
    </HomeContext>
  );
};
