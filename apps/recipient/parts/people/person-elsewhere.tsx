import { StateWord, useFormat, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { fingerprint } from '../../model/parcels/carrier-domain.ts';
import { doorOf } from '../../model/household.ts';
import type { PersonElsewhere } from '../../model/people/elsewhere.ts';
import { atDoorSentences } from '../../sentences/at-door.ts';
import { peopleSentences } from '../../sentences/people.ts';
import { BlockButton, BlockNotice } from '../blocks/words.tsx';
import { useActs } from '../leaving/use-lives.ts';
import { useHome } from '../home-context.tsx';
import { useElsewhereWords, useFromHub } from './people-elsewhere.tsx';
import { Shell } from '../shell.tsx';
import { useMemberName } from '../devices/use-device-name.ts';
import { usePersonBlock } from '../blocks/use-person-block.ts';

const firstShown = 6;

/** Somebody whom another device invited: what the grants say, and everything withdrawn with one tap. */
export const PersonElsewherePage = ({ person }: { person: PersonElsewhere }) => {
  const t = useSentences(peopleSentences);
  const words = useElsewhereWords();
  useFromHub();
  const { wallMs } = useTick(browserClock, 5000);
  const block = usePersonBlock(person.personId, person.keyIds);
  const acts = useActs();
  return (
    <Shell
      title={t.elsewhere.title}
      back="/people"
      bar={acts && block.view.kind !== 'confirmed' ? <BlockButton block={block} act={t.withdraw.act} /> : undefined}
    >
      <div className="stack" data-gap="tight">
        <p className="label">{t.elsewhere.title}</p>
        <StateWord tone="plain">{words(person, block.view, wallMs)}</StateWord>
        <p className="soft">{t.elsewhere.why}</p>
      </div>
      <BlockNotice block={block} />
      {person.ended && block.view.kind === 'none' && <p className="small soft">{t.elsewhere.endedWhy}</p>}
      <Facts person={person} nowMs={wallMs} />
    </Shell>
  );
};

const Facts = ({ person, nowMs }: { person: PersonElsewhere; nowMs: number }) => {
  const t = useSentences(peopleSentences);
  const format = useFormat();
  const { household } = useHome();
  const { by, doors, dates, filmed, here, keyIds } = person;
  const presence = useSentences(atDoorSentences).terms;
  const nameOf = useMemberName();
  const more = dates.length - firstShown;
  return (
    <dl className="facts">
      <dt>{t.elsewhere.by}</dt>
      <dd>{by.map((kid) => nameOf(kid) ?? t.elsewhere.byNameless).join(', ')}</dd>
      <dt>{t.person.doors}</dt>
      <dd>{doors.map((id) => doorOf(household, id)?.name ?? '').join(', ')}</dd>
      <dt>{t.elsewhere.dates}</dt>
      <dd>
        {dates.length === 0 && t.elsewhere.noDates}
        {dates.slice(0, firstShown).map(({ fromS, toS }) => (
          <p key={fromS}>{format.window(fromS * 1000, toS * 1000, nowMs)}</p>
        ))}
        {more > 0 && <p className="small soft">{t.elsewhere.more(more)}</p>}
      </dd>
      <dt>{t.person.camera}</dt>
      <dd>{filmed ? t.elsewhere.filmed : t.elsewhere.unfilmed}</dd>
      <dt>{presence.legend}</dt>
      <dd>{here ? presence.signed : presence.unsigned}</dd>
      <dt>{t.elsewhere.key}</dt>
      <dd>
        {keyIds.map((keyId) => (
          <p className="mono" key={keyId}>
            {fingerprint(keyId)}
          </p>
        ))}
      </dd>
    </dl>
  );
};
