import type { DoorDeclaration, HardwareToHub } from '../drivers/locks/wire.ts';
import type { Pairing } from './answers/pairing.ts';
import type { Recovery } from './answers/recovery.ts';
import type { Suspensions } from './answers/suspension.ts';
import { inGroups } from '@latchkey/protocol';
import { beliefOf } from './belief.ts';
import { remember, type Core } from './core.ts';
import type { DoorKeeper } from './door-keeper.ts';
import { settleVisits } from './visits.ts';

/** Held this long, the hub's button means: this household leaves. */
const RESET_HELD_MS = 5000;

/** The hub's side of the wires: doors as they are declared, reports, the clock chip, the button, the display. */
export class HardwareSide {
  readonly #core: Core;
  readonly #pairing: Pairing;
  readonly #recovery: Recovery;
  readonly #suspensions: Suspensions;
  readonly #newKeeper: (declaration: DoorDeclaration) => DoorKeeper;
  readonly #left: (() => void) | undefined;
  /** Somebody stands beside the hub. */
  readonly #atHome: () => void;

  constructor(
    core: Core,
    pairing: Pairing,
    recovery: Recovery,
    suspensions: Suspensions,
    newKeeper: (declaration: DoorDeclaration) => DoorKeeper,
    left: (() => void) | undefined,
    atHome: () => void,
  ) {
    this.#atHome = atHome;
    this.#left = left;
    this.#core = core;
    this.#pairing = pairing;
    this.#recovery = recovery;
    this.#suspensions = suspensions;
    this.#newKeeper = newKeeper;
  }

  heard(message: HardwareToHub): void {
    switch (message.type) {
      case 'hello': {
        this.#hello(message.doors);
        return;
      }
      case 'report':
        return this.#core.doors.get(message.door)?.report(message);
      case 'ack':
        // An ack says that a command was heard and nothing about a door.
        if (message.heard !== 'accepted')
          this.#core.log.info({ id: message.id, heard: message.heard }, 'lock answered');
        return;
      case 'rtc': {
        this.#clock(message);
        return;
      }
      case 'fitted': {
        this.#core.displays.fitted(message.door, message.display);
        this.#core.changed();
        return;
      }
      case 'button':
        // However long it is held: nobody looks at who is at home.
        this.#atHome();
        void (message.heldMs >= RESET_HELD_MS ? this.#reset() : this.#pressed());
        return;
      default:
        return never(message);
    }
  }

  /** The wires are dead: what was seen last says nothing about now. */
  lost(): void {
    this.#core.displays.lost();
    for (const keeper of this.#core.doors.values()) keeper.hardwareLost();
  }

  show(): void {
    const { locks } = this.#core;
    if (!locks.connected) return;
    const presence = this.#suspensions.code;
    const shown = presence === undefined ? {} : { presence: inGroups(presence) };
    locks.send({ type: 'display', pairingCode: this.#pairing.code ?? null, ...shown });
    locks.send(beliefOf(this.#core));
  }

  askClock(): void {
    this.#core.locks.send({ type: 'rtc?' });
  }

  #hello(doors: readonly DoorDeclaration[]): void {
    // These may be other wires than before.
    this.#core.displays.lost();
    for (const declaration of doors) {
      if (!this.#core.doors.has(declaration.door)) this.#core.doors.set(declaration.door, this.#newKeeper(declaration));
    }
    this.#core.locks.send({ type: 'report?' });
    this.askClock();
    this.#core.signals.repeat();
    settleVisits(this.#core);
    this.show();
  }

  #clock(reading: { readonly lostPower: boolean; readonly unixS: number }): void {
    const { time, log } = this.#core;
    if (time.now().unixS !== undefined) return;
    if (!time.chip(reading)) {
      log.warn({ lostPower: reading.lostPower }, 'the clock is not to be trusted; visitors wait for a member');
      return;
    }
    remember(this.#core, { t: 'floor', unixS: reading.unixS }).catch((error: unknown) =>
      log.error({ error: String(error) }, 'journal failed'),
    );
    settleVisits(this.#core);
    this.#core.changed();
  }

  /** Briefly: a recovery that waits stands, because somebody is here; and the display shows what proves it. */
  async #pressed(): Promise<void> {
    this.#suspensions.pressed();
    const done = await this.#recovery.pressed();
    this.#core.log.info({ done }, 'button');
    this.show();
  }

  async #reset(): Promise<void> {
    const done = await this.#pairing.reset();
    if (done) this.#suspensions.forget();
    this.#core.log.warn({ done }, 'reset button');
    // The code of a hub that is about to be another one would lead the next household nowhere.
    if (done && this.#left !== undefined) this.#left();
    else this.show();
  }
}

function never(message: never): never {
  throw new RangeError(`no such message: ${JSON.stringify(message)}`);
}
