import { Button, useObservable, useSentences } from '@latchkey/web-kit';
import type { Beacon } from '../model/beacon.ts';
import type { Position } from '../model/position.ts';
import { positionSentences } from '../sentences/position.ts';

/** Always in sight while the tour is under way: whether the position is used, for what, and the way to end it. */
export const PositionLine = ({ position, heardBy }: { position: Position; heardBy: Beacon['heardBy'] }) => {
  const t = useSentences(positionSentences);
  const { phase } = useObservable(position.view);
  const heard = useObservable(heardBy);
  return (
    <section className="stack" data-gap="tight">
      <p role="status">{t[phase]}</p>
      <p className="soft small">{t.why}</p>
      {phase === 'shared' && heard.length > 0 && (
        <p className="soft small">{t.dispatch(heard.map(hostOf).join(', '))}</p>
      )}
      {phase === 'off' ? (
        <Button kind="quiet" onClick={position.share}>
          {t.again}
        </Button>
      ) : (
        phase !== 'denied' && (
          <Button kind="quiet" onClick={position.stop}>
            {t.stop}
          </Button>
        )
      )}
    </section>
  );
};

const hostOf = (domain: string): string => domain.replace(/^https?:\/\//, '');
