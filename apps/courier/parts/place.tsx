import type { Stop } from '@latchkey/carrier-sdk';
import { Notice, useFormat, useSentences } from '@latchkey/web-kit';
import { sentences } from '../sentences/index.ts';
import { Street } from './street.tsx';
import { useNow } from './use-now.ts';
import { Expectations } from './wishes.tsx';

/** Where it is put and what to expect there: dog, alarm, second door (P16). */
export const Place = ({ stop }: { stop: Stop }) => {
  const t = useSentences(sentences);
  const { dropPlace, note, expect = [] } = stop.text;
  return (
    <dl className="place">
      <dt>{t.stop.where}</dt>
      <dd className="place-drop">{dropPlace === '' ? t.stop.noPlace : dropPlace}</dd>
      <dt>{t.stop.note}</dt>
      <dd>
        <Expectations stop={stop} />
        {note === '' && expect.length === 0 ? <span className="soft">{t.stop.noNote}</span> : note}
      </dd>
    </dl>
  );
};

export const Address = ({ stop }: { stop: Stop }) => {
  const t = useSentences(sentences);
  const format = useFormat();
  const now = useNow();
  const { fromS, toS } = stop.server.window;
  return (
    <section>
      <p className="address">
        <Street address={stop.text.address} />
      </p>
      <p className="lead">{stop.text.name}</p>
      <p className="soft small">
        {format.window(fromS * 1000, toS * 1000, now)} · {t.stop.carrier} {stop.server.carrier.name}
      </p>
    </section>
  );
};

export const HubAway = ({ stop }: { stop: Stop }) => {
  const t = useSentences(sentences);
  return stop.server.hubOnline ? null : <Notice tone="needs" title={t.stop.hubAway} />;
};
