import {
  Button,
  Choices,
  Notice,
  TextField,
  commonSentences,
  useFormat,
  useSentences,
  useTick,
} from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { DOOR_KIND } from '@latchkey/protocol';
import { useState } from 'react';
import { doorOf } from '../model/household.ts';
import type { ShipmentSummary } from '../model/visit-stage.ts';
import { homeSentences, type Sentences } from '../sentences/index.ts';
import { CarrierKeyPart } from './carrier-key.tsx';
import { useHome } from './home-context.tsx';
import { Shell } from './shell.tsx';
import { useCarrierKey } from './use-carrier-key.ts';
import { useSignWish } from './use-sign-wish.ts';

const longest = 200;

/** What the person decides, what they sign in words, and the signature. */
export const ParcelForm = ({ shipment }: { shipment: ShipmentSummary }) => {
  const t = useSentences(homeSentences).parcel;
  const common = useSentences(commonSentences);
  const format = useFormat();
  const { home } = useHome();
  const { wallMs } = useTick(browserClock, 30_000);
  const { doors } = home.household;
  const [door, setDoor] = useState(String(doors[0]?.id ?? 1));
  const [dropPlace, setDropPlace] = useState(t.dropPlaceStart);
  const [note, setNote] = useState('');
  const [agreed, setAgreed] = useState(false);
  const carrier = useCarrierKey(shipment.carrier);
  const signing = useSignWish(shipment);
  const window = format.window(shipment.window.fromS * 1000, shipment.window.toS * 1000, wallMs);
  const usable =
    carrier.state.kind === 'found' && (carrier.state.pin !== 'changed' || agreed) ? carrier.state.key : undefined;
  const sign = () => {
    if (usable !== undefined)
      void signing.sign(usable, { door: Number(door), dropPlace: dropPlace.trim(), note: note.trim() });
  };
  return (
    <Shell
      heading="shown"
      title={t.title}
      back="/"
      bar={
        <Button size="thumb" waiting={usable === undefined || signing.state.kind === 'signing'} onClick={sign}>
          {signing.state.kind === 'signing' ? t.signing : t.sign}
        </Button>
      }
    >
      <dl className="facts">
        <dt>{t.who}</dt>
        <dd>{shipment.carrier.name}</dd>
        <dt>{t.window}</dt>
        <dd>{window}</dd>
        <dt>{t.number}</dt>
        <dd className="mono">{shipment.trackingNumbers.join(', ')}</dd>
      </dl>
      <Choices
        legend={t.door}
        value={door}
        onChange={setDoor}
        choices={doors.map(({ id, name, kind }) => ({ value: String(id), label: name, hint: doorHint(kind, t) }))}
      />
      <TextField
        label={t.dropPlace}
        hint={t.dropPlaceHint}
        value={dropPlace}
        onChange={setDropPlace}
        maxLength={longest}
      />
      <TextField label={t.note} hint={t.noteHint} value={note} onChange={setNote} maxLength={longest} lines="many" />
      <CarrierKeyPart
        carrier={shipment.carrier}
        state={carrier.state}
        again={carrier.again}
        agreed={agreed}
        onAgree={() => setAgreed(true)}
      />
      <section className="stack" data-gap="tight">
        <h2 className="field-label">{t.terms}</h2>
        <ul className="terms">
          {t.termList(doorOf(home.household, Number(door))?.name ?? '', window).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      {signing.state.kind === 'failed' && (
        <Notice tone="needs" title={t.failed}>
          <p>{common.problem[signing.state.code]}</p>
        </Notice>
      )}
    </Shell>
  );
};

const doorHint = (kind: number, t: Sentences['parcel']): string => {
  if (kind === DOOR_KIND.garage) return t.doorHints.garage;
  return kind === DOOR_KIND.flat ? t.doorHints.flat : t.doorHints.other;
};
