import { Button, Notice, commonSentences, useFormat, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { useState } from 'react';
import { visitorDoors } from '../../model/doors/facts.ts';
import { doorOf } from '../../model/household.ts';
import { ruleOfDraft, startDraft, type Draft } from '../../model/parcels/draft.ts';
import { signHindrance } from '../../model/parcels/hindrance.ts';
import type { ShipmentSummary } from '../../model/visits/stage.ts';
import { asksHere } from '../../model/parcels/terms.ts';
import { approvalSentences } from '../../sentences/approval.ts';
import { atDoorSentences } from '../../sentences/at-door.ts';
import { homeSentences } from '../../sentences/index.ts';
import { lineSentences } from '../../sentences/line.ts';
import { parcelsSentences } from '../../sentences/parcels.ts';
import { CarrierKeyPart } from './carrier-key.tsx';
import { HereFold } from './here-fold.tsx';
import { LineFold } from './line-fold.tsx';
import { useHome } from '../home-context.tsx';
import { useClockIsRight, useFittedSaid, useVisitorDoors } from '../devices/use-known.ts';
import { NotInside, SaidNo } from './not-inside.tsx';
import { NextTimeFold } from './next-time.tsx';
import { RuleWords } from '../rules/words.tsx';
import { Shell } from '../shell.tsx';
import { AsksFold, ExpectFold, IfFailsFold, PlaceFields, WhoFold } from './terms-fields.tsx';
import { useCarrierKey } from './use-carrier-key.ts';
import { useSignWish } from './use-sign-wish.ts';
import { WhyNot } from '../why-not.tsx';
import { WindowFold } from './window-fold.tsx';

/** What the person decides, what they sign in words, and the signature. */
export const ParcelForm = ({ shipment }: { shipment: ShipmentSummary }) => {
  const t = useSentences(homeSentences).parcel;
  const { waits } = useSentences(parcelsSentences);
  const common = useSentences(commonSentences);
  const [draft, setDraft] = useDraft(shipment);
  const [agreed, setAgreed] = useState(false);
  const carrier = useCarrierKey(shipment.carrier);
  const signing = useSignWish(shipment);
  const { home } = useHome();
  const { terms, window } = draft;
  const hindrance = signHindrance({
    terms,
    doors: useVisitorDoors(),
    fitted: useFittedSaid()(terms.door),
    key: carrier.state,
    clockIsRight: useClockIsRight(),
    agreed,
  });
  const usable = hindrance === undefined && carrier.state.kind === 'found' ? carrier.state.key : undefined;
  const rules = home.parcels.rules;
  const sign = async () => {
    if (usable === undefined) return;
    const rule = ruleOfDraft(draft, shipment, rules.of(shipment.carrier.domain));
    const keepRule = () => (rule === undefined ? rules.drop(shipment.carrier.domain) : rules.keep(rule));
    await signing.sign(usable, terms, window, keepRule);
  };
  const setTerms = (next: Draft['terms']) => setDraft({ ...draft, terms: next });
  const busy = signing.state.kind === 'signing';
  return (
    <Shell
      heading="shown"
      title={t.title}
      back="/parcels"
      bar={
        <WhyNot id="sign-waits" why={hindrance === undefined ? undefined : waits[hindrance]}>
          <Button
            size="thumb"
            waiting={usable === undefined || busy}
            aria-describedby="sign-waits"
            onClick={() => void sign()}
          >
            {busy ? t.signing : t.sign}
          </Button>
        </WhyNot>
      }
    >
      {shipment.declined === undefined ? <RuleWords shipment={shipment} /> : <SaidNo shipment={shipment} />}
      <dl className="facts">
        <dt>{t.who}</dt>
        <dd>{shipment.carrier.name}</dd>
        <dt>{t.number}</dt>
        <dd className="mono">{shipment.trackingNumbers.join(', ')}</dd>
      </dl>
      <PlaceFields terms={terms} onChange={setTerms} />
      <div>
        <WindowFold
          announced={shipment.window}
          value={window}
          onChange={(next) => setDraft({ ...draft, window: next })}
        />
        <ExpectFold terms={terms} onChange={setTerms} />
        <IfFailsFold terms={terms} onChange={setTerms} />
        <WhoFold terms={terms} onChange={setTerms} />
        <AsksFold terms={terms} onChange={setTerms} />
        <LineFold value={terms.line} onChange={(line) => setTerms({ ...terms, line })} />
        <HereFold terms={terms} onChange={setTerms} />
        <NextTimeFold
          carrierName={shipment.carrier.name}
          value={draft.next}
          onChange={(next) => setDraft({ ...draft, next })}
        />
      </div>
      <CarrierKeyPart
        carrier={shipment.carrier}
        state={carrier.state}
        again={carrier.again}
        agreed={agreed}
        onAgree={() => setAgreed(true)}
      />
      <WhatIsSigned draft={draft} />
      {signing.state.kind === 'failed' && (
        <Notice tone="needs" title={t.failed}>
          <p>{common.problem[signing.state.code]}</p>
        </Notice>
      )}
      <NotInside shipment={shipment} />
    </Shell>
  );
};

const useDraft = (shipment: ShipmentSummary) => {
  const t = useSentences(homeSentences).parcel;
  const { home } = useHome();
  const { rules, choices } = home.parcels;
  return useState<Draft>(() =>
    startDraft(shipment, {
      rule: rules.inForce(shipment.carrier.domain),
      last: choices.last(),
      doors: visitorDoors(home.household, home.receipts.story.get().receipts),
      dropPlace: t.dropPlaceStart,
    }),
  );
};

const WhatIsSigned = ({ draft: { terms, window } }: { draft: Draft }) => {
  const t = useSentences(homeSentences).parcel;
  const format = useFormat();
  const { household } = useHome();
  const { wallMs } = useTick(browserClock, 30_000);
  const asks = useSentences(approvalSentences).terms.signed;
  const when = format.window(window.fromS * 1000, window.toS * 1000, wallMs);
  const always = t.termList(doorOf(household, terms.door)?.name ?? '', when);
  const here = useSentences(atDoorSentences).terms;
  const present = asksHere(terms, useFittedSaid()(terms.door));
  const presence = present === undefined ? [] : [present ? here.signed : here.unsigned];
  const down = useSentences(lineSentences).signed[terms.line ?? 'usual'];
  const lines = [...always, ...(terms.asks === true ? [asks] : []), ...(down === undefined ? [] : [down]), ...presence];
  return (
    <section className="stack" data-gap="tight">
      <h2 className="field-label">{t.terms}</h2>
      <ul className="terms">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
};
