import { LanguageProvider, useFormat, useObservable, type Language } from '@latchkey/web-kit';
import { Suspense, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { later } from './later.tsx';
import type { App as AppModel } from './model/app.ts';
import { calledDoors } from './model/doors/names.ts';
import type { Home } from './model/home.ts';
import { HomeContext } from './parts/home-context.tsx';
import { useLogAtStart } from './parts/log/at-start.ts';
import { Screens } from './screens.tsx';
import { ComingScreen, LostScreen, OpeningScreen } from './screens/start.tsx';
import { PairScreen } from './screens/pair.tsx';

const AtHome = later(async () => (await import('./parts/hub/at-home.tsx')).AtHome);
const AtHomeStartScreen = later(async () => (await import('./screens/at-home-start.tsx')).AtHomeStartScreen);
const JoinScreen = later(async () => (await import('./screens/join.tsx')).JoinScreen);
const RecoverScreen = later(async () => (await import('./screens/recover.tsx')).RecoverScreen);

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
  if (state.kind === 'unpaired' && state.atHome === true) {
    return (
      <Suspense fallback={<OpeningScreen />}>
        <AtHomeStartScreen onJoin={() => setJoins(true)} onRecover={() => setRecovers(true)} />
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
      <Screens />
    </InHome>
  );
};

/** The household, with its doors called as it calls them, or in the language that is spoken. */
const InHome = ({ home, forget, children }: { home: Home; forget: () => void; children: ReactNode }) => {
  const { language } = useFormat();
  const own = useObservable(home.doorNames.own);
  useLogAtStart(home);
  const household = useMemo(
    () => ({ ...home.household, doors: calledDoors(home.household.doors, own, language) }),
    [home, own, language],
  );
  useEffect(() => {
    home.callDoors(household.doors);
  }, [home, household]);
  const rooms = <HomeContext value={{ home, household, forget }}>{children}</HomeContext>;
  if (household.atHome !== true) return rooms;
  return (
    <Suspense fallback={<ComingScreen />}>
      <AtHome>{rooms}</AtHome>
    </Suspense>
  );
};
