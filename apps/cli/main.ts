import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readEvidence, verifyEvidence } from '@latchkey/evidence';
import { evidenceEn, fileWords, verdictWords, type Told } from '@latchkey/evidence/words';
import { nodePrimitives, verifyEd25519 } from '@latchkey/keys/node';
import { readVerifierKey } from '@latchkey/log';
import { toBase64url } from '@latchkey/protocol';
import { Unasked, verifyApp, type Asked } from './verify-app.ts';

const USAGE = `Usage: latchkey verify FILE [--log KEY] [--witness KEY]… [--json]
       latchkey verify-app ORIGIN [--key KEY] [--build FOLDER] [--log KEY] [--log-at ORIGIN] [--witness KEY]… [--json]

verify checks the evidence of a visit, as the app saves it, without any server.
verify-app checks that a server serves the apps that their makers signed, and that they are in its log.
  --log KEY      the verifier key of the public log that you trust, instead of the file's or the server's
  --witness KEY  a witness that you trust; may be given several times
  --key KEY      the makers' verifier key, from where they publish it
  --build FOLDER your own build of the same sources (dist/web), compared file by file
  --log-at ORIGIN the server whose log has the release of a hub's page at home, which has none
  --json         the verdict for programs
Ends with 0 if it holds, 1 if it does not, 2 if it could not be checked, 3 if what is there holds but film is missing or it is not proven that a visit's receipts are all, and 4 if the visit holds but the file accuses its log.`;

const primitives = nodePrimitives();

const leave = (code: number, sentence: string): never => {
  (code === 2 ? process.stderr : process.stdout).write(`${sentence}\n`);
  process.exit(code);
};

const isKey = (text: string): boolean => readVerifierKey((bytes) => primitives.sha256(bytes), text) !== undefined;

const run = async (): Promise<never> => {
  const asked = argumentsIn(process.argv.slice(2));
  const [command, what, ...more] = asked.positionals;
  const { log, witness = [], key, build, 'log-at': logAt } = asked.values;
  const wrong = [...(log === undefined ? [] : [log]), ...witness].find((text) => !isKey(text));
  if (what === undefined || more.length > 0) return leave(2, USAGE);
  if (wrong !== undefined) return leave(2, `${JSON.stringify(wrong)} is no verifier key.`);
  const isJson = asked.values.json === true;
  if (command === 'verify' && [key, build, logAt].every((one) => one === undefined))
    return verifyFile(what, log, witness, isJson);
  if (command === 'verify-app')
    return verifyServer(
      {
        origin: originIn(what),
        key,
        build,
        log,
        logAt: logAt === undefined ? undefined : originIn(logAt),
        witnesses: witness,
      },
      isJson,
    );
  return leave(2, USAGE);
};

const verifyFile = async (
  path: string,
  log: string | undefined,
  witnesses: readonly string[],
  isJson: boolean,
): Promise<never> => {
  const text = await readFile(path, 'utf8').catch((error: unknown) => leave(2, `${path} could not be read: ${(error as Error).message}`)); // prettier-ignore
  const read = readEvidence(text);
  if (!read.ok) return leave(2, `${path}: ${fileWords(read, evidenceEn)}`);
  const trust = { ...(log === undefined ? {} : { log }), ...(witnesses.length === 0 ? {} : { witnesses }) };
  const verdict = verifyEvidence(primitives, verifyEd25519, read.file, trust);
  const { holds, incomplete, receipts, permission, log: logged, film, story } = verdict;
  const events = story.map(({ claims: { seq, event, iat, door } }) => ({ seq, event, iat, door }));
  const machine = JSON.stringify(
    { holds, incomplete, receipts, permission, log: logged, film, story: events },
    inText,
    2,
  );
  const accuses = logged.kind === 'two-stories' || logged.kind === 'shrunk';
  const code = !holds ? 1 : accuses ? 4 : incomplete ? 3 : 0;
  return leave(code, isJson ? machine : linesOf(verdictWords(verdict, evidenceEn)));
};

const verifyServer = async (asked: Asked, isJson: boolean): Promise<never> => {
  const verdict = await verifyApp(asked).catch((error: unknown) => {
    if (error instanceof Unasked || error instanceof TypeError) return leave(2, error.message);
    throw error;
  });
  const { holds, findings, hints } = verdict;
  const words = [...findings, ...hints, holds ? 'It holds.' : 'It does not hold.'].join('\n');
  return leave(holds ? 0 : 1, isJson ? JSON.stringify(verdict, undefined, 2) : words);
};

const originIn = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) ? url.origin : leave(2, `${JSON.stringify(text)} is no address of a server: https://latchkey.example`); // prettier-ignore
};

const inText = (_: string, value: unknown): unknown => (value instanceof Uint8Array ? toBase64url(value) : value);

const linesOf = ({ findings, story, sum }: Told): string => {
  const told = story.map(({ time, words, where }) => `  ${time}  ${words} (${where})`);
  const found = findings.map(({ name, words }) => `${name}: ${words}`);
  return [...found, ...(told.length === 0 ? [] : ['', ...told, '']), sum].join('\n');
};

const argumentsIn = (args: string[]) => {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        log: { type: 'string' },
        witness: { type: 'string', multiple: true },
        key: { type: 'string' },
        build: { type: 'string' },
        'log-at': { type: 'string' },
        json: { type: 'boolean' },
      },
    });
  } catch (error) {
    return leave(2, `${(error as Error).message}\n\n${USAGE}`);
  }
};

await run();
