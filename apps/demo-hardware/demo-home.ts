import type { doorView } from '@latchkey/contract';
import { demoHome } from '@latchkey/hub/locks/simulated';
import type { HardwareToHub, HubBelief, HubToHardware } from '@latchkey/hub/locks/wire';
import type { HomeDoors, Time } from './door/home-doors.ts';
import { openHome } from './door/home-doors.ts';
import { Outside, outsideDoor } from './door/outside.ts';
import { HomeMemory, type Remembered } from './home-memory.ts';
import { HubLine } from './power/hub-line.ts';
import { HubPower } from './power/hub-power.ts';
import type { DoorCamera } from './power/lens.ts';
import type { Router } from './power/router.ts';
import { Rtc } from './power/rtc.ts';
import type { Settings } from './settings.ts';
import { composeState } from './view/state.ts';
import type { Told } from './view/state.ts';
import { ServerWatch } from './view/server-watch.ts';

export interface HomeEffects {
  readonly time: Time;
  /** Unix milliseconds of this machine. */
  readonly wallMs: () => number;
  readonly draw: () => number;
  readonly random: (bytes: number) => Buffer;
  readonly log: (line: string) => void;
  /** Environment that the hub inherits: PATH and the like. */
  readonly inherited: Record<string, string>;
}

export interface HomeParts {
  readonly router: Router;
  /** Where the router listens for the hub. */
  readonly routerPort: number;
  readonly camera: DoorCamera;
  /** Where the hub finds its line; asked for when a hub is started. */
  readonly hardwarePort: () => number;
}

/** The home: doors, hub with its plug and clock, router, camera. It knows what is so; it decides nothing. */
export class DemoHome {
  readonly #settings: Settings;
  readonly #effects: HomeEffects;
  readonly #router: Router;
  readonly #camera: DoorCamera;
  readonly #doors: HomeDoors;
  readonly #outside: Outside;
  readonly #rtc: Rtc;
  readonly #memory: HomeMemory;
  readonly #power: HubPower;
  readonly #watch: ServerWatch;
  readonly line: HubLine;
  #changed: () => void = () => {};
  #belief: Told<HubBelief> | undefined;
  #pairingCode: string | undefined;
  #presence: string | undefined;
  #hubId: string | undefined;
  #indicator = false;
  #siren = false;

  private constructor(
    settings: Settings,
    effects: HomeEffects,
    parts: HomeParts,
    memory: HomeMemory,
    was: Remembered & { readonly outside: Outside },
  ) {
    this.#settings = settings;
    this.#effects = effects;
    this.#router = parts.router;
    this.#camera = parts.camera;
    this.#memory = memory;
    this.#outside = was.outside;
    this.#rtc = new Rtc(effects.wallMs, was.clock);
    /* The home was dark until now. */
    this.#rtc.losePower();
    this.line = new HubLine({
      connected: () => this.#greet(),
      message: (message) => this.#hear(message),
      disconnected: () => this.#changed(),
    });
    const ears = { said: (out: HardwareToHub) => this.line.send(out), stepped: () => this.#doorsChanged() };
    this.#doors = openHome(effects.time, effects.draw, ears, was.doors);
    const environment = () => this.#hubEnvironment(parts);
    const program = { node: process.execPath, script: settings.hubProgram, cwd: settings.root, environment };
    this.#power = new HubPower(program, (how) => this.#powerChanged(how));
    this.#watch = new ServerWatch(settings.serverUrl, effects.time.nowMs, () => this.#changed());
  }

  static async open(settings: Settings, effects: HomeEffects, parts: HomeParts): Promise<DemoHome> {
    const memory = new HomeMemory(settings.hardwareData, effects.time, effects.log);
    const outside = await Outside.open({
      folder: settings.hardwareData,
      courierLink: `${settings.appsOrigin}/courier/`,
      hubOrigin: settings.hubOrigin,
      random: effects.random,
      nowMs: effects.time.nowMs,
      log: effects.log,
    });
    return new DemoHome(settings, effects, parts, memory, { ...(await memory.read()), outside });
  }

  /** Hears of everything that the view shows. */
  onChange(changed: () => void) {
    this.#changed = changed;
  }

  start() {
    this.#watch.start();
    this.#power.plug();
  }

  async stop() {
    this.#watch.stop();
    await this.#power.shutDown();
    this.#doors.stop();
    await Promise.all([this.#camera.stop(), this.#router.close()]);
    await Promise.all([this.#keepClock(), this.#memory.keepDoors(this.#doors.kept())]);
  }

  get hubPid() {
    return this.#power.pid;
  }

  /** The hub has said whether it belongs to somebody; before that nobody can tell the pairing link. */
  get hubHasSpoken() {
    return this.#belief !== undefined || this.#pairingCode !== undefined;
  }

  state(): doorView.ViewState {
    const { appsOrigin } = this.#settings;
    return composeState(
      {
        doors: this.#doors,
        outside: new Map([[outsideDoor, this.#outside.state()]]),
        belief: this.#belief,
        pairingCode: this.#pairingCode,
        presence: this.#presence,
        hub: {
          plugged: this.#power.plugged,
          running: this.#power.running,
          connected: this.line.connected,
          indicator: this.#indicator,
          siren: this.#siren,
        },
        router: { line: this.#router.line, connections: this.#router.connections },
        clock: { ...this.#rtc.read(), hasCell: this.#rtc.hasCell(), errorS: this.#rtc.errorS() },
        camera: this.#camera.state(),
        server: this.#watch.says(),
        links: { home: `${appsOrigin}/home/`, courier: `${appsOrigin}/courier/`, console: `${appsOrigin}/console/` },
      },
      this.#effects.time.nowMs(),
    );
  }

  /** What somebody does at `/door`; the page is as trusted as a hand at the real door. */
  act(act: doorView.ViewAct) {
    switch (act.type) {
      case 'hand':
        this.#doors.act(act.door, act.act);
        return;
      case 'fault':
        this.#doors.fault(act.door, present(act.faults));
        return;
      case 'camera':
        this.#camera.break(act.fault);
        return;
      case 'hold':
        this.#camera.hold(act.codes);
        return;
      case 'fit':
        void this.#fit(act.what, act.there);
        return;
      case 'tap':
        void this.#outside.tap(this.#hubId ?? '').then(() => this.#changed());
        return;
      case 'power':
        if (act.plugged) this.#power.plug();
        else this.#unplug();
        return;
      case 'hub-button':
        this.line.send({ type: 'button', heldMs: act.heldMs });
        return;
      case 'router':
        this.#router.setLine(act.line);
        return;
      case 'clock':
        this.#rtc.move(act.moveS);
        this.#tellClock();
        return;
      case 'clock-cell':
        this.#rtc.fitCell(act.present);
        void this.#keepClock();
        return;
    }
  }

  /** One life of the hub: its token opens the line until the next life. */
  #hubEnvironment({ routerPort, camera, hardwarePort }: HomeParts): Record<string, string> {
    const token = this.#effects.random(32).toString('base64url');
    this.line.expect(token);
    return {
      ...this.#effects.inherited,
      HUB_DATA: this.#settings.hubData,
      HARDWARE_URL: `ws://127.0.0.1:${hardwarePort()}/hardware`,
      HARDWARE_TOKEN: token,
      SERVER_URL: `http://127.0.0.1:${routerPort}`,
      DOOR_TAGS: this.#outside.settingsPath,
      ...(this.#settings.hubOrigin === undefined
        ? {}
        : { DISPLAYS: this.#outside.screensPath, DISPLAY_LINK: `${this.#settings.appsOrigin}/courier/` }),
      ...(camera.url === undefined ? {} : { CAMERA_URL: camera.url }),
    };
  }

  #unplug() {
    if (!this.#power.plugged) return;
    this.#power.unplug();
    this.line.drop();
    this.#rtc.losePower();
    void this.#keepClock();
  }

  #greet() {
    this.line.send({ type: 'hello', doors: [demoHome.flat, demoHome.garage], view: true });
    this.#tellFitted();
    this.#doors.command({ type: 'report?' });
    this.#changed();
  }

  #hear(message: HubToHardware) {
    switch (message.type) {
      case 'move':
      case 'cancel':
      case 'auto-lock':
      case 'report?':
        this.#doors.command(message);
        break;
      case 'rtc?':
        this.#tellClock();
        break;
      case 'rtc-set':
        this.#rtc.set(message.unixS);
        void this.#keepClock();
        break;
      case 'indicator':
        this.#indicator = message.on;
        break;
      case 'siren':
        this.#siren = message.on;
        break;
      case 'display':
        this.#pairingCode = message.pairingCode ?? undefined;
        this.#presence = message.presence;
        break;
      case 'door-shows':
        if (message.door === outsideDoor) this.#outside.show(message.fragment, message.forMs);
        break;
      case 'belief':
        this.#hubId = message.hubId;
        this.#belief = { value: message, atMs: this.#effects.time.nowMs() };
        break;
    }
    this.#changed();
  }

  #tellFitted() {
    this.line.send({ type: 'fitted', door: outsideDoor, display: this.#outside.hasDisplay });
  }

  async #fit(what: 'display' | 'screen' | 'tag', there: boolean) {
    await this.#outside.fit(what, there);
    if (what === 'display') this.#tellFitted();
    this.#changed();
  }

  #tellClock() {
    this.line.send({ type: 'rtc', ...this.#rtc.read() });
  }

  /** Lights, siren and display have no power of their own, and a dead hub believes nothing. */
  #powerChanged(how: string) {
    this.#effects.log(`hub ${how}`);
    if (!this.#power.running || !this.#power.plugged) {
      this.#indicator = false;
      this.#siren = false;
      this.#pairingCode = undefined;
      this.#presence = undefined;
      this.#belief = undefined;
      this.#outside.dark();
    }
    this.#changed();
  }

  /** Called while the doors are being made, too: then there is nothing to keep yet. */
  #doorsChanged() {
    this.#memory.keepDoorsSoon(() => this.#doors.kept());
    this.#changed();
  }

  #keepClock(): Promise<void> {
    return this.#memory.keepClock(this.#rtc.toStore());
  }
}

/** Without the keys that are there but undefined. */
const present = <T extends object>(partial: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(partial).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
