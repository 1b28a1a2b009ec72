import { encodePublicKey, toBase64url } from '@latchkey/protocol';
import { useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import type { VerifiedReceipt } from '@latchkey/web-kit/model';
import { canSaveStory, storyProof } from '../model/evidence/story-proof.ts';
import { LogDoubt } from '../parts/log/doubt.tsx';
import { LogFound } from '../parts/log/found.tsx';
import { LogStandingWords } from '../parts/log/standing.tsx';
import { useLog } from '../parts/log/use-log.ts';
import { HeldBack } from '../parts/evidence/held-back.tsx';
import { Fold } from '../parts/fold.tsx';
import { useHome, useVisit } from '../parts/home-context.tsx';
import { makeEvidence } from '../parts/evidence/make-evidence.ts';
import { SaveEvidence } from '../parts/evidence/save-evidence.tsx';
import { StoryStanding } from '../parts/evidence/story-standing.tsx';
import { Shell } from '../parts/shell.tsx';
import { homeSentences } from '../sentences/index.ts';
import { saveEvidenceSentences } from '../sentences/save-evidence.ts';

/** The proof behind the story: what was checked, and the bytes for whoever checks it again. */
export const EvidenceScreen = ({ visitId }: { visitId: string }) => {
  const t = useSentences(homeSentences).evidence;
  const { noneYet, each } = useSentences(saveEvidenceSentences);
  const format = useFormat();
  const { home } = useHome();
  const story = useObservable(home.receipts.story);
  const { receipts, standing } = story;
  const staged = useVisit(visitId);
  const newest = receipts.at(-1);
  const log = useLog(home, newest && { seq: newest.claims.seq, hash: newest.hash });
  return (
    <Shell heading="shown" title={t.title} back={`/visit/${visitId}`} visitId={visitId}>
      <div className="stack">
        <StoryStanding />
        {newest !== undefined && standing.kind !== 'broken' && <LogStandingWords standing={log.standing} />}
        <LogFound found={log.found} onForget={() => void log.desk?.found.forget()} />
        <LogDoubt />
        <HeldBack />
        {storyProof(story) === 'whole' && <p className="soft">{t.intro}</p>}
      </div>
      {staged !== undefined && (
        <SaveEvidence
          staged={staged}
          instead={!canSaveStory(story) ? t.nothingToSave : staged.receipts.length === 0 ? noneYet : undefined}
          fileName={`latchkey-${visitId}.json`}
          make={(films) => makeEvidence({ home, staged, receipts, log }, films)}
        />
      )}
      <div className="checker-link">
        <a className="button" data-kind="plain" href="/verify/" target="_blank" rel="noreferrer">
          {t.checker}
        </a>
        <p className="soft">{t.checkerHint}</p>
      </div>
      <dl className="stack">
        <div>
          <dt className="label">{t.hubKey}</dt>
          <dd className="mono">{toBase64url(encodePublicKey(home.household.hubKey))}</dd>
        </div>
      </dl>
      {staged !== undefined && staged.receipts.length > 0 && (
        <Fold title={each} value={t.receipts(format, staged.receipts.length)}>
          <dl className="stack">
            {staged.receipts.map((receipt) => (
              <ReceiptProof key={receipt.claims.seq} receipt={receipt} />
            ))}
          </dl>
        </Fold>
      )}
    </Shell>
  );
};

const ReceiptProof = ({ receipt }: { receipt: VerifiedReceipt }) => {
  const t = useSentences(homeSentences);
  return (
    <div>
      <dt className="label">
        {t.evidence.receipt} {receipt.claims.seq} · {t.story[receipt.claims.event]}
      </dt>
      <dd className="mono small">{toBase64url(receipt.hash)}</dd>
    </div>
  );
};
