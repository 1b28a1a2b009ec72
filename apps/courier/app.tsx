import { Suspense, useContext, useEffect, useState } from 'react';
import { Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { ClockContext, Notice, useSentences } from '@latchkey/web-kit';
import { browserIdle, openShelf, type ClockCheck, type OnDate } from '@latchkey/web-kit/model';
import { fetchRest, later } from './later.tsx';
import { openDevice, type OwnDevice } from './model/device.ts';
import { openRounds, type Rounds } from './model/rounds.ts';
import { Frame } from './parts/frame.tsx';
import { Opening } from './parts/opening.tsx';
import { EnrolScreen } from './screens/enrol.tsx';
import { sentences } from './sentences/index.ts';

const AtDoorPage = later(async () => (await import('./screens/at-door-page.tsx')).AtDoorPage);
const CodeScreen = later(async () => (await import('./screens/code.tsx')).CodeScreen);
const NowhereScreen = later(async () => (await import('./screens/nowhere.tsx')).NowhereScreen);
const StopPage = later(async () => (await import('./screens/stop-page.tsx')).StopPage);
const TourScreen = later(async () => (await import('./screens/tour.tsx')).TourScreen);

type Opened = { readonly own: OwnDevice; readonly rounds: Rounds };

const open = async (check: ClockCheck): Promise<Opened> => {
  const onDate: OnDate = (...said) => check.hear('server', ...said);
  const own = await openDevice(await openShelf(indexedDB, 'latchkey-courier'), onDate);
  return { own, rounds: openRounds(own) };
};

export const App = () => {
  const check = useContext(ClockContext);
  const [opened, setOpened] = useState<Opened | 'failed'>();
  useEffect(() => {
    open(check).then(setOpened, () => setOpened('failed'));
  }, [check]);
  const t = useSentences(sentences);
  if (opened === undefined) return <Opening />;
  if (opened === 'failed') {
    return (
      <Frame title={t.app}>
        <Notice tone="needs" title={t.failed.title}>
          {t.failed.next}
        </Notice>
      </Frame>
    );
  }
  return <Known opened={opened} />;
};

/** A device without a name has one thing to do; a known one has its tour. */
const Known = ({ opened: { own, rounds } }: { opened: Opened }) => {
  const [enrolled, setEnrolled] = useState(own.enrolled);
  useEffect(() => {
    // Without a connection: when it is opened the next time.
    own.renew().then(
      (fresh) => {
        if (fresh !== undefined) setEnrolled(fresh);
      },
      () => undefined,
    );
  }, [own]);
  useEffect(() => {
    if (enrolled === undefined) return undefined;
    rounds.start();
    void fetchRest(browserIdle);
    return () => rounds.stop();
  }, [enrolled, rounds]);
  if (enrolled === undefined) return <EnrolScreen enrol={own.enrol} onEnrolled={setEnrolled} />;
  return (
    <Router hook={useHashLocation}>
      <Suspense fallback={<Opening />}>
        <Switch>
          <Route path="/stop/:visitId">{({ visitId }) => <StopPage rounds={rounds} visitId={visitId} />}</Route>
          <Route path="/at/:hub/:door/:shown">
            <AtDoorPage rounds={rounds} />
          </Route>
          <Route path="/tap/:hub/:door/:shown">
            <AtDoorPage rounds={rounds} />
          </Route>
          <Route path="/code">
            <CodeScreen enrolled={enrolled} />
          </Route>
          <Route path="/">
            <TourScreen rounds={rounds} enrolled={enrolled} />
          </Route>
          <Route>
            <NowhereScreen />
          </Route>
        </Switch>
      </Suspense>
    </Router>
  );
};
