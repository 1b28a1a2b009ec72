import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { FfmpegProgram } from './program.ts';

/** What a running ffmpeg hands over. */
export interface ChildSink {
  video(chunk: Uint8Array): void;
  picture(chunk: Uint8Array): void;
  /** Large pictures, where they were asked for. */
  look(chunk: Uint8Array): void;
  /** Once, when it is gone; `why` is its last word, for the log. */
  ended(why: string): void;
}

export interface Child {
  kill(): void;
}

export type StartChild = (program: FfmpegProgram, args: readonly string[], sink: ChildSink) => Child;

const LAST_WORDS = 500;

/** ffmpeg repeats the camera's address with its password; a log must not. */
export function withoutPasswords(words: string): string {
  return words.replace(/\/\/\S*@/g, '//');
}

/** A real ffmpeg as a child process; it dies with its pipes when the hub is killed. */
export const startFfmpeg: StartChild = (program, args, sink) => {
  const child = spawn(program.path, args, { stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'] });
  let words = '';
  let over = false;
  const end = (why: string): void => {
    if (over) return;
    over = true;
    sink.ended(why);
  };
  child.stdout?.on('data', (chunk: Buffer) => sink.video(chunk));
  (child.stdio[3] as Readable).on('data', (chunk: Buffer) => sink.picture(chunk));
  (child.stdio[4] as Readable).on('data', (chunk: Buffer) => sink.look(chunk));
  child.stderr?.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-LAST_WORDS)));
  child.on('error', (error) => end(withoutPasswords(error.message)));
  child.on('close', (code) =>
    end(words.trim() === '' ? `ffmpeg ended with ${code ?? 'a signal'}` : withoutPasswords(words.trim())),
  );
  return { kill: () => child.kill('SIGKILL') };
};
