/** The hub comes back on another line while what it said on the older one is being kept. */
import { routes } from '@latchkey/contract';
import { ROLE, signRoster } from '@latchkey/protocol';
import { expect, it } from 'vitest';
import { textOf } from '../ids.ts';
import { MemoryStore } from '../store/memory.ts';
import { aMember, sealingKey } from '../testing/caller.ts';
import { TestHub } from '../testing/hub.ts';
import { startTestServer } from '../testing/server.ts';

/** Keeps a hub only once it is let. */
class SlowStore extends MemoryStore {
  letThrough: () => void = () => undefined;
  readonly #held: (() => void)[] = [];
  readonly asked: Promise<void>;
  #isAsked: () => void = () => undefined;

  constructor() {
    super();
    this.asked = new Promise((resolve) => (this.#isAsked = resolve));
    this.letThrough = () => {
      for (const go of this.#held.splice(0)) go();
    };
  }

  override async write(...[tenant, writes, once]: Parameters<MemoryStore['write']>) {
    if (writes.some(({ kind }) => kind === 'hub')) {
      this.#isAsked();
      await new Promise<void>((resolve) => this.#held.push(resolve));
    }
    return super.write(tenant, writes, once);
  }
}

it.each(['back on another line', 'away'])(
  'a hub that took its first roster and is %s is its household’s',
  async (how) => {
    const store = new SlowStore();
    const server = await startTestServer({ effects: { store } });
    const port = await server.listen(0);
    const ada = await aMember(server);
    const hub = new TestHub(server);
    await hub.connect(port);
    const roster = await signRoster(server.effects.primitives, ada.signer, {
      iat: 1,
      homeId: Buffer.from(ada.homeId, 'base64url'),
      epoch: 1,
      members: [{ role: ROLE.admin, key: ada.signer.key, sealingKey: Buffer.from(sealingKey(), 'base64url') }],
    });
    const body = { step: 'roster', message: textOf(roster.bytes) } as const;
    const paired = ada.call(routes.pairHub, { params: { hubId: hub.hubId }, body });
    await store.asked;
    const again = new TestHub(server, hub.signer);
    if (how === 'away') {
      const closed = hub.closed();
      hub.socket.close();
      await closed;
    } else {
      await again.connect(port);
      expect((await again.next('household')).known).toBe(false);
    }
    store.letThrough();
    expect(await paired).toEqual({ ok: true });
    if (how === 'away') await again.connect(port);
    expect((await again.next('household')).known).toBe(true);
    expect((await ada.call(routes.readHome, {})).hubs).toMatchObject([{ hubId: hub.hubId, online: true }]);
    again.end();
    hub.end();
    await server.close();
  },
);
