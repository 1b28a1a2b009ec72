import { keyIdOf, toBase64url, type AccessBlock } from '@latchkey/protocol';
import { useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { useMemo } from 'react';
import { fingerprint } from '../../model/parcels/carrier-domain.ts';
import { grantOf } from '../../model/parcels/grant-reading.ts';
import { keysOfVisit, standingBlocks, type StandingLine } from '../../model/blocks/wide.ts';
import { blockingSentences } from '../../sentences/blocking.ts';
import { useHome, useLists } from '../home-context.tsx';
import { moment } from '../devices/suspend.tsx';
import { useMemberName } from '../devices/use-device-name.ts';
import { ownKid } from '../looks/use-look.ts';
import { useWideBlock } from './use-wide-block.ts';
import { Outcome } from './wide.tsx';

const everything = { kind: 'everything' } as const;

interface Props {
  readonly blocks: readonly AccessBlock[];
  readonly leftOut: number;
}

/** What stands by the hub's own answer; and a block of everything that this device signed and the door has not confirmed. */
export const StandingBlocks = ({ blocks, leftOut }: Props) => {
  const t = useSentences(blockingSentences).stands;
  const format = useFormat();
  const { home } = useHome();
  const { receipts } = useObservable(home.receipts.story);
  const own = useWideBlock(everything);
  const lines = standingBlocks(blocks, receipts);
  return (
    <>
      {own.view.kind !== 'none' && own.view.kind !== 'confirmed' && <Outcome block={own} of="everything" />}
      {lines.length > 0 && (
        <section className="stack" data-gap="tight">
          <h2>{t.title}</h2>
          <ul className="rows">
            {lines.map((line) => (
              <Standing key={line.seq} line={line} />
            ))}
          </ul>
          {leftOut > 0 && <p className="soft">{t.leftOut(format, leftOut)}</p>}
        </section>
      )}
    </>
  );
};

const Standing = ({ line }: { line: StandingLine }) => {
  const t = useSentences(blockingSentences).stands;
  const format = useFormat();
  const { home } = useHome();
  const nameOf = useNameOf();
  const memberName = useMemberName();
  const nowMs = home.parts.clock.wallMs();
  const at = (unixS: number) => moment(format, unixS * 1000, nowMs);
  const { what, whom, untilS, sinceS, by } = line;
  const name = what === 'member' ? t.granted(memberName(whom) ?? t.unknownKey(fingerprint(whom))) : nameOf(whom);
  const since = sinceS === undefined ? undefined : at(sinceS);
  return (
    <li className="row">
      <div>
        <p>
          {what === 'everything'
            ? t.everything(at(untilS ?? 0))
            : untilS === undefined
              ? t.whomEver(name)
              : t.whom(name, at(untilS))}
        </p>
        <p className="small soft">
          {by === ownKid(home) ? t.byYou(since) : t.by(by === undefined ? undefined : memberName(by), since)}
        </p>
      </div>
    </li>
  );
};

/** base64url key id → what the household calls whoever holds it: by the lists and the book of this device. */
const useNameOf = (): ((keyId: string) => string) => {
  const t = useSentences(blockingSentences).stands;
  const { home } = useHome();
  const lists = useLists();
  const people = useObservable(home.people.book);
  const { primitives } = home.parts;
  const names = useMemo(() => {
    const visits = lists.kind === 'ready' ? lists.content.visits : [];
    const ofVisits = visits.flatMap(({ carrier, courierName, assignments, ...visit }): [string, string][] => {
      const grant = grantOf(primitives, visit);
      if (grant === undefined) return [];
      const { courier } = keysOfVisit(primitives, grant, assignments);
      const named: [string, string][] = [[toBase64url(keyIdOf(primitives, grant.claims.holder)), carrier.name]];
      if (courier !== undefined && courierName !== undefined)
        named.push([toBase64url(courier), `${courierName}, ${carrier.name}`]);
      return named;
    });
    const ofPeople = people.flatMap(({ pinned, name }): [string, string][] =>
      pinned === undefined ? [] : [[pinned.keyId, name]],
    );
    return new Map([...ofVisits, ...ofPeople]);
  }, [lists, people, primitives]);
  return (keyId) => names.get(keyId) ?? t.unknownKey(fingerprint(keyId));
};
