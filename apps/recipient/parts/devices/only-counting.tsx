import type { ReactNode } from 'react';
import { later } from '../../later.tsx';
import { useLives } from '../leaving/use-lives.ts';
import { useCounts } from './cut-off.tsx';

const NotNowScreen = later(async () => (await import('../../screens/not-now.tsx')).NotNowScreen);

interface Props {
  readonly back: string;
  /** The screen itself says that the household has moved out. */
  readonly saysEnd?: boolean;
  readonly children: ReactNode;
}

/** Around a screen that is one act and nothing else: it is there only for a device that counts, at a hub that is the household's. */
export const OnlyCounting = ({ back, saysEnd = false, children }: Props) => {
  const lives = useLives();
  return useCounts() && (lives || saysEnd) ? children : <NotNowScreen back={back} />;
};
