import type { Clock, Later } from '../model/clock.ts';
import { createCell, type Observable } from '../model/observable.ts';
import type { CameraFault, OpenCamera, ScanCamera } from './camera.ts';
import type { CodeReader } from './code-reader.ts';
import type { CodeFormat } from './decoder.ts';

export type ScanState =
  | { readonly kind: 'closed' }
  /** The browser asks the person, or the camera starts. */
  | { readonly kind: 'opening' }
  | { readonly kind: 'looking'; readonly torch: 'none' | 'off' | 'on' }
  | { readonly kind: 'failed'; readonly fault: CameraFault };

export interface ScanParts {
  readonly openCamera: OpenCamera;
  readonly openReader: () => CodeReader;
  readonly formats: readonly CodeFormat[];
  /** Told once a code while it stays in sight, and again when it comes back. */
  readonly onFound: (text: string) => void;
  readonly clock: Clock;
  readonly later: Later;
}

export interface Scan {
  readonly state: Observable<ScanState>;
  readonly open: () => Promise<void>;
  readonly turnTorch: () => Promise<void>;
  readonly close: () => void;
}

const pauseMs = 120;
/** A code that has not been seen for this long has left the picture. */
const outOfSightMs = 2500;

/** Looks for codes until it is closed. One opening at a time: an answer that comes after the close shuts the camera again. */
export const createScan = (parts: ScanParts): Scan => {
  const state = createCell<ScanState>({ kind: 'closed' });
  const lastSeenMs = new Map<string, number>();
  let turn = 0;
  let camera: ScanCamera | undefined;
  let reader: CodeReader | undefined;

  const letGo = () => {
    turn += 1;
    camera?.close();
    reader?.close();
    camera = undefined;
    reader = undefined;
    lastSeenMs.clear();
  };
  const fail = (fault: CameraFault) => {
    letGo();
    state.set({ kind: 'failed', fault });
  };
  const tell = (text: string) => {
    const seenMs = lastSeenMs.get(text);
    const nowMs = parts.clock.steadyMs();
    lastSeenMs.set(text, nowMs);
    if (seenMs === undefined || nowMs - seenMs > outOfSightMs) parts.onFound(text);
  };
  const look = async (mine: number): Promise<void> => {
    const frame = camera?.frame();
    try {
      const texts = frame === undefined ? [] : await reader?.read(frame, parts.formats);
      if (mine !== turn) return;
      for (const text of texts ?? []) if (mine === turn) tell(text);
    } catch {
      if (mine === turn) fail('unreadable');
    }
    if (mine === turn) parts.later(() => void look(mine), pauseMs);
  };
  const open = async () => {
    letGo();
    const mine = turn;
    state.set({ kind: 'opening' });
    const opened = await parts.openCamera();
    if (mine !== turn) {
      if (opened.ok) opened.camera.close();
      return;
    }
    if (!opened.ok) {
      fail(opened.fault);
      return;
    }
    camera = opened.camera;
    reader = parts.openReader();
    camera.onLost(() => {
      if (mine === turn) fail('lost');
    });
    state.set({ kind: 'looking', torch: camera.torch === undefined ? 'none' : 'off' });
    void look(mine);
  };
  const turnTorch = async () => {
    const before = state.get();
    if (before.kind !== 'looking' || before.torch === 'none') return;
    const on = before.torch === 'off';
    const mine = turn;
    const done = await camera?.torch?.(on).then(
      () => true,
      () => false,
    );
    if (mine === turn && done === true) state.set({ kind: 'looking', torch: on ? 'on' : 'off' });
  };
  const close = () => {
    letGo();
    state.set({ kind: 'closed' });
  };
  return { state, open, turnTorch, close };
};
