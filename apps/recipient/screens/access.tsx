import type { Grant } from '@latchkey/protocol';
import { Button, LiveRegion, Notice, Skeleton, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import {
  createAccessDesk,
  whoCanOpen,
  type AccessAnswer,
  type AccessDesk,
  type KnownVisit,
  type VisitorLine,
  type WhoCanOpen,
} from '../model/access/access.ts';
import { besideAccess, type BesideAccess } from '../model/access/beside.ts';
import { fingerprint } from '../model/parcels/carrier-domain.ts';
import { notYetAtDoor, type NotYetAtDoor } from '../model/access/door-grants.ts';
import { doorOf } from '../model/household.ts';
import { heldUpUntilS } from '../model/blocks/wide.ts';
import { useHome } from '../parts/home-context.tsx';
import { LongRows } from '../parts/long-rows.tsx';
import { StandingBlocks } from '../parts/blocks/standing.tsx';
import { moment } from '../parts/devices/suspend.tsx';
import { useDeviceName, useMemberName } from '../parts/devices/use-device-name.ts';
import { useKnownToDoor } from '../parts/devices/use-known.ts';
import { ownKid } from '../parts/looks/use-look.ts';
import { Shell } from '../parts/shell.tsx';
import { blockingSentences } from '../sentences/blocking.ts';
import type { DoorsSentences } from '../sentences/doors.en.ts';
import { doorsSentences } from '../sentences/doors.ts';
import { suspensionSentences } from '../sentences/suspension.ts';
import { NoSuchDoor } from './welcome.tsx';

/** One page, complete, from the hub itself: who and what can open this door now, beside what this device knows. */
export const AccessScreen = ({ id }: { id: number }) => {
  const t = useSentences(doorsSentences).access;
  const { household } = useHome();
  const door = doorOf(household, id);
  const desk = useAccess(id);
  const asked = useObservable(desk.state);
  if (door === undefined) return <NoSuchDoor />;
  return (
    <Shell
      heading="shown"
      title={t.of(door.name)}
      back={`/doors/${id}`}
      bar={
        <Button kind="quiet" size="thumb" waiting={asked.kind === 'asking'} onClick={() => void desk.ask()}>
          {asked.kind === 'asking' ? t.asking : t.again}
        </Button>
      }
    >
      {asked.kind === 'asking' && <Skeleton label={t.asking} lines={6} />}
      {asked.kind === 'unanswered' && <Notice tone="needs" title={t.unanswered} />}
      {asked.kind === 'answered' && <Answered door={id} answer={asked.answer} />}
    </Shell>
  );
};

/** Asked anew whenever the page is opened. */
const useAccess = (door: number): AccessDesk => {
  const { home } = useHome();
  const [desk] = useState(() => createAccessDesk(() => home.doors.access(door)));
  useEffect(() => {
    void desk.ask();
  }, [desk]);
  return desk;
};

const Answered = ({ door, answer }: { door: number; answer: AccessAnswer }) => {
  const t = useSentences(doorsSentences).access;
  const format = useFormat();
  const { home } = useHome();
  const { receipts } = useObservable(home.receipts.story);
  const known = useKnownToDoor(door);
  const beside = useBeside(door);
  if (!answer.ok) {
    const false_ = answer.why === 'false';
    return (
      <Notice tone={false_ ? 'alarm' : 'needs'} title={false_ ? t.false : t.refused}>
        <p>{false_ ? t.falseWay : t.refusedWay}</p>
      </Notice>
    );
  }
  const { iat } = answer.access;
  const who = whoCanOpen(answer.access, known);
  const nowS = iat ?? home.parts.clock.wallMs() / 1000;
  const { blocks = [], blocksLeftOut = 0 } = answer.access;
  const heldUp = (grant: Grant) => heldUpUntilS(home.parts.primitives, grant, blocks);
  const notYet = notYetAtDoor(answer.access, known.visits, receipts, nowS, heldUp);
  return (
    <>
      <Concerns who={who} door={door} />
      <Members who={who} suspended={beside.suspended} />
      <StandingBlocks blocks={blocks} leftOut={blocksLeftOut} />
      <Visitors who={who} door={door} />
      <HeldUp visits={notYet.filter(({ held }) => held)} />
      <NotYet visits={notYet.filter(({ held }) => !held)} leftOut={who.leftOut} />
      <Fitted fitted={beside.fitted} />
      <WithoutHub who={who} />
      <Becoming becoming={beside.becoming} recoveryMs={beside.recoveryMs} />
      <section className="stack" data-gap="tight">
        <h2>{t.inside}</h2>
        <p>{who.facts.egressFree ? t.insideFree : t.insideNot}</p>
      </section>
      <p className="small soft">{iat === undefined ? t.fromNoTime : t.from(format.second(iat * 1000))}</p>
    </>
  );
};

/** What this device cannot place, first; or that all of it agrees. */
const Concerns = ({ who, door }: { who: WhoCanOpen; door: number }) => {
  const t = useSentences(doorsSentences);
  const strangers = who.members.some(({ name }) => name === undefined);
  const visits = [...who.now, ...who.later].some(({ known }) => known === undefined);
  if (!strangers && !visits && !who.declarationLost) {
    return (
      <>
        <LiveRegion words={t.access.agrees} />
        <Notice tone="locked" title={t.access.agrees} />
      </>
    );
  }
  return (
    <>
      <LiveRegion words={t.access.concern} urgent />
      <Notice
        tone="needs"
        title={t.access.concern}
        way={
          who.declarationLost ? (
            <Link className="button" data-kind="quiet" href={`/doors/${door}/declare`}>
              {t.facts.describe}
            </Link>
          ) : undefined
        }
      >
        {strangers && <p>{t.access.concernMember}</p>}
        {visits && <p>{t.access.concernVisit}</p>}
        {who.declarationLost && <p>{t.access.concernFacts}</p>}
      </Notice>
    </>
  );
};

/** Asked when the answer came, and again with whatever the hub says since. */
const useBeside = (door: number): BesideAccess => {
  const { home } = useHome();
  const heard = useObservable(home.watch.heard);
  const { receipts } = useObservable(home.receipts.story);
  const members = useObservable(home.members.state);
  return besideAccess(door, { heard, receipts, members, ownKid: ownKid(home) });
};

const Members = ({ who, suspended }: { who: WhoCanOpen } & Pick<BesideAccess, 'suspended'>) => {
  const t = useSentences(doorsSentences).access;
  return (
    <section className="stack" data-gap="tight">
      <h2>{t.members}</h2>
      <ul className="rows">
        {who.members.map(({ kid, own, admin, name }) => (
          <li className="row" key={kid}>
            <span>{name === undefined ? t.unknownMember(fingerprint(kid)) : own ? t.you(name) : name}</span>
            {admin && <span className="small soft">{t.admin}</span>}
          </li>
        ))}
      </ul>
      <Suspended suspended={suspended} />
    </section>
  );
};

/** Who belongs to the household and does not count for now, and by whom. */
const Suspended = ({ suspended }: Pick<BesideAccess, 'suspended'>) => {
  const t = useSentences(doorsSentences).access;
  const by = useSentences(suspensionSentences);
  const format = useFormat();
  const { home } = useHome();
  const nameOf = useDeviceName();
  const memberName = useMemberName();
  const own = ownKid(home);
  return suspended.map((one) => (
    <div key={one.kid}>
      <p>
        {t.suspended(
          nameOf({ kid: one.kid, own: one.kid === own }),
          moment(format, one.untilMs, home.parts.clock.wallMs()),
        )}
      </p>
      <p className="small soft">
        {one.by === own ? by.byYou : by.by(one.by === undefined ? undefined : memberName(one.by))}
      </p>
    </div>
  ));
};

const Visitors = ({ who, door }: { who: WhoCanOpen; door: number }) => {
  const blocking = useSentences(blockingSentences);
  const t = useSentences(doorsSentences).access;
  const format = useFormat();
  const { home } = useHome();
  const at = (atS: number) => moment(format, atS * 1000, home.parts.clock.wallMs());
  return (
    <section className="stack" data-gap="tight">
      <h2>{t.visitors}</h2>
      {!who.visitorsLetIn && <p>{who.facts.egressFree ? t.waits : t.notFree}</p>}
      {who.now.length === 0 && who.visitorsLetIn && <p>{t.nobody}</p>}
      <VisitorRows visitors={who.now} words={(name, { toS }) => t.visitor(name, at(toS))} />
      {who.later.length > 0 && <h3 className="label">{t.later}</h3>}
      <VisitorRows visitors={who.later} words={(name, { fromS }) => t.laterVisitor(name, at(fromS))} />
      {who.leftOut > 0 && <p className="soft">{t.leftOut(format, who.leftOut)}</p>}
      <Link className="button" data-kind="quiet" href={`/doors/${door}/nobody`}>
        {blocking.nobody.link}
      </Link>
    </section>
  );
};

const VisitorRows = ({
  visitors,
  words,
}: {
  visitors: readonly VisitorLine[];
  words: (name: string, line: VisitorLine) => string;
}) => {
  const t = useSentences(doorsSentences).access;
  const format = useFormat();
  if (visitors.length === 0) return null;
  return (
    <ul className="rows">
      {visitors.map((line) => (
        <li className="row" key={line.leaf}>
          <div>
            <p>{words(line.known?.name ?? t.unknownVisit(fingerprint(line.holder)), line)}</p>
            <p className="small soft">{[t.uses(format, line.usesLeft), ...termsOf(line.known, t)].join(', ')}</p>
          </div>
          {line.known !== undefined && (
            <Link className="button" data-kind="quiet" href={line.known.at}>
              {t.block}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
};

/** What no page of the hub's can name: it is signed, and the hub was not told. */
const NotYet = ({ visits, leftOut }: { visits: readonly NotYetAtDoor[]; leftOut: number }) => {
  const t = useSentences(doorsSentences).access;
  if (visits.length === 0) return null;
  return (
    <section className="stack" data-gap="tight">
      <h2>{t.notYet}</h2>
      <p className="small soft">{leftOut > 0 ? `${t.notYetWhy} ${t.notYetLeftOut}` : t.notYetWhy}</p>
      <AllowedRows visits={visits} />
    </section>
  );
};

/** What the hub leaves out because a block stands: from when on it can open again. */
const HeldUp = ({ visits }: { visits: readonly NotYetAtDoor[] }) => {
  const t = useSentences(doorsSentences).access;
  if (visits.length === 0) return null;
  return (
    <section className="stack" data-gap="tight">
      <h2>{t.heldUp}</h2>
      <p className="small soft">{t.heldUpWhy}</p>
      <AllowedRows visits={visits} />
    </section>
  );
};

const AllowedRows = ({ visits }: { visits: readonly NotYetAtDoor[] }) => {
  const t = useSentences(doorsSentences).access;
  const format = useFormat();
  const { home } = useHome();
  const nowMs = home.parts.clock.wallMs();
  const at = (atS: number) => moment(format, atS * 1000, nowMs);
  return (
    <LongRows
      more={(count) => t.more(format, count)}
      rows={visits.map((visit) => (
        <li className="row" key={visit.visitId}>
          <div>
            <p>
              {visit.fromS * 1000 > nowMs
                ? t.laterVisitor(visit.name, at(visit.fromS))
                : t.visitor(visit.name, at(visit.toS))}
            </p>
            <p className="small soft">{[t.uses(format, visit.usesLeft), ...termsOf(visit, t)].join(', ')}</p>
          </div>
          <Link className="button" data-kind="quiet" href={visit.at}>
            {t.block}
          </Link>
        </li>
      ))}
    />
  );
};

/** As the grant says; of a visit that this device does not know it is not known. */
const termsOf = (known: KnownVisit | undefined, t: DoorsSentences['access']): readonly string[] =>
  known === undefined ? [] : [known.filmed ? t.filmed : t.unfilmed, ...(known.asks ? [t.asks] : [])];

/** Nobody of them opens it now; each could come to be somebody who does. */
const Becoming = ({ becoming, recoveryMs }: Pick<BesideAccess, 'becoming' | 'recoveryMs'>) => {
  const t = useSentences(doorsSentences).access;
  const format = useFormat();
  const { home } = useHome();
  return (
    <section className="stack" data-gap="tight">
      <h2>{t.becoming}</h2>
      <ul className="rows">
        {recoveryMs !== undefined && (
          <li className="row">
            <p>{t.recovery(moment(format, recoveryMs, home.parts.clock.wallMs()))}</p>
            <Link className="button" data-kind="quiet" href="/household">
              {t.recoveryWay}
            </Link>
          </li>
        )}
        {becoming.map((one) => (
          <li className="row" key={one}>
            {t[one]}
          </li>
        ))}
      </ul>
    </section>
  );
};

/** What is fitted beside the camera proves that somebody stands there. */
const Fitted = ({ fitted }: Pick<BesideAccess, 'fitted'>) => {
  const t = useSentences(doorsSentences).access;
  return fitted.map((one) => (
    <p className="small soft" key={one}>
      {t[one]}
    </p>
  ));
};

/** Ways that no grant governs: said by the lock's driver and by the household. */
const WithoutHub = ({ who }: { who: WhoCanOpen }) => {
  const t = useSentences(doorsSentences).access;
  const { declared } = who;
  return (
    <section className="stack" data-gap="tight">
      <h2>{t.without}</h2>
      <ul className="rows">
        <li className="row">{who.facts.mechanicalKey ? (declared ? t.key : t.keyUnsaid) : t.keyNone}</li>
        {who.ways.map((way) => (
          <li className="row" key={way}>
            {t.ways[way]}
          </li>
        ))}
      </ul>
      {who.ways.length === 0 && <p className="small soft">{t.noWays}</p>}
    </section>
  );
};
