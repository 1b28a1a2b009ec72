import type { FfmpegProgram } from './program.ts';

/** Where pictures come from. A `file` is played in real time, again and again. */
export type CameraSource =
  | { readonly kind: 'rtsp'; readonly url: string }
  | { readonly kind: 'v4l2'; readonly device: string }
  | { readonly kind: 'file'; readonly path: string };

/** The small grey pictures that show whether the camera is alive. */
export const SMALL_WIDTH = 160;
export const SMALL_HEIGHT = 90;

/** Pictures large enough for a code that is held before the camera; a smaller one stands in their upper left corner. */
export const LOOK_WIDTH = 1280;
export const LOOK_HEIGHT = 720;

const SOCKET_TIMEOUT_US = '3000000';

/**
 * FLV on pipe 1, because it hands a frame on when it is whole; small grey pictures of the key frames on pipe 3, and large ones on
 * pipe 4 where somebody looks for codes in them. `-threads 1` stands before the input, or a frame waits in the decoder.
 */
export function cameraArguments(source: CameraSource, program: FfmpegProgram, looks = false): string[] {
  const small = `scale=${SMALL_WIDTH}:${SMALL_HEIGHT}:flags=area,format=gray`;
  const within = `scale='min(${LOOK_WIDTH},iw)':'min(${LOOK_HEIGHT},ih)':force_original_aspect_ratio=decrease`;
  const large = `select='isnan(prev_selected_t)+gte(t-prev_selected_t,0.8)',${within},pad=${LOOK_WIDTH}:${LOOK_HEIGHT},format=gray`;
  return [
    ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-threads', '1'],
    ...input(source, program),
    ...[
      '-map',
      '0:v:0',
      '-an',
      ...videoCodec(source),
      '-f',
      'flv',
      '-flvflags',
      'no_duration_filesize',
      '-flush_packets',
      '1',
      'pipe:1',
    ],
    ...greyPictures(small, 'pipe:3'),
    ...(looks ? greyPictures(large, 'pipe:4') : []),
  ];
}

const greyPictures = (filter: string, pipe: string): string[] => [
  ...['-map', '0:v:0', '-an', '-vsync', '0', '-vf', filter],
  ...['-f', 'rawvideo', '-flush_packets', '1', pipe],
];

function input(source: CameraSource, program: FfmpegProgram): string[] {
  const keyFramesOnly = ['-skip_frame', 'nokey'];
  switch (source.kind) {
    case 'rtsp': {
      const quick = [
        '-fflags',
        'nobuffer',
        '-flags',
        'low_delay',
        '-probesize',
        '100000',
        '-analyzeduration',
        '500000',
        '-fpsprobesize',
        '0',
      ];
      return [
        ...keyFramesOnly,
        ...quick,
        '-rtsp_transport',
        'tcp',
        program.rtspTimeoutOption,
        SOCKET_TIMEOUT_US,
        '-i',
        source.url,
      ];
    }
    case 'v4l2':
      return ['-f', 'v4l2', '-input_format', 'mjpeg', '-framerate', '15', '-i', source.device];
    case 'file':
      return [...keyFramesOnly, '-re', '-stream_loop', '-1', '-i', source.path];
  }
}

/** A network camera and a file are H.264 already and stay as they are; a webcam's pictures are encoded once. */
function videoCodec(source: CameraSource): string[] {
  if (source.kind !== 'v4l2') return ['-c:v', 'copy'];
  const fast = ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p'];
  return [...fast, '-g', '15', '-keyint_min', '15', '-sc_threshold', '0', '-bf', '0'];
}
