import {
  Seal,
  Skeleton,
  Timeline,
  useFormat,
  useLanguage,
  useObservable,
  useSentences,
  type Format,
  type TimelineItem,
} from '@latchkey/web-kit';
import { useLocation } from 'wouter';
import { refusalWords, type RefusalContext } from '../../model/visits/refusal-words.ts';
import { sealMark, storyProof } from '../../model/evidence/story-proof.ts';
import { storyOf, type StoryLine } from '../../model/evidence/story.ts';
import { visitKey, type StagedVisit } from '../../model/visits/today.ts';
import { approvalSentences } from '../../sentences/approval.ts';
import { atDoorSentences, type AtDoorSentences } from '../../sentences/at-door.ts';
import { homeSentences, type Sentences } from '../../sentences/index.ts';
import { useHome } from '../home-context.tsx';

/** The visit as verified receipts tell it, with the seal that opens the evidence. */
export const Story = ({ staged }: { staged: StagedVisit }) => {
  const t = useSentences(homeSentences);
  const { home } = useHome();
  const proof = storyProof(useObservable(home.receipts.story));
  const [, go] = useLocation();
  const items = useStoryItems(storyOf(staged.receipts), staged.visit.window);
  return (
    <section className="stack">
      <div className="story-head">
        <h2>{t.visit.story}</h2>
        {staged.receipts.length > 0 && (
          <Seal
            mark={sealMark(proof)}
            label={proof === 'checking' ? t.evidence.sealLoading : t.evidence.sealed[sealMark(proof)]}
            onClick={() => go(`/visit/${visitKey(staged)}/evidence`)}
          />
        )}
      </div>
      {proof === 'checking' && <Skeleton label={t.visit.unchecked} lines={3} />}
      {proof !== 'checking' && items.length === 0 && <p className="soft">{t.visit.noStory}</p>}
      {items.length > 0 && <Timeline label={t.visit.story} items={items} />}
    </section>
  );
};

/** Story lines as the timeline shows them, in the page's language. */
export const useStoryItems = (lines: readonly StoryLine[], context: RefusalContext): readonly TimelineItem[] => {
  const t = useSentences(homeSentences);
  const yes = useSentences(approvalSentences).byMemberYes;
  const { proven } = useSentences(atDoorSentences);
  const format = useFormat();
  const { language } = useLanguage();
  return lines.map((line) => {
    const refusal =
      line.detail.reason === undefined
        ? undefined
        : refusalWords({ reason: line.detail.reason }, language, (unixS) => format.time(unixS * 1000), context);
    const detail = refusal === undefined ? detailWords(line, t.storyDetail, format, { yes, proven }) : refusal.title;
    return {
      key: String(line.seq),
      time: line.atS === undefined ? t.storyDetail.noTime : format.second(line.atS * 1000),
      ...(line.atS === undefined ? {} : { dateTime: new Date(line.atS * 1000).toISOString() }),
      tone: line.tone,
      weight: line.weight,
      title:
        line.event === 'asked' && line.detail.kid !== undefined ? t.storyDetail.askedByMember : t.story[line.event],
      ...(detail === undefined ? {} : { detail }),
    };
  });
};

const detailWords = (
  { event, detail }: StoryLine,
  t: Sentences['storyDetail'],
  format: Format,
  { yes, proven }: { readonly yes: string; readonly proven: AtDoorSentences['proven'] },
): string | undefined => {
  if (event === 'gap' && detail.lengthMs !== undefined) return t.gap(format, detail.lengthMs);
  const cause = detail.cause === undefined ? undefined : t.cause[detail.cause];
  if (event === 'unsteady') return t.unsteady(format, cause ?? '', detail.changes ?? 0, detail.lengthMs ?? 0);
  if (event === 'booted' || event === 'attention')
    return detail.lengthMs === undefined ? cause : [...(cause === undefined ? [] : [cause]), t.slept(format, detail.lengthMs)].join('; '); // prettier-ignore
  if (detail.cause !== undefined) return cause;
  if (detail.presence !== undefined) {
    const shown = proven[detail.presence];
    return detail.kid === undefined ? shown : `${yes}. ${shown}`;
  }
  if (detail.kid === undefined) return undefined;
  if (event === 'unlock-intended' && detail.leaf !== undefined) return yes;
  if (event === 'unlocked' || event === 'unlock-intended') return t.byMember;
  return undefined;
};
