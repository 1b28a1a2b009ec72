import { Button, Notice, Skeleton, commonSentences, useSentences } from '@latchkey/web-kit';
import { fingerprint } from '../../model/parcels/carrier-domain.ts';
import type { CarrierSummary } from '../../model/visits/stage.ts';
import { homeSentences } from '../../sentences/index.ts';
import type { CarrierKeyState } from './use-carrier-key.ts';

interface Props {
  readonly carrier: CarrierSummary;
  readonly state: CarrierKeyState;
  readonly again: () => void;
  /** The person looked at a changed key and trusts it. */
  readonly agreed: boolean;
  readonly onAgree: () => void;
}

/** Whose key will be in the grant, where it came from, and whether it is the one from last time. */
export const CarrierKeyPart = ({ carrier, state, again, agreed, onAgree }: Props) => {
  const t = useSentences(homeSentences).parcel;
  const common = useSentences(commonSentences);
  const retry = (
    <Button kind="quiet" onClick={again}>
      {common.tryAgain}
    </Button>
  );
  return (
    <section className="stack" data-gap="tight">
      <h2 className="field-label">{t.domain}</h2>
      <p className="domain">{hostOf(carrier.domain)}</p>
      {state.kind === 'asking' && (
        <>
          <p className="small soft">{t.domainAsk(hostOf(carrier.domain))}</p>
          <Skeleton label={t.domainLoading} lines={1} />
        </>
      )}
      {state.kind === 'unreached' && (
        <Notice tone="needs" title={t.domainUnreached} way={retry}>
          <p>{t.domainUnreachedWhy}</p>
        </Notice>
      )}
      {state.kind === 'other-key' && (
        <Notice tone="alarm" title={t.domainOther} way={retry}>
          <p>{t.domainOtherWhy}</p>
        </Notice>
      )}
      {state.kind === 'found' && (
        <>
          <p className="small">
            <span className="soft">{t.key} </span>
            <span className="mono">{fingerprint(state.key.keyId)}</span>
          </p>
          {state.pin === 'first' && <p className="small soft">{t.domainFirst}</p>}
          {state.pin === 'known' && <p className="small soft">{t.domainKnown}</p>}
          {state.pin === 'changed' && !agreed && (
            <Notice
              tone="alarm"
              title={t.domainChanged}
              way={
                <Button kind="quiet" onClick={onAgree}>
                  {t.domainChangedYes}
                </Button>
              }
            >
              <p>{t.domainChangedWhy}</p>
            </Notice>
          )}
        </>
      )}
    </section>
  );
};

/** What a person compares: the host, without the scheme. */
const hostOf = (domain: string): string => {
  try {
    return new URL(domain).host;
  } catch {
    return domain;
  }
};
