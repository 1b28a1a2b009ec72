/** The server cannot run here; the message is a sentence for the person who started it, with what to do. Exit code 2. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}
