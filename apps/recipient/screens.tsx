import { memo, Suspense, useDeferredValue } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { later } from './later.tsx';
import { OnlyCounting } from './parts/devices/only-counting.tsx';
import { ComingScreen } from './screens/start.tsx';
import { TodayScreen } from './screens/today.tsx';

const CalendarScreen = later(async () => (await import('./screens/calendar.tsx')).CalendarScreen);
const DivertScreen = later(async () => (await import('./screens/divert.tsx')).DivertScreen);
const BlockMoreScreen = later(async () => (await import('./screens/block-more.tsx')).BlockMoreScreen);
const NobodyScreen = later(async () => (await import('./screens/nobody.tsx')).NobodyScreen);
const AccessScreen = later(async () => (await import('./screens/access.tsx')).AccessScreen);
const DoorDeclareScreen = later(async () => (await import('./screens/door-declare.tsx')).DoorDeclareScreen);
const DoorHistoryScreen = later(async () => (await import('./screens/door-history.tsx')).DoorHistoryScreen);
const EvidenceScreen = later(async () => (await import('./screens/evidence.tsx')).EvidenceScreen);
const HubScreen = later(async () => (await import('./screens/hub.tsx')).HubScreen);
const PasskeysScreen = later(async () => (await import('./screens/passkeys.tsx')).PasskeysScreen);
const ThisDeviceScreen = later(async () => (await import('./screens/this-device.tsx')).ThisDeviceScreen);
const HouseholdScreen = later(async () => (await import('./screens/household.tsx')).HouseholdScreen);
const AskedScreen = later(async () => (await import('./screens/asked.tsx')).AskedScreen);
const AddDeviceScreen = later(async () => (await import('./screens/add-device.tsx')).AddDeviceScreen);
const MemberDeviceScreen = later(async () => (await import('./screens/member-device.tsx')).MemberDeviceScreen);
const PeopleScreen = later(async () => (await import('./screens/people.tsx')).PeopleScreen);
const PersonScreen = later(async () => (await import('./screens/person.tsx')).PersonScreen);
const InviteScreen = later(async () => (await import('./screens/people-terms.tsx')).InviteScreen);
const ChangeScreen = later(async () => (await import('./screens/people-terms.tsx')).ChangeScreen);
const MoveOutScreen = later(async () => (await import('./screens/move-out.tsx')).MoveOutScreen);
const ClockBackScreen = later(async () => (await import('./screens/clock-back.tsx')).ClockBackScreen);
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

/** The press is answered at once, by the navigation; the screen it leads to is drawn right after. */
export const Screens = () => {
  const [at] = useLocation();
  return <ScreenAt at={useDeferredValue(at)} />;
};

/** One screen an address. Another address begins anew, so that what is still being fetched says so. */
const ScreenAt = memo(({ at }: { at: string }) => (
  <Suspense key={at} fallback={<ComingScreen />}>
    <Switch location={at}>
      <Route path="/parcels">
        <ParcelsScreen />
      </Route>
      <Route path="/parcel/:shipmentId">
        {({ shipmentId }) => (
          <OnlyCounting back="/parcels">
            <ParcelScreen shipmentId={shipmentId} />
          </OnlyCounting>
        )}
      </Route>
      <Route path="/parcels/rules">
        <RulesScreen />
      </Route>
      <Route path="/parcels/rules/:carrier">
        {({ carrier }) => (
          <OnlyCounting back="/parcels/rules">
            <RuleScreen carrier={carrier} />
          </OnlyCounting>
        )}
      </Route>
      <Route path="/visit/:visitId">{({ visitId }) => <VisitScreen visitId={visitId} />}</Route>
      <Route path="/visit/:visitId/divert">
        {({ visitId }) => (
          <OnlyCounting back={`/visit/${visitId}`}>
            <DivertScreen visitId={visitId} />
          </OnlyCounting>
        )}
      </Route>
      <Route path="/visit/:visitId/block">
        {({ visitId }) => (
          <OnlyCounting back={`/visit/${visitId}`}>
            <BlockMoreScreen visitId={visitId} />
          </OnlyCounting>
        )}
      </Route>
      <Route path="/visit/:visitId/evidence">{({ visitId }) => <EvidenceScreen visitId={visitId} />}</Route>
      <Route path="/asked/:name">
        {({ name }) => (
          <OnlyCounting back="/">
            <AskedScreen name={name} />
          </OnlyCounting>
        )}
      </Route>
      <Route path="/people">
        <PeopleScreen />
      </Route>
      <Route path="/people/new">
        <OnlyCounting back="/people">
          <InviteScreen />
        </OnlyCounting>
      </Route>
      <Route path="/people/:personId">{({ personId }) => <PersonScreen personId={personId} />}</Route>
      <Route path="/people/:personId/terms">
        {({ personId }) => (
          <OnlyCounting back={`/people/${personId}`}>
            <ChangeScreen personId={personId} />
          </OnlyCounting>
        )}
      </Route>
      <Route path="/doors">
        <DoorsScreen />
      </Route>
      <Route path="/doors/:door">{({ door }) => <DoorScreen id={Number(door)} />}</Route>
      <Route path="/doors/:door/access">
        {({ door }) => (
          <OnlyCounting back={`/doors/${door}`}>
            <AccessScreen id={Number(door)} />
          </OnlyCounting>
        )}
      </Route>
      <Route path="/doors/:door/nobody">
        {({ door }) => (
          <OnlyCounting back={`/doors/${door}/access`}>
            <NobodyScreen door={Number(door)} />
          </OnlyCounting>
        )}
      </Route>
      <Route path="/doors/:door/declare">
        {({ door }) => (
          <OnlyCounting back={`/doors/${door}`}>
            <DoorDeclareScreen id={Number(door)} />
          </OnlyCounting>
        )}
      </Route>
      <Route path="/doors/:door/history">{({ door }) => <DoorHistoryScreen id={Number(door)} />}</Route>
      <Route path="/welcome">
        <OnlyCounting back="/">
          <WelcomeScreen />
        </OnlyCounting>
      </Route>
      <Route path="/welcome/:door">
        {({ door }) => (
          <OnlyCounting back="/">
            <WelcomeDoorScreen id={Number(door)} />
          </OnlyCounting>
        )}
      </Route>
      <Route path="/welcome/:door/try">
        {({ door }) => (
          <OnlyCounting back="/">
            <WelcomeTrialScreen id={Number(door)} />
          </OnlyCounting>
        )}
      </Route>
      <Route path="/household/add">
        <OnlyCounting back="/household">
          <AddDeviceScreen />
        </OnlyCounting>
      </Route>
      <Route path="/household/device/:kid">{({ kid }) => <MemberDeviceScreen kid={kid} />}</Route>
      <Route path="/household/recovery">
        <OnlyCounting back="/household">
          <RecoveryScreen />
        </OnlyCounting>
      </Route>
      <Route path="/household/move-out">
        <OnlyCounting back="/household" saysEnd>
          <MoveOutScreen />
        </OnlyCounting>
      </Route>
      <Route path="/household/clock">
        <OnlyCounting back="/household">
          <ClockBackScreen />
        </OnlyCounting>
      </Route>
      <Route path="/household/calendar">
        <OnlyCounting back="/household">
          <CalendarScreen />
        </OnlyCounting>
      </Route>
      <Route path="/household/this-device">
        <ThisDeviceScreen />
      </Route>
      <Route path="/household/passkeys">
        <PasskeysScreen />
      </Route>
      <Route path="/household/hub">
        <HubScreen />
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
));
