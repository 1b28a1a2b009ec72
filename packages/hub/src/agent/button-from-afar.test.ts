import type { Grant } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { Paper } from './testing/paper.ts';
import { Shared } from './testing/shared-home.ts';
import { reasonOf } from './testing/test-home.ts';

/** Anna's phone is in the hands of somebody far away, who lets in keys of their own. Nobody stands at any door. */
class FarAway extends Shared {
  static override async paired(): Promise<FarAway> {
    const home = new FarAway();
    await home.pairWith({ who: home.robin, role: 2 }, { who: home.cleo, role: 1 });
    return home;
  }

  /** The thief's own key asks at every door: their films run. */
  async asksEverywhere(): Promise<void> {
    for (const door of [1, 2]) await this.ask(await this.armed({ doors: [door] }), door);
    await this.clock.pass(2000);
  }

  /** It knocks, over the line, and the door unlocks before nobody. */
  async unlocks(): Promise<void> {
    // Whatever it unlocked before is locked again.
    await this.clock.pass(60_000);
    expect(reasonOf(await this.knock(await this.armed({ doors: [1] })))).toBe('allowed');
    await this.clock.pass(1500);
  }

  async armed(change: Partial<Grant>) {
    const visit = await this.visit(change);
    await this.arm(visit);
    return visit;
  }
}

const announced = (home: FarAway) => home.hub.core.memory.departure.leaving !== undefined;

describe('P10, P11: whoever holds a member’s phone far away keeps no button dead', () => {
  it.each([
    ['asks at every door without end', (home: FarAway) => home.asksEverywhere()],
    ['unlocks a door before which nobody stands', (home: FarAway) => home.unlocks()],
  ])(
    'who %s: held, it announces the end; pressed, it shows its letters and lets a recovery stand',
    async (_what, does) => {
      const home = await FarAway.paired();
      const paper = await Paper.printed(home);
      await paper.used();
      await does(home);
      await home.press();
      expect(home.display).toBeDefined();
      await home.clock.pass(500);
      expect(home.events()).toContain('recovered');
      await does(home);
      await home.press(6000);
      expect(announced(home)).toBe(true);
      await does(home);
      await home.press();
      expect(reasonOf(await home.hub.answer('suspend', await home.said(home.robin, home.anna)))).toBe('allowed');
    },
  );

  it('but a door that was opened may have let somebody in, also where its contact says nothing or the hub was off meanwhile', async () => {
    const home = await FarAway.paired();
    await home.unlocks();
    home.locks.act({ act: 'push' });
    await home.clock.pass(3000);
    await home.press(6000);
    expect(announced(home)).toBe(false);
    home.unplug();
    await home.plugIn();
    await home.clock.pass(1000);
    home.locks.act({ act: 'pull' });
    await home.clock.pass(1500);
    await home.press(6000);
    expect(announced(home)).toBe(false);
    await home.clock.pass(60_000);
    await home.press(6000);
    expect(announced(home)).toBe(true);
  });

  it('and a visitor who has come in is there still when a member opens before LOCKED', async () => {
    const home = await FarAway.paired();
    await home.unlocks();
    home.locks.act({ act: 'push' });
    await home.clock.pass(3000);
    home.locks.act({ act: 'pull' });
    await home.clock.pass(1000);
    expect(reasonOf(await home.memberKnock())).toBe('allowed');
    await home.press(6000);
    expect(announced(home)).toBe(false);
  });
});
