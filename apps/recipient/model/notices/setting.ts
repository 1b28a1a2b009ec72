import { routes } from '@latchkey/contract';
import { fromBase64url, toBase64url } from '@latchkey/protocol';
import {
  bytesFrom,
  createCell,
  createSignedInClient,
  readDeviceKeys,
  type Client,
  type Observable,
  type Shelf,
} from '@latchkey/web-kit/model';

/** The language of this device's notices, kept where the worker can read it. */
export const languageName = 'language';
const pushName = 'push';

/** `failed`: the server; `no-service`: the browser's own push service. Nothing is on in either case. */
export type NoticeSetting =
  'looking' | 'unsupported' | 'denied' | 'off' | 'turning-on' | 'on' | 'failed' | 'no-service';

/** A browser's subscription, as far as it is used. */
export interface Subscription {
  readonly endpoint: string;
  readonly getKey: (name: 'p256dh' | 'auth') => ArrayBuffer | null;
  readonly unsubscribe: () => Promise<boolean>;
}
type Subscribe = (serverKey: Uint8Array<ArrayBuffer>) => Promise<Subscription>;

/** What a browser offers; undefined where it cannot be told while the app is closed. */
export interface NoticeEnds {
  readonly permission: () => NotificationPermission;
  /** Only on a person's tap: a browser that is asked out of the blue says no for good. */
  readonly ask: () => Promise<NotificationPermission>;
  readonly current: () => Promise<Subscription | null>;
  readonly subscribe: Subscribe;
}

export interface Notices {
  readonly setting: Observable<NoticeSetting>;
  readonly look: () => Promise<void>;
  readonly turnOn: () => Promise<void>;
  readonly turnOff: () => Promise<void>;
}

/** `client` is signed in as this member. */
export const createNotices = (ends: NoticeEnds | undefined, client: Client, shelf: Shelf): Notices => {
  const setting = createCell<NoticeSetting>('looking');

  /** What the browser alone knows; the server is not asked. */
  const found = async (): Promise<{ setting: NoticeSetting; current?: Subscription }> => {
    if (ends === undefined) return { setting: 'unsupported' };
    const permission = ends.permission();
    if (permission === 'denied') return { setting: 'denied' };
    const current = permission === 'granted' ? await ends.current().catch(() => null) : null;
    if (current === null || (await shelf.get(pushName)) === undefined) return { setting: 'off' };
    return { setting: 'on', current };
  };
  const look = async () => {
    if (setting.get() === 'turning-on') return;
    const now = await found();
    setting.set(now.setting);
    // The server may have lost it, or this device may have moved: saying it again changes nothing where it is kept.
    if (now.current !== undefined) await keep(client, shelf, now.current).catch(() => undefined);
  };
  const made = async (from: NoticeEnds): Promise<NoticeSetting> => {
    const permission = await from.ask();
    if (permission !== 'granted') return permission === 'denied' ? 'denied' : 'off';
    const served = await client(routes.readPushKey, {}).catch(() => undefined);
    if (served === undefined) return 'failed';
    // One that is bound to another key of a server stands in the way of a new one.
    await (await from.current().catch(() => null))?.unsubscribe();
    const subscription = await from.subscribe(keyBytes(served.publicKey)).catch(() => undefined);
    if (subscription === undefined) return 'no-service';
    try {
      await keep(client, shelf, subscription);
      return 'on';
    } catch {
      await subscription.unsubscribe().catch(() => false);
      return 'failed';
    }
  };
  const turnOn = async () => {
    if (ends === undefined) return;
    setting.set('turning-on');
    setting.set(await made(ends));
  };
  const turnOff = async () => {
    const pushId = await shelf.get(pushName);
    await shelf.drop(pushName);
    // The browser's end goes first: whatever the server still sends then leads nowhere.
    await (await ends?.current().catch(() => null))?.unsubscribe().catch(() => false);
    if (typeof pushId === 'string') await client(routes.dropPush, { params: { pushId } }).catch(() => undefined);
    if (setting.get() === 'on') setting.set('off');
  };
  return { setting, look, turnOn, turnOff };
};

const keyBytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(fromBase64url(text) ?? bytesFrom(''));

const textOf = (key: ArrayBuffer | null): string => toBase64url(new Uint8Array(key ?? new ArrayBuffer(0)));

const keep = async (client: Client, shelf: Shelf, made: Subscription): Promise<void> => {
  const { pushId } = await client(routes.keepPush, {
    body: { endpoint: made.endpoint, publicKey: textOf(made.getKey('p256dh')), secret: textOf(made.getKey('auth')) },
  });
  await shelf.put(pushName, pushId);
};

/** For the worker, when the browser made its subscription anew by itself. Nothing where notices are off or the keys are gone. */
export const keepSubscription = async (
  shelf: Shelf,
  unsigned: Client,
  newKey: () => string,
  subscribe: Subscribe,
): Promise<void> => {
  const keys = await readDeviceKeys(shelf, 'keys').catch(() => undefined);
  if (keys === undefined || (await shelf.get(pushName)) === undefined) return;
  const client = createSignedInClient(unsigned, keys.signer, 'member', newKey);
  const { publicKey } = await client(routes.readPushKey, {});
  await keep(client, shelf, await subscribe(keyBytes(publicKey)));
};
