import type { Frame } from './decoder.ts';

/** Why there is no picture. `unreadable`: the picture is there, and this browser cannot look for codes in it. */
export type CameraFault = 'refused' | 'none' | 'busy' | 'not-here' | 'lost' | 'unreadable';

export interface ScanCamera {
  /** The newest picture; undefined until the first one is there. */
  readonly frame: () => Frame | undefined;
  /** Undefined: this camera has no lamp. */
  readonly torch: ((on: boolean) => Promise<void>) | undefined;
  /** The camera was unplugged, or its permission taken back. */
  readonly onLost: (told: () => void) => void;
  readonly close: () => void;
}

export type OpenCamera = () => Promise<
  { readonly ok: true; readonly camera: ScanCamera } | { readonly ok: false; readonly fault: CameraFault }
>;

/** Wide enough for a parcel's label at arm's length; more only costs time. */
const widestPx = 1280;

const faults: Readonly<Record<string, CameraFault>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** The camera at the back, shown in `video`. The picture stays in this page. */
export const cameraIn =
  (video: HTMLVideoElement): OpenCamera =>
  async () => {
    // Absent on a page that is not served securely, whatever the types say.
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (devices === undefined) return { ok: false, fault: 'not-here' };
    try {
      const wanted = { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } };
      const stream = await devices.getUserMedia({ video: wanted, audio: false });
      return await show(stream, video);
    } catch (error) {
      return { ok: false, fault: faults[error instanceof DOMException ? error.name : ''] ?? 'busy' };
    }
  };

const show = async (stream: MediaStream, video: HTMLVideoElement): ReturnType<OpenCamera> => {
  const close = () => {
    for (const one of stream.getTracks()) one.stop();
    video.srcObject = null;
  };
  const [track] = stream.getVideoTracks();
  if (track === undefined) {
    close();
    return { ok: false, fault: 'none' };
  }
  video.srcObject = stream;
  try {
    await video.play();
  } catch (error) {
    close();
    throw error;
  }
  const onLost = (told: () => void) => track.addEventListener('ended', told, { once: true });
  return { ok: true, camera: { frame: framesOf(video), torch: torchOf(track), onLost, close } };
};

const framesOf = (video: HTMLVideoElement): ScanCamera['frame'] => {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  return () => {
    if (context === null || video.videoWidth === 0) return undefined;
    const scale = Math.min(1, widestPx / video.videoWidth);
    const width = Math.round(video.videoWidth * scale);
    const height = Math.round(video.videoHeight * scale);
    if (context.canvas.width !== width || context.canvas.height !== height)
      Object.assign(context.canvas, { width, height });
    context.drawImage(video, 0, 0, width, height);
    return context.getImageData(0, 0, width, height);
  };
};

const torchOf = (track: MediaStreamTrack): ScanCamera['torch'] => {
  // Neither standard list of capabilities nor of constraints has the lamp; phones do.
  const { torch } = track.getCapabilities() as { torch?: boolean };
  if (torch !== true) return undefined;
  return (on) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
};
