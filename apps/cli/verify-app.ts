import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodePrimitives, verifyEd25519, verifyEs256, whyUnreached } from '@latchkey/keys/node';
import { bytesWithin, readProof, readVerifierKey, verifyProof, type NoteKey } from '@latchkey/log';
import { isPolicyOf, openRelease, releasedWorker, type Release, type ReleasedFile } from '@latchkey/log/release';
import { toBase64url } from '@latchkey/protocol';
import * as z from 'zod';

/** Asked from outside: is what this server serves what the makers signed, and is that in its log? docs/release.md */

export interface Asked {
  /** `https://latchkey.example` */
  readonly origin: string;
  /** The makers' verifier key, from where they published it. */
  readonly key: string | undefined;
  readonly log: string | undefined;
  /** Whose log has the release, where what is asked has none of its own: a hub's page at home. */
  readonly logAt: string | undefined;
  readonly witnesses: readonly string[];
  /** A folder of one's own build to compare with. */
  readonly build: string | undefined;
}

export interface AppVerdict {
  readonly holds: boolean;
  readonly findings: readonly string[];
  /** What somebody can do who wants to know more. */
  readonly hints: readonly string[];
}

/** Something could not be asked: no verdict. */
export class Unasked extends Error {}

const LIMIT_BYTES = 16 * 1024 * 1024;
const LIMIT_MS = 30_000;
const AT_ONCE = 6;
const apps = ['home', 'courier', 'console'];
const primitives = nodePrimitives();
const sha256 = (bytes: Uint8Array): Uint8Array => primitives.sha256(bytes);
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

interface Got {
  readonly status: number;
  readonly bytes: Uint8Array;
  readonly policy: string;
}

const get = async (origin: string, path: string): Promise<Got> => {
  const answer = await fetch(origin + path, { redirect: 'manual', signal: AbortSignal.timeout(LIMIT_MS) }).catch(
    (error: unknown) => {
      throw new Unasked(`${origin}${path} could not be fetched: ${whyUnreached(error)}`);
    },
  );
  const bytes = await bytesWithin(answer.body ?? [], LIMIT_BYTES);
  return { status: answer.status, bytes, policy: answer.headers.get('content-security-policy') ?? '' };
};

/** What is wrong with one file as it is served; undefined: nothing. */
const faultOf = (release: Release, file: ReleasedFile, { status, bytes, policy }: Got): string | undefined => {
  if (status !== 200) return `${file.path} answers ${status}`;
  const isWorker = file.path.endsWith('/worker.js');
  const released = isWorker ? new TextEncoder().encode(releasedWorker(textOf(bytes))) : bytes;
  if (released.length !== file.bytes || hashOf(released) !== file.sha256) return `${file.path} is another file`;
  if (file.path.endsWith('/') && !isPolicyOf(release, policy)) return `${file.path} comes with another policy`;
  return undefined;
};

/** A few at a time: whoever checks a server does not want to be a load on it. */
const eachOf = async <T>(items: readonly T[], work: (item: T) => Promise<string | undefined>): Promise<string[]> => {
  const faults: string[] = [];
  const rest = items.values();
  const worker = async () => {
    for (const item of rest) {
      const fault = await work(item);
      if (fault !== undefined) faults.push(fault);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return faults.sort();
};

const localFault = async (folder: string, { path, sha256: hash }: ReleasedFile): Promise<string | undefined> => {
  const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) return `${path} is not in ${folder}`;
  return hashOf(bytes) === hash ? undefined : `${path} is another file in ${folder}`;
};

const keysShape = z.looseObject({ log: z.string().max(300), witnesses: z.array(z.string().max(300)).max(16) });

const keyIn = (text: string): NoteKey => {
  const key = readVerifierKey(sha256, text);
  if (key === undefined) throw new Unasked(`${JSON.stringify(text)} is no verifier key.`);
  return key;
};

/** Every witness that was named must have seen it. */
const loggedIn = async (asked: Asked, text: string): Promise<{ readonly ok: boolean; readonly words: string }> => {
  const told = await get(asked.logAt ?? asked.origin, '/api/log/key');
  const keys = keysShape.safeParse(told.status === 200 ? JSON.parse(textOf(told.bytes)) : undefined);
  if (!keys.success) return { ok: false, words: 'the server has no log.' };
  const entry = sha256(new TextEncoder().encode(text));
  const proof = await get(asked.logAt ?? asked.origin, `/api/log/proofs/${toBase64url(entry)}`);
  const read = proof.status === 200 ? readProof(textOf(proof.bytes)) : undefined;
  if (read === undefined) return { ok: false, words: 'The log of this server does not have this release.' };
  const named = asked.witnesses.length > 0;
  const witnesses = (named ? asked.witnesses : keys.data.witnesses).map(keyIn);
  const trusted = { verify: verifyEd25519, log: keyIn(asked.log ?? keys.data.log), witnesses };
  const seen = verifyProof(sha256, trusted, named ? witnesses.length : 0, entry, read);
  if (!seen.ok) return { ok: false, words: `The log's proof does not hold: ${seen.problem}.` };
  const { origin, size, seenBy } = seen.checkpoint;
  const by = seenBy.length === 0 ? 'no witness has seen it' : `seen by ${seenBy.map(({ name }) => name).join(', ')}`;
  return { ok: true, words: `${origin} has this release, in a tree of ${size}; ${by}.` };
};

/** A hub serves the household's app alone, and keeps no log: another's has to show the release, or one's own build. */
const loggedElsewhere = async (asked: Asked, text: string) => {
  if (asked.logAt !== undefined) return loggedIn(asked, text);
  if (asked.build !== undefined) return { ok: true, words: 'not asked; your own build was compared.' };
  throw new Unasked(`${asked.origin} is a page at home, which has no log. Name the household's server with --log-at, or your own build with --build.`); // prettier-ignore
};

const counted = (faults: readonly string[], well: string, ill: string): string =>
  faults.length === 0 ? well : `${ill}\n${faults.map((fault) => `  ${fault}`).join('\n')}`;

/** The releases that are served, the household's app's first, and the apps that are not: a page at home has one app. */
const releasesAt = async (origin: string) => {
  const asked = await Promise.all(apps.map(async (app) => ({ app, got: await get(origin, `/${app}/release.txt`) })));
  const isServed = ({ app, got }: (typeof asked)[number]) => got.status !== 404 || app === 'home';
  const notes = asked.filter(isServed).map(({ got }) => got);
  const missing = asked.filter((one) => !isServed(one)).map(({ app }) => app);
  return { notes: notes.every(({ status }) => status === 200) ? notes : [], missing };
};

/** The page of a screen beside a door has no release of its own: it is served by hubs alone, and only where such a screen is set up. */
const SCREEN = 'display';
const servesScreens = async (origin: string): Promise<boolean> => (await get(origin, `/${SCREEN}/`)).status !== 404;

export const verifyApp = async (asked: Asked): Promise<AppVerdict> => {
  const { notes, missing } = await releasesAt(asked.origin);
  const [first] = notes;
  const atHome = missing.length > 0;
  if (first === undefined || (atHome && missing.length !== apps.length - 1))
    throw new Unasked(`${asked.origin} serves no release of its apps.`);
  const pin = asked.key === undefined ? undefined : { key: asked.key, order: 0 };
  const opened = await openRelease(verifyEs256, pin, textOf(first.bytes));
  if (!opened.ok) return { holds: false, findings: [`Signature: ${signatureProblems[opened.problem]}`], hints: [] };
  const { release, text } = opened;
  const same = notes.every(({ bytes }) => hashOf(bytes) === hashOf(first.bytes));
  const all = [...release.files.values()];
  const absent = (await servesScreens(asked.origin)) ? missing : [...missing, SCREEN];
  const files = all.filter(({ path }) => !absent.some((app) => path.startsWith(`/${app}/`)));
  const served = await eachOf(files, async (file) => faultOf(release, file, await get(asked.origin, file.path)));
  const { build } = asked;
  const own = build === undefined ? [] : await eachOf(all, (file) => localFault(build, file));
  const log = await (atHome ? loggedElsewhere : loggedIn)(asked, text);
  const made = new Date(release.order * 1000).toISOString().slice(0, 16).replace('T', ' ');
  return {
    holds: same && served.length === 0 && own.length === 0 && log.ok,
    findings: [
      `Release: ${release.version} of ${made} UTC, signed by ${release.key}.`,
      ...(atHome ? ['A page at home: it serves the household’s app alone.'] : []),
      ...(same ? [] : ['The apps of this server have different releases.']),
      `Served: ${counted(served, `all ${files.length} files are those that were signed.`, `${served.length} of ${files.length} files are not what was signed.`)}`,
      ...(build === undefined ? [] : [`Own build: ${counted(own, 'the same, file by file.', 'not the same.')}`]),
      `Log: ${log.words}`,
    ],
    hints: asked.key === undefined ? ['Whose key that is, this cannot tell: compare it with what the makers publish, or say --key.'] : [], // prettier-ignore
  };
};

const signatureProblems = {
  malformed: 'what this server serves as a release is none.',
  'other-key': 'the release is not signed by this key.',
  'signature-wrong': 'the release was changed after it was signed.',
  older: 'the release is older than it may be.',
};
