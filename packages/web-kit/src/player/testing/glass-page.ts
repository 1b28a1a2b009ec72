/**
 * A page for measuring and for browser tests: the same camera twice, sealed through the player and bare through a decoder
 * that shares nothing with it. What it saw lies on `glass` for the test that drives the browser.
 */
import { portablePrimitives } from '@latchkey/keys';
import { readStampRgba, stampAgeMs } from '@latchkey/media';
import { CanvasSink, VideoSink, livePlayer, storedPlayer, type PlayerState } from '../index.ts';

interface Setup {
  readonly hubKey: { readonly x: string; readonly yOdd: boolean };
  readonly recordingKey: string;
}

/** Ages of pictures when they became visible, milliseconds, by the clock burnt into them. */
export interface Glass {
  readonly sealed: number[];
  readonly plain: number[];
  /** Pictures whose clock could not be read. */
  unreadable: number;
  readonly phases: string[];
  state?: PlayerState;
  /** Plays the stored film, seeks, and answers with the time in the picture (32 bits) and the player's own idea of it. */
  stored?: (seekMs: number, kind: string) => Promise<StoredLook>;
}

interface StoredLook {
  readonly stamp: number | undefined;
  readonly state: PlayerState;
}

const glass: Glass = { sealed: [], plain: [], unreadable: 0, phases: [] };
Object.assign(globalThis, { glass });

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
const base64Of = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const STRIP_PX = 48;

function note(canvas: HTMLCanvasElement, ages: number[]): void {
  const now = performance.timeOrigin + performance.now();
  const stamp = stampOn(canvas);
  if (stamp === undefined) glass.unreadable += 1;
  else ages.push(stampAgeMs(stamp, now));
}

function stampOn(canvas: HTMLCanvasElement): number | undefined {
  const strip = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, STRIP_PX);
  return strip === undefined ? undefined : readStampRgba({ rgba: strip.data, width: canvas.width, height: STRIP_PX });
}

function watchSealed(setup: Setup, kind: string): void {
  const canvas = document.createElement('canvas');
  const video = document.createElement('video');
  document.body.append(kind === 'video' ? video : canvas);
  const picture = kind === 'video' ? new VideoSink(video) : new CanvasSink(canvas);
  const socket = new WebSocket(`ws://${location.host}/sealed`);
  socket.binaryType = 'arraybuffer';
  const player = livePlayer({
    ...effects(setup),
    picture,
    sendNonce: (nonce) => sendWhenOpen(socket, base64Of(nonce)),
  });
  socket.onmessage = ({ data }) => player.push(new Uint8Array(data as ArrayBuffer));
  const told = picture.onShown;
  picture.onShown = (captureMs) => {
    told(captureMs);
    if (kind !== 'video') note(canvas, glass.sealed);
  };
  if (kind === 'video') noteVideo(video, canvas);
  player.view.subscribe(() => {
    glass.state = player.state;
    if (glass.phases.at(-1) !== player.state.phase) glass.phases.push(player.state.phase);
  });
  setInterval(() => player.tick(), 250);
}

function sendWhenOpen(socket: WebSocket, text: string): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(text);
}

function noteVideo(video: HTMLVideoElement, canvas: HTMLCanvasElement): void {
  const look = (): void => {
    copyPicture(video, canvas);
    note(canvas, glass.sealed);
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
}

/** The floor: frames as they came from the camera, straight into a decoder and onto a canvas. */
function watchPlain(): void {
  const canvas = document.createElement('canvas');
  document.body.append(canvas);
  const context = canvas.getContext('2d', { alpha: false, desynchronized: true });
  const decoder = new VideoDecoder({
    output: (picture) => {
      [canvas.width, canvas.height] =
        canvas.width === picture.codedWidth
          ? [canvas.width, canvas.height]
          : [picture.displayWidth, picture.displayHeight];
      context?.drawImage(picture, 0, 0);
      picture.close();
      note(canvas, glass.plain);
    },
    error: (error) => glass.phases.push(`plain: ${error.message}`),
  });
  let started = false;
  const socket = new WebSocket(`ws://${location.host}/plain`);
  socket.binaryType = 'arraybuffer';
  socket.onmessage = ({ data }) => {
    if (typeof data === 'string') {
      const { codec, avcC } = JSON.parse(data) as { codec: string; avcC: string };
      decoder.configure({ codec, description: bytesOf(avcC).buffer, optimizeForLatency: true });
      return;
    }
    const bytes = new Uint8Array(data as ArrayBuffer);
    const type = bytes[0] === 1 ? 'key' : 'delta';
    if (!started && type === 'delta') return;
    started = true;
    decoder.decode(new EncodedVideoChunk({ type, timestamp: performance.now() * 1000, data: bytes.subarray(1) }));
  };
}

async function playStored(setup: Setup, seekMs: number, kind: string): Promise<StoredLook> {
  const canvas = document.createElement('canvas');
  const video = document.createElement('video');
  document.body.append(kind === 'video' ? video : canvas);
  const picture = kind === 'video' ? new VideoSink(video) : new CanvasSink(canvas);
  const player = storedPlayer({ ...effects(setup), picture });
  const shown = new Promise<number | undefined>((resolve) => {
    picture.onShown = (captureMs) => {
      if (player.state.positionMs !== seekMs || captureMs !== player.state.captureMs) return;
      if (kind === 'video') copyPicture(video, canvas);
      resolve(stampOn(canvas));
    };
  });
  player.push(new Uint8Array(await (await fetch('/stored')).arrayBuffer()));
  await player.end();
  player.seek(seekMs);
  return { stamp: await shown, state: player.state };
}

function copyPicture(video: HTMLVideoElement, canvas: HTMLCanvasElement): void {
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  canvas.getContext('2d')?.drawImage(video, 0, 0);
}

function effects(setup: Setup) {
  const hubKey = { x: bytesOf(setup.hubKey.x), yOdd: setup.hubKey.yOdd };
  return {
    sha256: portablePrimitives.sha256,
    verify: (message: Uint8Array, signature: Uint8Array) => portablePrimitives.verify(hubKey, message, signature),
    openKey: () => Promise.resolve(bytesOf(setup.recordingKey)),
  };
}

const wanted = new URLSearchParams(location.search);
const setup = (await (await fetch('/setup')).json()) as Setup;
glass.stored = (seekMs, kind) => playStored(setup, seekMs, kind);
if (wanted.has('sealed')) watchSealed(setup, wanted.get('sealed') ?? '');
if (wanted.has('plain')) watchPlain();
