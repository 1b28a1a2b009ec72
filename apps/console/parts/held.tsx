import { Button, Notice, useSentences } from '@latchkey/web-kit';
import type { Held } from '../model/acts.ts';
import { heldSentences } from '../sentences/held.ts';

const evidenceId = 'visit-evidence';

/** Where the evidence begins: on a phone far below, so that a button leads to it. */
export const evidencePlace = { id: evidenceId, tabIndex: -1 } as const;

const toEvidence = () => {
  const place = document.getElementById(evidenceId);
  place?.scrollIntoView({ block: 'start' });
  place?.focus({ preventScroll: true });
};

/** In the place of assigning and withdrawing while neither helps: what does, and why they are not there. */
export const HeldNotice = ({ held }: { held: Held }) => {
  const t = useSentences(heldSentences);
  return (
    <Notice
      tone={held === 'inside' ? 'use' : held === 'at-door' ? 'needs' : 'alarm'}
      title={t.title[held]}
      way={
        <Button kind="quiet" onClick={toEvidence}>
          {t.evidence}
        </Button>
      }
    >
      <p>{t.next[held]}</p>
      <p className="soft small">{t.whyNot}</p>
    </Notice>
  );
};
