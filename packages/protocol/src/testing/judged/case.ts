import { toHex, type Link } from '../../index.ts';
import { playJudged, type Asked, type JudgedVector } from './vector.ts';

/** One case before it becomes a part of its page's file. */
export interface JudgedCase {
  readonly comment: string;
  readonly ask: () => Promise<Asked>;
  /** Absent: it is taken. */
  readonly problem?: string;
}

/** What a yes brings, and what is beside a no, the code gives; whether it is one or the other, and which no, the case itself says. */
export async function judgedVector({ comment, ask, problem }: JudgedCase): Promise<JudgedVector> {
  const asked = await ask();
  const expect = playJudged(asked);
  const heard = 'problem' in expect ? String(expect['problem']) : undefined;
  if (heard !== problem) throw new Error(`${comment}: ${heard ?? 'taken'} instead of ${problem ?? 'taken'}`);
  return { comment, ...asked, expect };
}

/** With the last byte, of the signature, changed. */
export const bent = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from(bytes, (byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte));

export const half = (bytes: Uint8Array): Uint8Array => bytes.slice(0, -1);

export const hexOf = async (link: Promise<Link<unknown>>): Promise<string> => toHex((await link).bytes);
