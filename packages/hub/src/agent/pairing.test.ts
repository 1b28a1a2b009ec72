import { provesPaired } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { everyCrash } from './testing/every-crash.ts';
import { bytesOf, p } from './testing/powered-home.ts';
import { reasonOf, TestHome } from './testing/test-home.ts';

/** A home whose member is about to say the last word of the pairing. */
class Pairing extends TestHome {
  confirm = new Uint8Array(0);

  static async begun(): Promise<Pairing> {
    const home = new Pairing();
    await home.plugIn();
    const confirm = await home.pairingConfirm();
    if (!(confirm instanceof Uint8Array)) throw new Error(reasonOf(confirm));
    home.confirm = Uint8Array.from(confirm);
    return home;
  }

  confirms = () => this.hub.answer('roster', this.confirm);
}

describe('the last word of a pairing', () => {
  it('P10: said again to a hub that died over it hears the same yes, and pairs nobody twice', async () => {
    const { writes } = await everyCrash(
      async () => {
        const home = await Pairing.begun();
        return { home, act: home.confirms };
      },
      async (home, what) => {
        if (!home.hub.core.memory.paired) {
          expect(home.hub.pairing.code, what).toBeDefined();
          return;
        }
        const answer = await home.confirms();
        expect(reasonOf(answer), what).toBe('allowed');
        expect(
          home.events().filter((event) => event === 'paired'),
          what,
        ).toHaveLength(1);
        const { head } = home.hub.core.memory.roster;
        expect(provesPaired(p, home.hub.core.signer.key, head, bytesOf(answer)), what).toBe(true);
      },
    );
    expect(writes).toBeGreaterThanOrEqual(4);
  });

  it('is the roster that the hub has, and no other', async () => {
    const home = await Pairing.begun();
    await home.confirms();
    const other = await Pairing.begun();
    home.unplug();
    await home.plugIn();
    expect(reasonOf(await home.hub.answer('roster', other.confirm))).not.toBe('allowed');
    expect(reasonOf(await home.confirms())).toBe('allowed');
  });

  it('hears nothing more once there is another roster: whoever it named may have been removed', async () => {
    const home = await Pairing.begun();
    await home.confirms();
    await home.nextRoster({ members: home.roster?.claims.members ?? [] });
    expect(reasonOf(await home.confirms())).not.toBe('allowed');
    home.unplug();
    await home.plugIn();
    expect(reasonOf(await home.confirms())).not.toBe('allowed');
  });
});
