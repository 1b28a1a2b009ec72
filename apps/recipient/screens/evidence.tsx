import { encodePublicKey, toBase64url } from '@latchkey/protocol';
import { Notice, StateWord, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import type { VerifiedReceipt } from '@latchkey/web-kit/model';
import { evidenceFile, loggedIn } from '../model/evidence.ts';
import { LogDoubt } from '../parts/log-doubt.tsx';
import { LogStandingWords } from '../parts/log-standing.tsx';
import { useLog } from '../parts/use-log.ts';
import { HeldBack } from '../parts/held-back.tsx';
import { useHome, useVisit } from '../parts/home-context.tsx';
import { SaveEvidence } from '../parts/save-evidence.tsx';
import { StoryBroken } from '../parts/story-broken.tsx';
import { Shell } from '../parts/shell.tsx';
import { homeSentences } from '../sentences/index.ts';

/** The proof behind the story: what was checked, and the bytes for whoever checks it again. */
export const EvidenceScreen = ({ visitId }: { visitId: string }) => {
  const t = useSentences(homeSentences).evidence;
  const { home } = useHome();
  const format = useFormat();
  const { receipts, standing } = useObservable(home.receipts.story);
  const staged = useVisit(visitId);
  const newest = receipts.at(-1);
  const log = useLog(home, newest && { seq: newest.claims.seq, hash: newest.hash });
  const last = receipts.at(-1)?.claims.iat;
  const count = t.receipts(format, receipts.length);
  return (
    <Shell heading="shown" title={t.title} back={`/visit/${visitId}`} visitId={visitId}>
      <div className="stack">
        {standing.kind === 'broken' ? (
          <StoryBroken standing={standing} />
        ) : (
          <>
            <StateWord tone="locked">{t.seal}</StateWord>
            <p>{last === undefined ? t.chainNoTime(count) : t.chain(count, format.second(last * 1000))}</p>
          </>
        )}
        {standing.kind !== 'broken' && <LogStandingWords standing={log.standing} />}
        <LogDoubt />
        <HeldBack />
        {standing.kind === 'unreached' && <Notice tone="needs" title={t.unreached} />}
        <p className="soft">{t.intro}</p>
      </div>
      {staged !== undefined && (
        <SaveEvidence
          staged={staged}
          fileName={`latchkey-${visitId}.json`}
          make={(films) => evidenceFile(home.household, staged, receipts, loggedIn(log), films)}
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
        {staged?.receipts.map((receipt) => (
          <ReceiptProof key={receipt.claims.seq} receipt={receipt} />
        ))}
      </dl>
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
