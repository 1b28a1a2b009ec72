import type { Refusal } from '@latchkey/protocol';
import { toBase64url } from '@latchkey/protocol';

/** What the hub answers over the line: bytes of the protocol, or a refusal with its data. */
export type Answer =
  | { readonly ok: true; readonly message?: string }
  | { readonly ok: false; readonly refusal: { readonly reason: string } & Readonly<Record<string, unknown>> };

export const yes = (message?: Uint8Array): Answer =>
  message === undefined ? { ok: true } : { ok: true, message: toBase64url(message) };

export const no = (refusal: Refusal): Answer => ({ ok: false, refusal: { ...refusal } });

/** For statements that are not knocks: `problem` is one of the protocol's own words. */
export const problem = (reason: string): Answer => ({ ok: false, refusal: { reason } });
