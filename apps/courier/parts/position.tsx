import { Button, useObservable, useSentences } from '@latchkey/web-kit';
import type { Position } from '../model/position.ts';
import { positionSentences } from '../sentences/position.ts';

/** Always in sight while the tour is under way: whether the position is used, for what, and the way to end it. */
export const PositionLine = ({ position }: { position: Position }) => {
  const t = useSentences(positionSentences);
  const { phase } = useObservable(position.view);
  return (
    <section className="stack" data-gap="tight">
      <p role="status">{t[phase]}</p>
      <p className="soft small">{t.why}</p>
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
