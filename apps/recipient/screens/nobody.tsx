import { useSentences } from '@latchkey/web-kit';
import { pauses } from '../model/blocks/wide.ts';
import { WideBlockScreen } from '../parts/blocks/wide.tsx';
import { blockingSentences } from '../sentences/blocking.ts';

const everything = { kind: 'everything' } as const;

/** Let nobody in until a time: at every door, for it is the hub that blocks. */
export const NobodyScreen = ({ door }: { door: number }) => {
  const t = useSentences(blockingSentences).nobody;
  return (
    <WideBlockScreen
      title={t.title}
      back={`/doors/${door}/access`}
      target={everything}
      ends={pauses}
      act={(until = '') => t.act(until)}
    >
      <p>{t.what}</p>
    </WideBlockScreen>
  );
};
