/** The demo hardware as a person in front of it meets it: hands, faults, and what is really so. */
import { doorView } from '@latchkey/contract';
import { until } from './until.ts';

export type ViewState = doorView.ViewState;
export type ViewAct = doorView.ViewAct;

export class DemoHome {
  readonly #url: string;

  /** `door` is the address of the door view. */
  constructor(door: string) {
    this.#url = new URL(door).origin;
  }

  async state(): Promise<ViewState> {
    const answer = await fetch(this.#url + doorView.viewStatePath);
    return doorView.viewState.parse(await answer.json());
  }

  async act(act: ViewAct): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(this.#url + doorView.actPath, { method: 'POST', headers, body: JSON.stringify(act) });
    if (!answer.ok) throw new TypeError(`${act.type}: ${String(answer.status)} ${await answer.text()}`);
  }

  push = (door = 1) => this.act({ type: 'hand', door, act: { act: 'push' } });
  pull = (door = 1) => this.act({ type: 'hand', door, act: { act: 'pull' } });

  async truth(door = 1) {
    const found = (await this.state()).doors.find((d) => d.door === door);
    if (found === undefined) throw new TypeError(`no door ${String(door)}`);
    return found.truth;
  }

  /** What stands on the hub's display while it belongs to nobody. */
  pairingCode = (): Promise<string> =>
    until('a pairing code on the hub', async () => (await this.state()).hub.pairingCode);

  untilBolt = (percent: number, door = 1) =>
    until(`the bolt at ${String(percent)} %`, async () => (await this.truth(door)).bolt === percent);
}
