import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { doorView } from '@latchkey/contract';
import { WebSocket } from 'ws';
import { start } from '../start.ts';
import type { Running } from '../start.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '');

/** Everything of the demo home in this process, on free ports, with a stand-in for the hub. */
export const testHome = async (serverUrl = 'http://127.0.0.1:9', folder?: string) => {
  const data = folder ?? (await mkdtemp(`${tmpdir()}/latchkey-home-`));
  const settings = {
    root,
    hardwareData: `${data}/hardware`,
    hubData: `${data}/hub`,
    hardwarePort: 0,
    carrierPort: 0,
    cameraPort: 0,
    serverUrl,
    appsOrigin: 'http://localhost:9500',
    hubProgram: fileURLToPath(new URL('./hub-program.mjs', import.meta.url)),
    carrierName: 'Brieftaube',
  };
  const running = await start(settings, effects);
  return new TestHome(running, data);
};

const effects = {
  time: {
    nowMs: () => performance.now(),
    at: (ms: number, task: () => void) => {
      const timer = setTimeout(task, Math.max(0, ms - performance.now()));
      return () => clearTimeout(timer);
    },
  },
  wallMs: () => Date.now(),
  steadyUnixMs: () => performance.timeOrigin + performance.now(),
  draw: () => 0.5,
  random: (bytes: number) => randomBytes(bytes),
  log: () => {},
  inherited: { PATH: process.env['PATH'] ?? '' },
};

/** A home as its visitors see it: over HTTP and the view's socket. */
export class TestHome {
  readonly running: Running;
  readonly data: string;
  readonly door: string;
  readonly carrier: string;
  #watchers = new Set<(state: doorView.ViewState) => void>();
  readonly #socket: WebSocket;

  constructor(running: Running, data: string) {
    this.running = running;
    this.data = data;
    this.door = `http://127.0.0.1:${running.hardwarePort}`;
    this.carrier = `http://127.0.0.1:${running.carrierPort}`;
    this.#socket = new WebSocket(`ws://127.0.0.1:${running.hardwarePort}${doorView.viewPath}`);
    this.#socket.on('error', () => {});
    this.#socket.on('message', (text: Buffer) => {
      const state = doorView.viewState.parse(JSON.parse(text.toString('utf8')));
      for (const watch of [...this.#watchers]) watch(state);
    });
  }

  /** The first state for which this holds. */
  until(holds: (state: doorView.ViewState) => boolean): Promise<doorView.ViewState> {
    return new Promise((done) => {
      const watch = (state: doorView.ViewState) => {
        if (!holds(state)) return;
        this.#watchers.delete(watch);
        done(state);
      };
      this.#watchers.add(watch);
      watch(this.running.home.state());
    });
  }

  act(act: doorView.ViewAct) {
    this.running.home.act(act);
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}, at = this.door) {
    return fetch(at + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  async stop(keepData = false) {
    this.#socket.terminate();
    await this.running.stop();
    if (!keepData) await rm(this.data, { recursive: true, force: true });
  }
}
