import {
  Timeline,
  useFormat,
  useLanguage,
  useSentences,
  type Format,
  type TimelineItem,
  type Tone,
} from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { Link } from 'wouter';
import type { HistoryEntry, Passing } from '../../model/doors/history.ts';
import { refusalWords } from '../../model/visits/refusal-words.ts';
import { doorsSentences, type DoorsSentences } from '../../sentences/doors.ts';
import { homeSentences } from '../../sentences/index.ts';
import { looksSentences, type LooksSentences } from '../../sentences/looks.ts';
import { useHome, useLists } from '../home-context.tsx';
import { useMemberName } from '../devices/use-device-name.ts';
import { ownKid } from '../looks/use-look.ts';

/** What happened at one door, newest first, each with the receipts that it stands on. */
export const DoorPast = ({ entries, label }: { entries: readonly HistoryEntry[]; label: string }) => {
  const t = useSentences(doorsSentences).history;
  const format = useFormat();
  const title = useTitles();
  const nowMs = browserClock.wallMs();
  const items = entries.map((entry): TimelineItem => ({
    key: String(entry.firstSeq),
    time:
      entry.atS === undefined ? t.noTime : `${format.day(entry.atS * 1000, nowMs)} ${format.time(entry.atS * 1000)}`,
    ...(entry.atS === undefined ? {} : { dateTime: new Date(entry.atS * 1000).toISOString() }),
    tone: toneOf(entry),
    weight: 'main',
    title: title(entry),
    detail: <EntryDetail entry={entry} />,
  }));
  return <Timeline label={label} items={items} />;
};

const toneOf = (entry: HistoryEntry): Tone => {
  if (entry.kind === 'alarm') return 'alarm';
  if (entry.kind === 'refused' || entry.kind === 'look') return 'needs';
  if (entry.kind === 'hand' && entry.cause === 'forced') return 'alarm';
  return 'isLocked' in entry && entry.isLocked ? 'locked' : 'use' in entry ? 'use' : 'plain';
};

const useTitles = () => {
  const t = useSentences(doorsSentences).history;
  const story = useSentences(homeSentences).storyDetail;
  const { language } = useLanguage();
  const format = useFormat();
  const lists = useLists();
  const { home } = useHome();
  const own = ownKid(home);
  const looks = useSentences(looksSentences);
  const nameOf = useMemberName();
  const visits = lists.kind === 'ready' ? lists.content.visits : [];
  return (entry: HistoryEntry): string => {
    switch (entry.kind) {
      case 'visit': {
        const name = visits.find(({ visitId }) => visitId === entry.visitId)?.carrier.name;
        return name === undefined ? t.visitUnknown : t.visit(name);
      }
      case 'member':
        return entry.kid === own ? t.you : t.memberUnknown;
      case 'hand':
        return handWords(entry.cause, t);
      case 'alarm':
        return t.alarm(story.cause[entry.cause] ?? entry.cause);
      case 'refused': {
        const words = refusalWords({ reason: entry.reason }, language, (s) => format.time(s * 1000), {});
        return t.refused(words?.title ?? entry.reason);
      }
      case 'locked-by-member':
        return entry.kid === undefined || entry.kid === own ? t.youLocked : t.memberLocked;
      case 'look':
        return entry.kid === own ? looks.history.you : looks.history.member(nameOf(entry.kid ?? '') ?? looks.someone);
      case 'looks-off':
        return looks.history.off;
      case 'declared':
        return t.declared;
    }
  };
};

const handWords = (cause: string | undefined, { hand }: DoorsSentences['history']): string =>
  cause === 'handle' || cause === 'key' || cause === 'button' || cause === 'forced' ? hand[cause] : hand.other;

const EntryDetail = ({ entry }: { entry: HistoryEntry }) => {
  const t = useSentences(doorsSentences).history;
  const looks = useSentences(looksSentences).history;
  const format = useFormat();
  const parts = entry.kind === 'look' ? lookWords(entry, t, looks, format) : partsOf(entry, t, format);
  return (
    <>
      <p>{parts.join(' · ')}</p>
      {entry.kind === 'visit' && <Link href={`/visit/${entry.visitId}`}>{t.show}</Link>}
    </>
  );
};

type Looked = Extract<HistoryEntry, { kind: 'look' }>;

const lookWords = (
  { atS, endedS, cause, firstSeq, lastSeq }: Looked,
  t: DoorsSentences['history'],
  looks: LooksSentences['history'],
  format: Format,
): readonly string[] => {
  const at = (s: number | undefined) => (s === undefined ? t.noTime : format.second(s * 1000));
  const when = cause === undefined ? looks.since(at(atS)) : looks.fromTo(at(atS), at(endedS));
  return [when, ...(cause === undefined ? [] : [looks.cause[cause] ?? cause]), t.proof(firstSeq, lastSeq)];
};

const partsOf = (
  entry: Exclude<HistoryEntry, Looked>,
  t: DoorsSentences['history'],
  format: Format,
): readonly string[] => {
  const proof = t.proof(entry.firstSeq, entry.lastSeq);
  switch (entry.kind) {
    case 'visit':
      return [...passingWords(entry, t, format), t.visitEnd[entry.end], proof];
    case 'member':
    case 'hand':
      return [...passingWords(entry, t, format), proof];
    case 'alarm':
      return [...(entry.heard ? [t.heard] : []), proof];
    case 'declared':
      return [t.declaredAs(entry.facts.egressFree, entry.facts.mechanicalKey), proof];
    case 'refused':
    case 'locked-by-member':
    case 'looks-off':
      return [proof];
  }
};

const passingWords = (
  { openedS, wasOpened, lockedS, isLocked }: Passing,
  t: DoorsSentences['history'],
  format: Format,
) => {
  const at = (s: number | undefined) => (s === undefined ? t.noTime : format.second(s * 1000));
  return [wasOpened ? t.opened(at(openedS)) : t.notOpened, isLocked ? t.locked(at(lockedS)) : t.notLocked];
};
