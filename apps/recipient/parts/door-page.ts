import { routes } from '@latchkey/contract';
import { createBrowserClient } from '@latchkey/web-kit/model';

/** Where the demo's hub shows its code. The server says where its hardware is; it never says the code. */
export const readDoorPage = async (): Promise<string> => {
  try {
    const { hardwareUrl } = await createBrowserClient()(routes.readDemo, {});
    return new URL('/door/', hardwareUrl).href;
  } catch {
    return new URL('/door', location.origin).href;
  }
};
