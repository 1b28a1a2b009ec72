import { LiveRegion, useSentences } from '@latchkey/web-kit';
import type { PairingStep } from '../../model/pairing/flow.ts';
import { homeSentences } from '../../sentences/index.ts';

const order: readonly PairingStep[] = ['keys', 'home', 'hello', 'roster', 'keeping'];

/** Which of the five steps is under way; they take a second together. */
export const PairingSteps = ({ step }: { step: PairingStep }) => {
  const t = useSentences(homeSentences).pair.step;
  const at = order.indexOf(step);
  return (
    <>
      <ol className="steps">
        {order.map((one, n) => (
          <li key={one} aria-current={n === at ? 'step' : undefined} data-past={n < at ? 'yes' : 'no'}>
            {t[one]}
          </li>
        ))}
      </ol>
      <LiveRegion words={t[step]} />
    </>
  );
};
