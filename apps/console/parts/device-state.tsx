import { useSentences } from '@latchkey/web-kit';
import { blockWord, type CourierRow } from '../model/couriers.ts';
import { couriersSentences } from '../sentences/couriers.ts';

/** A courier's device in a word. *Blocked* alone stands there only once every door that was told has confirmed. */
export const DeviceState = ({ courier }: { courier: CourierRow }) => {
  const t = useSentences(couriersSentences);
  const word = blockWord(courier);
  const unblocked = courier.known === undefined ? t.elsewhere : t.active;
  const words = { none: unblocked, confirmed: t.blockedConfirmed, unconfirmed: t.blockedUnconfirmed };
  const tones = { none: 'plain', confirmed: 'locked', unconfirmed: 'needs' };
  return (
    <span className="state-label" data-tone={tones[word]}>
      <span className="state-dot" aria-hidden="true" />
      {words[word]}
    </span>
  );
};
