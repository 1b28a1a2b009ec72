import { useCallback, useEffect, useMemo, useState } from 'react';
import { Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { Notice, Skeleton, useObservable, useSentences } from '@latchkey/web-kit';
import { browserClock, openShelf } from '@latchkey/web-kit/model';
import { createDesk } from './model/desk.ts';
import { openOffice, type Office, type Opening } from './model/office.ts';
import { createReadiness } from './model/readiness/readiness.ts';
import type { Landing } from './model/sign-on/landing.ts';
import { Frame } from './parts/frame.tsx';
import { RulesScreen } from './screens/dispatch/rules-screen.tsx';
import { ImportScreen } from './screens/import/import.tsx';
import { CourierScreen } from './screens/couriers/courier.tsx';
import { CouriersScreen } from './screens/couriers/couriers.tsx';
import { NowScreen } from './screens/now/now.tsx';
import { NowhereScreen } from './screens/nowhere.tsx';
import { ProgramsScreen } from './screens/programs/programs.tsx';
import { LandingScreen } from './screens/settings/landing.tsx';
import { SettingsScreen } from './screens/settings/settings.tsx';
import { SignInForScreen } from './screens/settings/sign-in-for.tsx';
import { SetupScreen } from './screens/setup.tsx';
import { ShipmentsScreen } from './screens/shipments/shipments.tsx';
import { SignedOutScreen } from './screens/signed-out.tsx';
import { VisitScreen } from './screens/visit.tsx';
import { sentences } from './sentences/index.ts';

const open = async (): Promise<Opening> => openOffice(await openShelf(indexedDB, 'latchkey-console'));

/** `landing`: somebody comes back from the identity provider. */
export const App = ({ landing }: { landing: Landing | undefined }) => {
  const [opening, setOpening] = useState<Opening | 'failed'>();
  const [office, setOffice] = useState<Office>();
  const [landed, setLanded] = useState(landing === undefined);
  const reopen = useCallback(() => {
    open().then(
      (opened) => {
        setOffice(opened.office);
        setOpening(opened);
      },
      () => setOpening('failed'),
    );
  }, []);
  useEffect(reopen, [reopen]);
  const onLanded = useCallback(
    (signedIn: boolean) => {
      if (signedIn) setOpening(undefined);
      if (signedIn) reopen();
      setLanded(true);
    },
    [reopen],
  );
  const t = useSentences(sentences);
  if (opening === undefined || opening === 'failed') {
    return (
      <Frame title={t.app}>
        {opening === undefined ? <Skeleton label={t.loading} /> : <Notice tone="needs" title={t.setup.storage} />}
      </Frame>
    );
  }
  if (landing !== undefined && !landed) return <LandingScreen opening={opening} landing={landing} onDone={onLanded} />;
  return (
    <Router hook={useHashLocation}>
      {office === undefined ? (
        <Switch>
          <Route path="/setup/:secret">
            {({ secret }) => <SetupScreen opening={opening} secret={secret} onDone={setOffice} />}
          </Route>
          <Route path="/sign-in/:carrierId">
            {({ carrierId }) => <SignInForScreen opening={opening} carrierId={carrierId} />}
          </Route>
          <Route>
            <SetupScreen opening={opening} onDone={setOffice} />
          </Route>
        </Switch>
      ) : (
        <AtDesk office={office} opening={opening} />
      )}
    </Router>
  );
};

const AtDesk = ({ office, opening }: { office: Office; opening: Opening }) => {
  const desk = useMemo(() => createDesk(office), [office]);
  const readiness = useMemo(
    () => createReadiness({ carrier: office.carrier, nowMs: () => browserClock.wallMs() }),
    [office],
  );
  useEffect(() => {
    desk.start();
    return () => desk.stop();
  }, [desk]);
  const view = useObservable(desk.view);
  if (view.line === 'out') return <SignedOutScreen office={office} />;
  const shared = { office, desk, view, readiness, demo: opening.demo };
  return (
    <Switch>
      <Route path="/couriers">
        <CouriersScreen {...shared} />
      </Route>
      <Route path="/rules">
        <RulesScreen {...shared} />
      </Route>
      <Route path="/import">
        <ImportScreen {...shared} />
      </Route>
      <Route path="/courier/:courierId">{({ courierId }) => <CourierScreen {...shared} courierId={courierId} />}</Route>
      <Route path="/programs">
        <ProgramsScreen office={office} />
      </Route>
      <Route path="/settings">
        <SettingsScreen office={office} />
      </Route>
      <Route path="/sign-in/:carrierId">
        {({ carrierId }) => <SignInForScreen opening={opening} carrierId={carrierId} />}
      </Route>
      <Route path="/enrol/:code">{({ code }) => <CouriersScreen {...shared} code={code} />}</Route>
      <Route path="/shipment/:shipmentId">
        {({ shipmentId }) => <VisitScreen {...shared} shipmentId={shipmentId} />}
      </Route>
      <Route path="/shipments">
        <ShipmentsScreen {...shared} />
      </Route>
      <Route path="/">
        <NowScreen {...shared} />
      </Route>
      <Route path="/setup/:secret">
        <NowScreen {...shared} />
      </Route>
      <Route>
        <NowhereScreen office={office} />
      </Route>
    </Switch>
  );
};
