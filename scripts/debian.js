// Debian packages that the tests use. As root they are installed; otherwise what is missing is said, and what is not run for it.
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, say } from './setup.js';

const onPath = (program) => (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)));
const debianPostgres = () => existsSync('/usr/lib/postgresql') && readdirSync('/usr/lib/postgresql').some((version) => existsSync(`/usr/lib/postgresql/${version}/bin/postgres`));

/** A machine that runs services has a time daemon of its own, which chrony's package would take the place of: there it is for a person to install. */
const runsServices = existsSync('/run/systemd/system');

const wanted = [
  { name: 'chromium', package: 'chromium', isThere: () => onPath('chromium'), without: 'the browser tests' },
  { name: 'postgresql', package: 'postgresql', isThere: debianPostgres, without: "the store's suite against Debian's PostgreSQL" },
  { name: 'ffmpeg', package: 'ffmpeg', isThere: () => onPath('ffmpeg'), without: 'camera tests with the current ffmpeg (the static one serves)' },
  { name: 'chrony', package: 'chrony', isThere: () => existsSync('/usr/sbin/chronyd'), without: 'the hub against two real time servers', byHand: runsServices },
  { name: 'strace', package: 'strace', isThere: () => onPath('strace'), without: 'the test that sees the fsync' },
];

/** @returns {Promise<Set<string>>} the names of what is still missing */
export const preparePackages = async () => {
  const lacking = wanted.filter((part) => !part.isThere());
  if (lacking.length === 0) return new Set();
  const packages = lacking.filter((part) => part.byHand !== true).map((part) => part.package);
  if (packages.length > 0 && process.getuid?.() === 0 && onPath('apt-get')) await withoutDaemons(() => install(packages));
  const still = lacking.filter((part) => !part.isThere());
  for (const part of still) say(`Missing: ${part.name} (Debian package ${part.package}). Not run for that reason: ${part.without}.`);
  if (still.length > 0) say(`To run them too: apt-get install ${still.map((part) => part.package).join(' ')}`);
  return new Set(still.map((part) => part.name));
};

/** Debian asks this file before a package starts what it brings; the tests start their own, and none may touch the machine's clock. */
const policy = '/usr/sbin/policy-rc.d';
const withoutDaemons = async (work) => {
  if (existsSync(policy)) return work();
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return await work();
  } finally {
    rmSync(policy, { force: true });
  }
};

const install = async (packages) => {
  say(`Installing Debian packages: ${packages.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env, stdio: ['ignore', 'ignore', 'inherit'] });
};
