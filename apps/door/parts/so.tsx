import type { doorView } from '@latchkey/contract';
import type { DoorWord, Tone } from '@latchkey/web-kit';
import { LiveRegion, StateWord, useSentences } from '@latchkey/web-kit';
import { trueWord } from '../model/word.ts';
import { doorViewSentences, type DoorViewSentences } from '../sentences/index.ts';

const tones: Record<DoorWord, Tone> = {
  locked: 'locked',
  unlocked: 'use',
  open: 'use',
  jammed: 'alarm',
  unknown: 'plain',
};

const sentenceOf = ({ kind, truth }: doorView.ViewDoor, t: DoorViewSentences['so']) => {
  const leaf = Math.round(truth.leaf);
  return kind === 'flat' ? t.flat(leaf, Math.round(truth.bolt)) : t.garage(leaf, truth.bolt >= 100);
};

/** What is so, in words: the word first, then the sentence. The live region says the word once it has settled. */
export const WhatIsSo = ({ door, siren }: { door: doorView.ViewDoor; siren: boolean }) => {
  const t = useSentences(doorViewSentences).so;
  const { truth, autoLock } = door;
  const word = trueWord(truth);
  const settled = truth.moving === 'none';
  const fires = autoLock.firesInMs === null ? undefined : Math.ceil(autoLock.firesInMs / 1000);
  return (
    <div className="so">
      <p className="label">{t.label}</p>
      <StateWord tone={truth.broken ? 'alarm' : tones[word]}>{t.word[word]}</StateWord>
      <p>
        {sentenceOf(door, t)}
        {truth.broken && ` ${t.broken}`}
        {truth.moving === 'warning' && ` ${t.warning(Math.ceil((truth.warnsLeftMs ?? 0) / 1000))}`}
        {fires !== undefined && ` ${t.relocks(fires)}`}
        {siren && <strong className="so-siren"> {t.siren}</strong>}
      </p>
      <LiveRegion words={settled ? t.word[word] : ''} />
      <LiveRegion words={siren ? t.siren : ''} urgent />
    </div>
  );
};
