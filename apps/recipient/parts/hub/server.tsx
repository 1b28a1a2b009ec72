import { Button, LiveRegion, Qr, TextField, useObservable, useSentences } from '@latchkey/web-kit';
import { useEffect, useMemo, useState } from 'react';
import { tellHub } from '../../model/hub/talk.ts';
import { createMoving, type Moving } from '../../model/leaving/moving.ts';
import { movingSentences } from '../../sentences/moving.ts';
import { Fold } from '../fold.tsx';
import { FailedNotice } from './failed-notice.tsx';
import { useHome } from '../home-context.tsx';

const LOOK_EVERY_MS = 5000;

const useMoving = (): Moving => {
  const { home } = useHome();
  return useMemo(
    () =>
      createMoving({
        primitives: home.parts.primitives,
        signer: home.keys.signer,
        hubId: home.household.hubId,
        tell: tellHub(home.parts),
        bootId: () => home.watch.heard.get()?.state.bootId,
      }),
    [home],
  );
};

/** At home: which server the hub has, and, for an admin, another one (docs/protocol/29-move.md). */
export const HubServer = () => {
  const t = useSentences(movingSentences);
  const { home } = useHome();
  const moving = useMoving();
  const now = useObservable(moving.now);
  const said = useObservable(moving.state);
  const members = useObservable(home.members.state);
  useEffect(() => {
    void moving.look();
    const timer = setInterval(() => void moving.look(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [moving]);
  if (now === undefined) return null;
  return (
    <section className="card stack" data-gap="tight">
      <h2 className="label">{t.title}</h2>
      <p className="mono">{now.server}</p>
      <p>{t.line[now.line]}</p>
      {now.line !== 'refused' && said.kind === 'done' && <Phones server={now.server} />}
      {members.kind === 'ready' && members.mayChange ? (
        <Fold title={t.other} value="" urgent={said.kind === 'failed' || said.kind === 'mistyped'}>
          <Another moving={moving} />
        </Fold>
      ) : (
        <p className="small soft">{t.admins}</p>
      )}
    </section>
  );
};

const Another = ({ moving }: { moving: Moving }) => {
  const t = useSentences(movingSentences);
  const state = useObservable(moving.state);
  const [typed, setTyped] = useState('');
  const working = state.kind === 'working';
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void moving.go(typed);
      }}
    >
      <p>{t.what}</p>
      <p className="small soft">{t.lost}</p>
      <TextField label={t.address} hint={t.hint} value={typed} onChange={setTyped} autoComplete="off" maxLength={200} />
      {state.kind === 'mistyped' && <p className="field-wrong">{t.mistyped}</p>}
      <Button type="submit" waiting={working}>
        {working ? t.working : t.go}
      </Button>
      {state.kind === 'failed' && <FailedNotice title={t.failed} why={t.failedWhy(state.problem)} />}
    </form>
  );
};

/** How the others come to it: each is a device of its own at the new address. */
const Phones = ({ server }: { server: string }) => {
  const t = useSentences(movingSentences);
  const address = `${server}/home/`;
  return (
    <>
      <p>{t.done}</p>
      <p>{t.phones}</p>
      <a className="mono code-link" href={address} target="_blank" rel="noreferrer">
        {address}
      </a>
      <Qr text={address} label={t.qr} />
      <LiveRegion words={t.done} />
    </>
  );
};
