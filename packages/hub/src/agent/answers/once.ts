import { toBase64url } from '@latchkey/protocol';
import type { Answer } from '../answer.ts';
import type { Core } from '../core.ts';

const answered = new WeakMap<Core, Map<string, Promise<Answer>>>();

/**
 * A repeated statement hears the first one's answer and takes no second place in the journal: whoever relays it could fill the disk
 * with it. `hash` names a statement whose signature verified.
 */
export function once(core: Core, hash: Uint8Array, first: () => Promise<Answer>): Promise<Answer> {
  const known = answered.get(core) ?? new Map<string, Promise<Answer>>();
  answered.set(core, known);
  const name = toBase64url(hash);
  const before = known.get(name);
  if (before !== undefined) return before;
  const answer = first();
  known.set(name, answer);
  // What was not taken is nothing to remember: somebody may sign as many of those as they like.
  const forget = () => known.delete(name);
  void answer.then(({ ok }) => ok || forget(), forget);
  return answer;
}

/** What was confirmed to one household is not confirmed to the next. */
export function forgetAnswers(core: Core): void {
  answered.delete(core);
}
