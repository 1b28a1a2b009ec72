// What the apps are made of, signed by their makers (docs/release.md): written last, beside each page.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { say } from '../setup.js';

const copies = ['home', 'courier', 'console'];
const sha256 = (bytes) => createHash('sha256').update(bytes);

/** The compressed forms say the same again; the door's page is the demo's toy, and another process serves it. */
const isListed = (path) => !/\.(?:br|gz)$|\/release\.txt/.test(path) && !path.startsWith('/door/');
const addressOf = (webFolder, file) => `/${relative(webFolder, file).split(sep).join('/')}`.replace(/\/index\.html$/, '/');

/** Every file of the built apps → as a release lists it. */
const filesIn = async (webFolder) => {
  const entries = await readdir(webFolder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const listed = files.map((file) => [addressOf(webFolder, file), file]).filter(([path]) => isListed(path));
  const hashed = listed.map(async ([path, file]) => {
    const bytes = await readFile(file);
    return [path, { path, sha256: sha256(bytes).digest('base64'), bytes: bytes.length }];
  });
  return new Map(await Promise.all(hashed));
};

/** Of one commit every checkout says the same, and a later commit something later. What is no checkout has no time. */
const orderOf = async (root) => {
  const given = process.env.SOURCE_DATE_EPOCH;
  if (given !== undefined) return Number(given);
  if (!existsSync(join(root, '.git'))) return 0;
  const { stdout } = await promisify(execFile)('git', ['log', '-1', '--format=%ct'], { cwd: root }).catch(() => ({ stdout: '0' }));
  return Number(stdout.trim());
};

const given = (key, name) => {
  const file = process.env[key];
  return file === undefined || file === '' ? [] : [{ file, name: process.env[name] ?? 'latchkey/release' }];
};

/** Who signs: the release's own key first. Without one, a key of this checkout, which nobody else knows. */
const signersOf = (root) => {
  const own = given('LATCHKEY_RELEASE_KEY', 'LATCHKEY_RELEASE_NAME');
  if (own.length === 0) return [{ file: join(root, '.cache', 'release-key.pem'), name: 'latchkey/development', made: true }];
  return [...own, ...given('LATCHKEY_RELEASE_KEY_BEFORE', 'LATCHKEY_RELEASE_NAME_BEFORE')];
};

/** Two builds that begin at once make one key: the second finds the first's. */
const pemOf = async ({ file, made }, generate) => {
  if (made === true && !existsSync(file)) {
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, generate(), { mode: 0o600, flag: 'wx' }).catch(() => undefined);
  }
  return readFile(file, 'utf8');
};

/** What decides, beside the files themselves, how a release looks; a hash, because keys are in it. */
const stampOf = async (root) => {
  const keys = signersOf(root).map(async (signer) => `${signer.name} ${await readFile(signer.file, 'utf8').catch(() => '')}`);
  return sha256(JSON.stringify([await orderOf(root), ...(await Promise.all(keys))])).digest('hex');
};
const stampIn = (webFolder) => join(webFolder, '..', '.release');

/** Whether what is built was released from this commit and with these keys. */
export const isReleased = async (root, webFolder) =>
  (await readFile(stampIn(webFolder), 'utf8').catch(() => '')) === (await stampOf(root));

/** The code of the form and of the signature is the apps' own, bundled into `parts` for this. */
const partsOf = async (bundle, parts) => {
  const entries = {
    release: 'packages/log/src/release.ts',
    keys: 'packages/keys/src/node-es256.ts',
    headers: 'packages/server/src/http/headers.ts',
  };
  await bundle(entries, parts);
  const load = (name) => import(pathToFileURL(join(parts, `${name}.js`)).href);
  const made = { ...(await load('release')), ...(await load('keys')), ...(await load('headers')) };
  await rm(parts, { recursive: true });
  return made;
};

export const writeRelease = async ({ root, webFolder, bundle, parts }) => {
  const { releaseKey, releaseText, signRelease, es256Signer, generateEs256Key, releasedPolicy } = await partsOf(bundle, parts);
  const signers = [];
  for (const signer of signersOf(root)) {
    const { spki, sign } = es256Signer(await pemOf(signer, generateEs256Key));
    signers.push({ key: releaseKey((bytes) => sha256(bytes).digest(), signer.name, spki), sign });
  }
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const [{ key }] = signers;
  const text = releaseText({ version, order: await orderOf(root), key, policy: releasedPolicy, files: await filesIn(webFolder) });
  const note = signRelease(text, signers);
  for (const folder of copies.filter((name) => existsSync(join(webFolder, name)))) {
    const file = join(webFolder, folder, 'release.txt');
    // Two launchers may both find that it is time.
    await writeFile(`${file}.${process.pid}`, note);
    await rename(`${file}.${process.pid}`, file);
  }
  await writeFile(stampIn(webFolder), await stampOf(root));
  say(`  release: signed by ${key}`);
};
