import { execFile } from 'node:child_process';
import { chmod } from 'node:fs/promises';

/** An ffmpeg that was started once and answered. */
export interface FfmpegProgram {
  readonly path: string;
  /** Before version 5 the RTSP time-out was called `-stimeout`, and `-timeout` meant to listen. */
  readonly rtspTimeoutOption: '-timeout' | '-stimeout';
}

/**
 * The first of the candidates that runs, or undefined: the caller says in words what to install. A candidate with a
 * folder in its name that may not be executed is made executable first, since install scripts may not have run.
 */
export async function probeFfmpeg(candidates: readonly string[]): Promise<FfmpegProgram | undefined> {
  for (const path of candidates) {
    if (path.includes('/')) await chmod(path, 0o755).catch(() => undefined);
    const help = await run(path, ['-hide_banner', '-h', 'demuxer=rtsp']);
    if (help === undefined) continue;
    return { path, rtspTimeoutOption: help.includes('-stimeout') ? '-stimeout' : '-timeout' };
  }
  return undefined;
}

function run(path: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(path, args, { timeout: 5000 }, (error, stdout) => {
      resolve(error === null ? stdout : undefined);
    });
  });
}
