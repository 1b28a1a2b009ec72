import { useEffect } from 'react';

const beepEveryMs = 1000;
const beepS = 0.25;
const pitchHz = 880;

/** Beeps once a second until the answer is called. A browser lets a page sound only after somebody has touched it; the words and the lamp say it anyway. */
const startBeeping = (): (() => void) => {
  const audio = new AudioContext();
  const beep = () => {
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    tone.type = 'square';
    tone.frequency.value = pitchHz;
    volume.gain.value = 0.05;
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + beepS);
  };
  beep();
  const timer = setInterval(beep, beepEveryMs);
  return () => {
    clearInterval(timer);
    void audio.close();
  };
};

/** The garage's own sound, while it warns and while it closes. */
export const useWarningSound = (sounds: boolean): void => {
  useEffect(() => (sounds ? startBeeping() : undefined), [sounds]);
};
