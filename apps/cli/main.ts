import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readEvidence, verifyEvidence } from '@latchkey/evidence';
import { evidenceEn, fileWords, verdictWords, type Told } from '@latchkey/evidence/words';
import { nodePrimitives, verifyEd25519 } from '@latchkey/keys/node';
import { readVerifierKey } from '@latchkey/log';
import { toBase64url } from '@latchkey/protocol';

const USAGE = `Usage: latchkey verify FILE [--log KEY] [--witness KEY]… [--json]

Checks the evidence of a visit, as the app saves it, without any server.
  --log KEY      the verifier key of the public log that you trust, instead of the file's
  --witness KEY  a witness that you trust; may be given several times
  --json         the verdict for programs
Ends with 0 if it holds, 1 if it does not, 2 if it could not be checked.`;

const primitives = nodePrimitives();

const leave = (code: number, sentence: string): never => {
  (code === 2 ? process.stderr : process.stdout).write(`${sentence}\n`);
  process.exit(code);
};

const isKey = (text: string): boolean => readVerifierKey((bytes) => primitives.sha256(bytes), text) !== undefined;

const run = async (): Promise<never> => {
  const asked = argumentsIn(process.argv.slice(2));
  const [command, path, ...more] = asked.positionals;
  if (command !== 'verify' || path === undefined || more.length > 0) return leave(2, USAGE);
  const { log, witness, json } = asked.values;
  const wrong = [...(log === undefined ? [] : [log]), ...(witness ?? [])].find((key) => !isKey(key));
  if (wrong !== undefined) return leave(2, `${JSON.stringify(wrong)} is no verifier key.`);
  const text = await readFile(path, 'utf8').catch((error: unknown) => leave(2, `${path} could not be read: ${(error as Error).message}`)); // prettier-ignore
  const read = readEvidence(text);
  if (!read.ok) return leave(2, `${path}: ${fileWords(read, evidenceEn)}`);
  const trust = { ...(log === undefined ? {} : { log }), ...(witness === undefined ? {} : { witnesses: witness }) };
  const verdict = verifyEvidence(primitives, verifyEd25519, read.file, trust);
  const { holds, receipts, permission, log: logged, film, story } = verdict;
  const events = story.map(({ claims: { seq, event, iat, door } }) => ({ seq, event, iat, door }));
  const machine = JSON.stringify({ holds, receipts, permission, log: logged, film, story: events }, inText, 2);
  return leave(holds ? 0 : 1, json === true ? machine : linesOf(verdictWords(verdict, evidenceEn)));
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
      options: { log: { type: 'string' }, witness: { type: 'string', multiple: true }, json: { type: 'boolean' } },
    });
  } catch (error) {
    return leave(2, `${(error as Error).message}\n\n${USAGE}`);
  }
};

await run();
