import { useState } from 'react';
import { handOver, type Handing, type Order } from '../model/dispatch/handing.ts';
import type { AtDeskProps } from './shared.ts';

/** Gives visits away, one lot at a time, and shows how far it is. */
export const useHanding = ({ office, desk }: Pick<AtDeskProps, 'office' | 'desk'>) => {
  const [handing, setHanding] = useState<Handing>();
  const give = (orders: readonly Order[]) => {
    if (orders.length === 0 || handing?.running === true) return;
    const { progress, finished } = handOver(office.carrier, orders);
    setHanding(progress.get());
    progress.subscribe(() => setHanding(progress.get()));
    void finished.then(office.given.note).then(desk.refresh, desk.refresh);
  };
  return [handing, give] as const;
};
