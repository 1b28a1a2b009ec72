import { Command, InvalidArgumentError } from 'commander';
import type { Language } from '@latchkey/carrier-sdk';

export interface Settings {
  /** scheme://host:port of the Latchkey server, where somebody named it. */
  readonly server: string | undefined;
  /** Folder of the running demo's data: the carrier's set-up secret is read there, this program's keys are kept there. */
  readonly data: string;
  readonly language: Language;
  /** Everything that only waits for people to follow is shortened; what waits for the door is not. */
  readonly fast: boolean;
  /** Only the courier: waits for stops that a dispatch assigns, and serves them until it is stopped. */
  readonly robot: boolean;
  /** Say another parcel's number at the door, to see it stay shut. */
  readonly wrongParcel: boolean;
  /** How long to wait for a person, in seconds. */
  readonly patienceS: number;
}

interface Options {
  server?: string;
  data: string;
  lang: Language;
  fast: boolean;
  robot: boolean;
  wrongParcel: boolean;
  patience: number;
}

const language = (value: string): Language => {
  if (value === 'en' || value === 'de') return value;
  throw new InvalidArgumentError('en or de');
};

const seconds = (value: string): number => {
  const read = Number(value);
  if (Number.isSafeInteger(read) && read > 0 && read <= 86_400) return read;
  throw new InvalidArgumentError('whole seconds, from 1 to 86400');
};

/** `environment` gives the defaults: PORT, LATCHKEY_DATA and the language of the terminal. */
export const readSettings = (
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Settings => {
  const spoken = environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? '';
  const program = new Command()
    .name('npm run demo:visit --')
    .description(
      'Plays a carrier and its courier against a running `npm start`: announces a parcel, drives, knocks, leaves.',
    )
    .option('--server <url>', 'address of the Latchkey server')
    .option('--data <folder>', 'data folder of the running demo', environment['LATCHKEY_DATA'] ?? '.latchkey')
    .option('--lang <en|de>', 'language of the sentences', language, spoken.startsWith('de') ? 'de' : 'en')
    .option('--fast', 'do not dawdle', false)
    .option('--robot', 'only the courier: serve the stops that a dispatch assigns, until stopped', false)
    .option('--wrong-parcel', 'say another parcel’s number at the door', false)
    .option('--patience <seconds>', 'how long to wait for a person', seconds, 900);
  program.parse([...argv], { from: 'user' });
  const read = program.opts<Options>();
  const port = environment['PORT'];
  return {
    server: read.server?.replace(/\/+$/, '') ?? (port === undefined ? undefined : `http://localhost:${port}`),
    data: read.data,
    language: read.lang,
    fast: read.fast,
    robot: read.robot,
    wrongParcel: read.wrongParcel,
    patienceS: read.patience,
  };
};
