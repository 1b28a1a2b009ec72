import { useState } from 'react';
import type { doorView } from '@latchkey/contract';
import { Button, LiveRegion, useSentences } from '@latchkey/web-kit';
import { doorViewSentences } from '../sentences/index.ts';

/** What a courier's page gives when its code is dragged or copied: one code a line. */
export const codesIn = (text: string): readonly string[] =>
  text
    .split(/\s*\n\s*/)
    .map((line) => line.trim())
    .filter((line) => line.startsWith('LK1:') && line.length <= 240)
    .slice(0, 32);

/** A phone before the lens: the courier's code is dropped or pasted here, and the camera sees it as a hand holds it. */
export const Held = ({ act }: { readonly act: (act: doorView.ViewAct) => void }) => {
  const t = useSentences(doorViewSentences).held;
  const [said, say] = useState<'nothing' | 'held' | 'noCode'>('nothing');
  const hold = (text: string) => {
    const codes = codesIn(text);
    if (codes.length > 0) act({ type: 'hold', codes: [...codes] });
    say(codes.length > 0 ? 'held' : 'noCode');
  };
  const putAway = () => {
    act({ type: 'hold', codes: [] });
    say('nothing');
  };
  return (
    <div className="held">
      <label className="held-label">
        {t.label}
        <textarea
          className="held-field"
          rows={1}
          value=""
          placeholder={t.hint}
          spellCheck={false}
          onChange={(event) => hold(event.target.value)}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            hold(event.dataTransfer.getData('text/plain'));
          }}
        />
      </label>
      <span className="held-said">{said === 'nothing' ? '' : t[said]}</span>
      <Button kind="quiet" waiting={said !== 'held'} onClick={putAway}>
        {t.away}
      </Button>
      <LiveRegion words={said === 'nothing' ? '' : t[said]} />
    </div>
  );
};
