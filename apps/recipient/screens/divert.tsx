import type { Grant, Link } from '@latchkey/protocol';
import { Button, Choices, LiveRegion, Notice, Skeleton, useSentences } from '@latchkey/web-kit';
import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { carrierKeyId, divertParcel } from '../model/parcels/divert-making.ts';
import { complaintsOf, detailsFor, divertPlaces, noDetails, type DivertPlace } from '../model/parcels/divert.ts';
import { grantOf } from '../model/parcels/grant-reading.ts';
import type { VisitSummary } from '../model/visits/stage.ts';
import { DivertFields } from '../parts/parcels/divert-fields.tsx';
import { useHome, useLists, useVisit } from '../parts/home-context.tsx';
import { AskSealingKey, useKeptSealingKey } from '../parts/parcels/sealing-key.tsx';
import { Shell } from '../parts/shell.tsx';
import { homeSentences } from '../sentences/index.ts';
import { parcelsSentences } from '../sentences/parcels.ts';

/** Where the parcel goes instead. */
export const DivertScreen = ({ visitId }: { visitId: string }) => {
  const t = useSentences(homeSentences);
  const { home } = useHome();
  const lists = useLists();
  const staged = useVisit(visitId);
  const grant = staged === undefined ? undefined : grantOf(home.parts.primitives, staged.visit);
  if (staged !== undefined && grant !== undefined) return <DivertForm visit={staged.visit} grant={grant} />;
  return (
    <Shell title={t.divert.title} back={`/visit/${visitId}`}>
      {lists.kind === 'loading' ? <Skeleton label={t.today.loading} lines={3} /> : <Notice title={t.visit.gone} />}
    </Shell>
  );
};

/** The place, its details, and the consequence, which is said before it is done. */
const DivertForm = ({ visit, grant }: { visit: VisitSummary; grant: Link<Grant> }) => {
  const t = useSentences(homeSentences);
  const own = useSentences(parcelsSentences).elsewhere;
  const { home } = useHome();
  const [, go] = useLocation();
  const [place, setPlace] = useState<DivertPlace>('neighbour');
  const [details, setDetails] = useState(noDetails);
  const [step, setStep] = useState<'choosing' | 'tried' | 'acting'>('choosing');
  const keyId = carrierKeyId(home, grant);
  const kept = useKeptSealingKey(keyId);
  const [asked, setAsked] = useState<Uint8Array>();
  const onKey = useCallback((key: Uint8Array | undefined) => setAsked(key), []);
  const sealingKey = kept ?? asked;
  const complaints = complaintsOf(place, details);
  const waitsForKey = detailsFor(place, details) !== undefined && sealingKey === undefined;
  const back = `/visit/${visit.visitId}`;
  const act = async () => {
    if (Object.keys(complaints).length > 0) {
      setStep('tried');
      return;
    }
    setStep('acting');
    await divertParcel(home, { visitId: visit.visitId, grant, place, details, sealingKey });
    go(back, { replace: true });
  };
  return (
    <Shell
      heading="shown"
      title={t.divert.title}
      back={back}
      visitId={visit.visitId}
      bar={
        <Button size="thumb" waiting={step === 'acting' || waitsForKey} onClick={() => void act()}>
          {step === 'acting' ? t.divert.acting : t.divert.act}
        </Button>
      }
    >
      <Choices
        legend={t.divert.legend}
        value={place}
        onChange={setPlace}
        choices={divertPlaces.map((value) => ({ value, label: t.divert.place[value], hint: t.divert.hint[value] }))}
      />
      <DivertFields
        place={place}
        details={details}
        complaints={complaints}
        tried={step === 'tried'}
        onChange={setDetails}
      />
      {kept === null && detailsFor(place, details) !== undefined && (
        <AskSealingKey carrier={{ ...visit.carrier, keyId }} onKey={onKey} />
      )}
      <LiveRegion words={step === 'tried' && Object.keys(complaints).length > 0 ? own.wrong.missing : ''} urgent />
      <p className="soft">{t.divert.consequence}</p>
    </Shell>
  );
};
