import type { doorView } from '@latchkey/contract';
import { probeFfmpeg } from '@latchkey/hub/cameras';
import { startSimulatedCamera } from '@latchkey/hub/cameras/simulated';
import type { Held, SimulatedCamera } from '@latchkey/hub/cameras/simulated';
import { encode } from 'uqr';

export interface LensSetup {
  readonly root: string;
  readonly port: number;
  /** Unix milliseconds that step only where this machine slept. */
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly report: (line: string) => void;
}

/** A camera's key frames come once a second: each code is on the screen for a little longer. */
const TURN_MS = 1150;
const MOST_TURNS = 60;

/** A hand is never quite still or straight, and a lens never quite sharp. */
const phoneShowing = (code: string): Held => {
  const { data, size } = encode(code, { ecc: 'M', border: 4 });
  const grey = Uint8Array.from(data.flat(), (dark) => (dark ? 30 : 225));
  const picture = { data: grey, width: size, height: size };
  return { picture, widthPx: 300, turnedDegrees: 5, tiltedDegrees: 14, blurPx: 1, noise: 14 };
};

/** The camera at the door, where this machine has an ffmpeg; without one the home has no camera and says so. */
export class DoorCamera {
  readonly #camera: SimulatedCamera | undefined;
  #turns: NodeJS.Timeout | undefined;

  private constructor(camera: SimulatedCamera | undefined) {
    this.#camera = camera;
  }

  /** Rejects when the port is taken. */
  static async start(setup: LensSetup): Promise<DoorCamera> {
    const { root, port, nowMs, random, report } = setup;
    const ffmpeg = await probeFfmpeg(['ffmpeg', `${root}/node_modules/@ffmpeg-installer/linux-x64/ffmpeg`]);
    if (ffmpeg === undefined) {
      report('no ffmpeg on this machine: the demo home has no camera, so its door takes no visitor');
      return new DoorCamera(undefined);
    }
    const clock = {
      nowMs,
      every: (ms: number, task: () => void) => {
        const timer = setInterval(task, ms);
        return () => clearInterval(timer);
      },
    };
    const clip = `${root}/assets/clips/hallway.mp4`;
    const camera = await startSimulatedCamera({ ffmpeg, clip, host: '127.0.0.1', port, clock, random, report });
    return new DoorCamera(camera);
  }

  get url(): string | undefined {
    return this.#camera?.url;
  }

  state(): doorView.ViewState['camera'] {
    return {
      present: this.#camera !== undefined,
      fault: this.#camera?.fault ?? 'off',
      viewers: this.#camera?.viewers ?? 0,
    };
  }

  break(fault: doorView.CameraFault) {
    this.#camera?.setFault(fault);
  }

  /** A hand holds a phone before the lens for as long as its codes are good; they take turns on its screen. */
  hold(codes: readonly string[]) {
    clearInterval(this.#turns);
    this.#camera?.hold(undefined);
    if (codes.length === 0) return;
    let shown = 0;
    const next = () => {
      if (shown >= MOST_TURNS) {
        this.hold([]);
        return;
      }
      this.#camera?.hold(phoneShowing(codes[shown % codes.length] ?? ''));
      shown += 1;
    };
    next();
    this.#turns = setInterval(next, TURN_MS);
    this.#turns.unref();
  }

  async stop() {
    clearInterval(this.#turns);
    await this.#camera?.stop();
  }
}
