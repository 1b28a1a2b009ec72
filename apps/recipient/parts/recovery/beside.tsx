import { Button, LiveRegion, useSentences } from '@latchkey/web-kit';
import type { Recovering, RecoveringState } from '../../model/recovery/recovering.ts';
import { recoverySentences } from '../../sentences/recovery.ts';
import { HubLetters } from '../hub/letters.tsx';

interface Props {
  readonly recovering: Pick<Recovering, 'comeIn' | 'wait'>;
  readonly wrong: Extract<RecoveringState, { kind: 'beside' }>['wrong'];
}

/** Whoever stands beside the hub comes in at once, and before anybody hears of it. */
export const Beside = ({ recovering, wrong }: Props) => {
  const t = useSentences(recoverySentences).enter;
  return (
    <>
      <h2>{t.besideTitle}</h2>
      <HubLetters
        label={t.display}
        mistyped={wrong && t.besideWrong[wrong]}
        act={t.comeIn}
        waiting={false}
        say={(typed) => recovering.comeIn(typed)}
      >
        <p>{t.besideHow}</p>
      </HubLetters>
      <LiveRegion words={wrong === undefined ? t.besideTitle : t.besideWrong[wrong]} />
      <Button kind="quiet" onClick={() => void recovering.wait()}>
        {t.notBeside}
      </Button>
    </>
  );
};
