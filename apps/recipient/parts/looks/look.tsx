import { Button, LiveRegion, Notice, useFormat, useObservable, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { doorOf } from '../../model/household.ts';
import type { Wish } from '../../model/looks/looks.ts';
import { lookEnd } from '../../model/looks/running.ts';
import { looksSentences } from '../../sentences/looks.ts';
import { membersSentences } from '../../sentences/members.ts';
import { useDoor, useHome } from '../home-context.tsx';
import { LivePicture } from './live-picture.tsx';
import { EndLook, NotEnded } from './notice.tsx';
import { useMemberName } from '../devices/use-device-name.ts';
import { ownKid, useLook, type LookNow } from './use-look.ts';

interface Props {
  readonly door: number;
  /** Who will be told and for how long it is stands with it; of several doors, once. */
  readonly explained: boolean;
}

/** A look through the camera of one door, outside a visit: who will be told of it, the picture, and its end. */
export const Look = ({ door, explained }: Props) => {
  const look = useLook();
  const view = useDoor(door);
  if (look?.here === true && look.door === door) return <Picture look={look} />;
  // One look at a time; and during a visit its picture has a page of its own.
  if (look !== undefined || view.filming) return null;
  return <Offer door={door} explained={explained} />;
};

const Offer = ({ door, explained }: Props) => {
  const t = useSentences(looksSentences);
  const { home } = useHome();
  const wish = useObservable(home.looks.wish);
  const told = useTold();
  const asking = wish.kind === 'asking';
  return (
    <div className="stack" data-gap="tight">
      <Button kind="quiet" waiting={asking && wish.door === door} onClick={() => void home.looks.begin(door)}>
        {asking && wish.door === door ? t.asking : t.act}
      </Button>
      {explained && (
        <p className="small soft">
          {told} {t.bounds}
        </p>
      )}
      {wish.kind === 'begun' && wish.door === door && <Ended name={wish.name} />}
      {wish.kind !== 'none' && wish.door === door && <Refused wish={wish} />}
    </div>
  );
};

const Refused = ({ wish }: { wish: Wish }) => {
  const t = useSentences(looksSentences);
  const format = useFormat();
  if (wish.kind === 'not-reached') {
    return (
      <Notice tone="needs" title={t.notReached}>
        <p>{t.notReachedNext}</p>
      </Notice>
    );
  }
  if (wish.kind !== 'refused') return null;
  const words = (t.refused[wish.reason] ?? t.refused['other'])?.(format.duration((wish.waitS ?? 0) * 1000)) ?? '';
  return (
    <Notice tone="needs" title={t.refusedTitle}>
      <p>{words}</p>
      <LiveRegion words={words} />
    </Notice>
  );
};

/** A look that was begun here is over: who looked hears why, whoever ended it. */
const Ended = ({ name }: { name: string }) => {
  const t = useSentences(looksSentences);
  const { receipts } = useObservable(useHome().home.receipts.story);
  const cause = lookEnd(receipts, name);
  if (cause === undefined) return null;
  const words = t.over(t.history.cause[cause] ?? cause);
  return (
    <>
      <p className="small">{words}</p>
      <LiveRegion words={words} />
    </>
  );
};

/** The others of the household by name: nobody looks in secret. */
const useTold = (): string => {
  const t = useSentences(looksSentences);
  const { nameless } = useSentences(membersSentences);
  const { home } = useHome();
  const nameOf = useMemberName();
  const state = useObservable(home.members.state);
  const devices = state.kind === 'ready' ? state.devices : [];
  const others = devices.filter(({ kid }) => kid !== ownKid(home)).map(({ kid }) => nameOf(kid) ?? nameless);
  const last = others.at(-1);
  if (last === undefined) return t.toldNobody;
  const first = others.slice(0, -1).join(', ');
  return t.told(first === '' ? last : t.and(first, last));
};

const Picture = ({ look }: { look: LookNow }) => {
  const t = useSentences(looksSentences);
  const format = useFormat();
  const { home, household } = useHome();
  const { wallMs } = useTick(browserClock);
  const leftMs = home.looks.leftMs(look, wallMs);
  const openKey = home.looks.keyOf(look);
  return (
    <div className="stack" data-gap="tight">
      {openKey !== undefined && (
        <LivePicture
          key={look.recordingId}
          recordingId={look.recordingId}
          label={t.picture(doorOf(household, look.door)?.name ?? '')}
          openKey={openKey}
        />
      )}
      <div className="look-under">
        <p role="timer">{leftMs > 0 ? t.left(format.duration(leftMs)) : t.overSoon}</p>
        <EndLook look={look} words={t.end} />
      </div>
      <NotEnded look={look} />
    </div>
  );
};
