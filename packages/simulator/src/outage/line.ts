import { Pauses } from '@latchkey/hub/channel';
import type { World } from '../world.ts';
import type { VanishingServer } from './vanishing-server.ts';

/** The hub's one line as it dials: with the real pauses, in virtual time, and every try is counted. */
export class OutageLine {
  /** Connections that were tried. */
  tries = 0;
  /** There is something at the server's address. */
  serverIsThere = true;
  /** It has this household. */
  serverKnows = true;
  readonly #world: World;
  readonly #server: VanishingServer;
  #pauses: Pauses;
  #cancel: () => void = () => undefined;

  constructor(world: World, server: VanishingServer) {
    this.#world = world;
    this.#server = server;
    this.#pauses = this.#newPauses();
  }

  /** A hub has just started. */
  start(): void {
    this.stop();
    this.#pauses = this.#newPauses();
    this.#dial();
  }

  stop(): void {
    this.#cancel();
    this.#server.connected = false;
  }

  /** The line is gone, whoever ended it. */
  lost(): void {
    this.#server.connected = false;
    this.#cancel();
    this.#cancel = this.#world.clock.after(this.#pauses.next(), () => this.#dial());
  }

  /** What a server says that has this household, at the beginning of a line or once it has learnt of it. */
  known(): void {
    this.serverKnows = true;
    this.#pauses.known();
    this.#server.meets();
    this.#world.welcome();
    this.#server.lineUp();
  }

  #newPauses = (): Pauses => new Pauses(() => this.#world.dice.draw());

  #dial(): void {
    if (this.#world.hub === undefined) return;
    this.tries++;
    if (!this.serverIsThere) {
      this.lost();
      return;
    }
    this.#server.comeBack(this.serverKnows);
    if (this.serverKnows) this.known();
    else this.#world.hub.line.welcome(-1, '');
  }
}
