import { resolve } from 'node:path';
import { nodePrimitives } from '@latchkey/keys/node';
import { readVerifierKey, type NoteKey } from '@latchkey/log';

/** A sentence for the person who set it. */
export class WrongSetting extends Error {}

export interface WitnessSettings {
  readonly host: string;
  readonly port: number;
  readonly folder: string;
  /** What its signatures are called; kept with the key at the first start. */
  readonly name: string;
  /** Asked only of a witness that watches: its own key it has before it knows any log. */
  readonly logs: () => readonly NoteKey[];
}

const sha256 = (bytes: Uint8Array): Uint8Array => primitives.sha256(bytes);
const primitives = nodePrimitives();

const portIn = (text: string): number => {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new WrongSetting(`WITNESS_PORT is ${JSON.stringify(text)}; it must be a port number from 1 to 65535.`);
};

/** Verifier keys, apart by spaces or commas: `host/log+0123abcd+AbCd…`. */
const logsIn = (text: string): NoteKey[] => {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length === 0)
    throw new WrongSetting(
      'LATCHKEY_WITNESS_LOGS is empty; give the verifier keys of the logs to watch (a server says its own at /api/log/key).',
    );
  const logs = words.map((word) => {
    const key = readVerifierKey(sha256, word);
    if (key?.kind === 1) return key;
    throw new WrongSetting(`LATCHKEY_WITNESS_LOGS has ${JSON.stringify(word)}, which is no verifier key of a log.`);
  });
  if (new Set(logs.map(({ name }) => name)).size < logs.length)
    throw new WrongSetting('LATCHKEY_WITNESS_LOGS has two keys for one log; a witness trusts one.');
  return logs;
};

/** Every setting of a witness comes from the environment; docs/operating/witness.md has the list. */
export const readSettings = (env: NodeJS.ProcessEnv, cwd: string): WitnessSettings => {
  const port = portIn(env['WITNESS_PORT'] ?? '8410');
  return {
    host: env['WITNESS_HOST'] ?? '127.0.0.1',
    port,
    folder: resolve(cwd, env['LATCHKEY_WITNESS_DATA'] ?? '.latchkey/witness'),
    name: env['LATCHKEY_WITNESS_NAME'] ?? `localhost:${port}/witness`,
    logs: () => logsIn(env['LATCHKEY_WITNESS_LOGS'] ?? ''),
  };
};
