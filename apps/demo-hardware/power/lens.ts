import type { doorView } from '@latchkey/contract';
import { probeFfmpeg } from '@latchkey/hub/cameras';
import { startSimulatedCamera } from '@latchkey/hub/cameras/simulated';
import type { SimulatedCamera } from '@latchkey/hub/cameras/simulated';

export interface LensSetup {
  readonly root: string;
  readonly port: number;
  /** Unix milliseconds that never step. */
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly report: (line: string) => void;
}

/** The camera at the door, where this machine has an ffmpeg; without one the home has no camera and says so. */
export class DoorCamera {
  readonly #camera: SimulatedCamera | undefined;

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

  async stop() {
    await this.#camera?.stop();
  }
}
