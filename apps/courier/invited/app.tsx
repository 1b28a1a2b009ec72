import { useCallback, useContext, useEffect, useState } from 'react';
import { Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { ClockContext, Notice, Skeleton, useObservable, useSentences } from '@latchkey/web-kit';
import { openShelf, type ClockCheck } from '@latchkey/web-kit/model';
import { openInvited, type Invited } from './model/invited.ts';
import { Frame } from './parts/frame.tsx';
import { AtDoorPage } from './screens/at-door-page.tsx';
import { DoorScreen } from './screens/door.tsx';
import { NowhereScreen } from './screens/nowhere.tsx';
import { OfferScreen } from './screens/offer.tsx';
import { PlacesScreen } from './screens/places.tsx';
import { invitedSentences } from './sentences/index.ts';

interface Props {
  /** The code that this page was opened with. */
  readonly code: string | undefined;
  readonly courier: boolean;
  /** An invitation was accepted, or a place forgotten. */
  readonly onChanged: () => void;
  /** A door's code that is of none of this person's doors; undefined where nobody else could know it. */
  readonly onElsewhere: (() => void) | undefined;
}

const open = async (check: ClockCheck): Promise<Invited> =>
  openInvited(await openShelf(indexedDB, 'latchkey-courier'), (...said) => check.hear('server', ...said));

/** The app of whoever was invited by a household: their doors, and the way in. */
export const InvitedApp = ({ code, courier, onChanged, onElsewhere }: Props) => {
  const t = useSentences(invitedSentences);
  const check = useContext(ClockContext);
  const [invited, setInvited] = useState<Invited | 'failed'>();
  const [turn, setTurn] = useState(0);
  const [openCode, setOpenCode] = useState(code);
  useEffect(() => {
    open(check).then(setInvited, () => setInvited('failed'));
  }, [check, turn]);
  const again = useCallback(() => {
    setOpenCode(undefined);
    setTurn((n) => n + 1);
    onChanged();
  }, [onChanged]);
  if (invited === undefined || invited === 'failed') {
    return (
      <Frame title={t.places.title}>
        {invited === undefined ? (
          <Skeleton label={t.places.loading} lines={4} />
        ) : (
          <Notice tone="needs" title={t.fault.keys.title}>
            <p>{t.fault.keys.next}</p>
          </Notice>
        )}
      </Frame>
    );
  }
  if (openCode !== undefined) return <Offer invited={invited} code={openCode} onAccepted={again} />;
  return <Known key={turn} invited={invited} courier={courier} onElsewhere={onElsewhere} onForgotten={again} />;
};

const Offer = ({ invited, code, onAccepted }: { invited: Invited; code: string; onAccepted: () => void }) => {
  const [invitation] = useState(() => invited.invitation(code));
  return <OfferScreen invitation={invitation} onAccepted={onAccepted} />;
};

interface KnownProps extends Pick<Props, 'courier' | 'onElsewhere'> {
  readonly invited: Invited;
  readonly onForgotten: () => void;
}

const Known = ({ invited, courier, onElsewhere, onForgotten }: KnownProps) => {
  useEffect(() => {
    invited.start();
    return invited.stop;
  }, [invited]);
  return (
    <Router hook={useHashLocation}>
      <Switch>
        {['/at/:hub/:door/:shown', '/tap/:hub/:door/:shown'].map((path) => (
          <Route key={path} path={path}>
            <AtDoorPage invited={invited} onElsewhere={onElsewhere} />
          </Route>
        ))}
        <Route path="/invited/:boxId">{({ boxId }) => <At invited={invited} boxId={boxId} />}</Route>
        {['/', '/invited'].map((path) => (
          <Route key={path} path={path}>
            <PlacesScreen invited={invited} courier={courier} onForgotten={onForgotten} />
          </Route>
        ))}
        <Route>
          <NowhereScreen />
        </Route>
      </Switch>
    </Router>
  );
};

const At = ({ invited, boxId }: { invited: Invited; boxId: string }) => {
  const t = useSentences(invitedSentences).places;
  const view = useObservable(invited.places.view);
  const place = view.places.find((one) => one.boxId === boxId);
  if (place !== undefined) return <DoorScreen invited={invited} place={place} />;
  return (
    <Frame title={t.title} back>
      {view.phase === 'loading' ? <Skeleton label={t.loading} lines={4} /> : <Notice title={t.none} />}
    </Frame>
  );
};
