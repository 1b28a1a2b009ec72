/** The hub's clock as far as cameras and recorders need it. */
export interface CameraClock {
  /** Unix milliseconds; while the camera is open it runs on steadily, whatever is done to the system's clock, or jumps ahead over a sleep. */
  nowMs(): number;
  /** Runs a task again and again; the result ends that. */
  every(ms: number, task: () => void): () => void;
}

/** One compressed picture as it came from the camera. */
export interface CameraFrame {
  /** NAL units with 4-byte lengths. */
  readonly data: Uint8Array;
  readonly key: boolean;
  /** The hub's clock, unix milliseconds; strictly increasing while the camera is open. */
  readonly captureMs: number;
  /** Presentation minus decode time, milliseconds. */
  readonly compositionMs: number;
  /** Decoder configuration in force. */
  readonly avcC: Uint8Array;
}

/** What the hub sees of a camera's health: the link and the picture are judged separately. */
export interface CameraHealth {
  readonly link: 'connecting' | 'live' | 'lost';
  readonly picture: 'unknown' | 'moving' | 'frozen' | 'covered';
}

export interface CameraSink {
  frame(frame: CameraFrame): void;
  /** Told at each change. */
  health(health: CameraHealth): void;
}

/** A camera's pictures leave the camera only while it is open. */
export interface Camera {
  open(sink: CameraSink): OpenCamera;
}

export interface OpenCamera {
  close(): Promise<void>;
}
