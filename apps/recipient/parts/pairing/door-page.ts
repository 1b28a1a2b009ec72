import { routes } from '@latchkey/contract';
import type { Client } from '@latchkey/web-kit/model';

/** Where the demo's hub shows its code. The server says where its hardware is; it never says the code. A hub that serves this page is no demo's server. */
export const readDoorPage = async (client: Client, origin: string): Promise<string> => {
  const here = new URL('/door', origin).href;
  try {
    const { at } = await client(routes.readPlace, {});
    if (at === 'hub') return here;
    const { hardwareUrl } = await client(routes.readDemo, {});
    return new URL('/door/', hardwareUrl).href;
  } catch {
    return here;
  }
};
