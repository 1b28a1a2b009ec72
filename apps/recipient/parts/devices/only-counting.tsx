import type { ReactNode } from 'react';
import { later } from '../../later.tsx';
import { useCounts } from './cut-off.tsx';

const NotNowScreen = later(async () => (await import('../../screens/not-now.tsx')).NotNowScreen);

/** Around a screen that is one act and nothing else: it is there only for a device that counts. */
export const OnlyCounting = ({ back, children }: { back: string; children: ReactNode }) =>
  useCounts() ? children : <NotNowScreen back={back} />;
