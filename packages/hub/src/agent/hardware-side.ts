import type { DoorDeclaration, HardwareToHub } from '../drivers/locks/wire.ts';
import type { Pairing } from './answers/pairing.ts';
import type { Recovery } from './answers/recovery.ts';
import type { Departures } from './answers/departures.ts';
import { inGroups } from '@latchkey/protocol';
import type { Looks } from './looks.ts';
import { beliefOf } from './belief.ts';
import type { Presence } from './presence.ts';
import { remember, type Core } from './core.ts';
import type { DoorKeeper } from './door-keeper.ts';
import { settleVisits } from './visits.ts';

/** Held this long, the hub's button means: this household is to leave. */
const RESET_HELD_MS = 5000;

/** The hub's side of the wires: doors as they are declared, reports, the clock chip, the button, the display. */
export class HardwareSide {
  readonly #core: Core;
  readonly #pairing: Pairing;
  readonly #recovery: Recovery;
  readonly #presence: Presence;
  readonly #departures: Departures;
  readonly #newKeeper: (declaration: DoorDeclaration) => DoorKeeper;
  readonly #looks: Looks;
  #isLookedAt = false;

  constructor(
    core: Core,
    pairing: Pairing,
    recovery: Recovery,
    presence: Presence,
    departures: Departures,
    newKeeper: (declaration: DoorDeclaration) => DoorKeeper,
    looks: Looks,
  ) {
    this.#looks = looks;
    this.#core = core;
    this.#pairing = pairing;
    this.#recovery = recovery;
    this.#presence = presence;
    this.#departures = departures;
    this.#newKeeper = newKeeper;
  }

  heard(message: HardwareToHub): void {
    switch (message.type) {
      case 'hello': {
        this.#isLookedAt = message.view === true;
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
        void this.#button(message.heldMs);
        return;
      default:
        return never(message);
    }
  }

  /** The wires are dead: what was seen last says nothing about now. */
  lost(): void {
    this.#isLookedAt = false;
    this.#core.displays.lost();
    for (const keeper of this.#core.doors.values()) keeper.hardwareLost();
  }

  show(): void {
    const { locks } = this.#core;
    if (!locks.connected) return;
    const presence = this.#presence.code;
    const shown = presence === undefined ? {} : { presence: inGroups(presence) };
    locks.send({ type: 'display', pairingCode: this.#pairing.code ?? null, ...shown });
    this.tellBelief();
  }

  /** To a view of these doors, where there is one. */
  tellBelief(): void {
    const { locks } = this.#core;
    if (this.#isLookedAt && locks.connected) locks.send(beliefOf(this.#core));
  }

  askClock(): void {
    this.#core.locks.send({ type: 'rtc?' });
  }

  #hello(doors: readonly DoorDeclaration[]): void {
    // These may be other wires than before.
    this.#core.displays.lost();
    for (const declaration of doors) {
      const known = this.#core.doors.get(declaration.door);
      if (known === undefined) this.#core.doors.set(declaration.door, this.#newKeeper(declaration));
      else known.redeclared(declaration);
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

  /** However long it is held, the display shows what proves that somebody is here. */
  async #button(heldMs: number): Promise<void> {
    const held = heldMs >= RESET_HELD_MS;
    // One press, one answer: whoever ends a look does not say yes to a recovery that waits, and whoever says yes switches no looks off.
    const recovers = !held && !this.#looks.running && this.#recovery.waits;
    if (!recovers) this.#looks.pressed();
    if (held) return this.#held();
    this.#presence.pressed();
    const done = recovers && (await this.#recovery.pressed());
    // It may not stand now, a visit being unfinished for instance: then this was a press like any other.
    if (recovers && !done) this.#looks.pressed();
    this.#core.log.info({ done }, 'button');
    this.show();
  }

  /** It announces, and changes nothing else (docs/protocol/23-departure.md). */
  async #held(): Promise<void> {
    await this.#departures.held();
    this.show();
  }
}

function never(message: never): never {
  throw new RangeError(`no such message: ${JSON.stringify(message)}`);
}
