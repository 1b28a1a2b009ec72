// `npm start [-- --fresh]`: sets up, builds, starts server, demo hardware (which powers the hub) and a witness of the log, prints the addresses, stays.
import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { giveUp, root, say, setup } from './setup.js';
import { buildAll } from './build.js';
import { takenPort } from './ports.js';
import { keepRunning } from './keep-running.js';

const usage = 'usage: npm start [-- --fresh]   (settings: docs/operating/running.md)';

const readArguments = (args) => {
  const unknown = args.find((arg) => arg !== '--fresh');
  if (unknown !== undefined) giveUp(`I do not know ${unknown}.\n${usage}`, 2);
  return { fresh: args.includes('--fresh') };
};

const readPort = (name, fallback) => {
  const text = process.env[name] ?? String(fallback);
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) giveUp(`${name} is ${JSON.stringify(text)}; it must be a port number from 1 to 65535.`, 2);
  return port;
};

const readSettings = () => ({
  data: resolve(process.env.LATCHKEY_DATA ?? join(root, '.latchkey')),
  ports: {
    PORT: readPort('PORT', 8400),
    HARDWARE_PORT: readPort('HARDWARE_PORT', 8401),
    CARRIER_PORT: readPort('CARRIER_PORT', 8402),
    CAMERA_PORT: readPort('CAMERA_PORT', 8403),
    LAN_PORT: readPort('LAN_PORT', 8404),
    WITNESS_PORT: readPort('WITNESS_PORT', 8405),
  },
});

const purposes = { PORT: 'the server', HARDWARE_PORT: 'the demo hardware', CARRIER_PORT: "the demo carrier's domain", CAMERA_PORT: 'the demo camera', LAN_PORT: "the hub's own page", WITNESS_PORT: 'the witness of the log' };

const checkPorts = async (ports) => {
  const twice = Object.entries(ports).find(([name, port]) => Object.entries(ports).some(([other, p]) => other !== name && p === port));
  if (twice !== undefined) giveUp(`Port ${twice[1]} is set twice; give each part a port of its own.`, 2);
  for (const [name, port] of Object.entries(ports)) {
    if (!(await takenPort(port))) continue;
    giveUp(`Port ${port}, wanted for ${purposes[name]}, is already in use. Stop what uses it, or choose another: ${name}=${port + 100} npm start`, 2);
  }
};

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** One launcher a data folder: two would start two hubs with one key. */
const takeFolder = async (data) => {
  const file = join(data, 'launcher.pid');
  if (existsSync(file)) {
    const pid = Number(await readFile(file, 'utf8'));
    if (pid !== process.pid && Number.isInteger(pid) && pid > 0 && isAlive(pid)) {
      giveUp(`Latchkey already runs with this data folder (process ${pid}, ${data}). End it first, or set LATCHKEY_DATA to another folder.`, 2);
    }
  }
  await mkdir(data, { recursive: true });
  await writeFile(file, String(process.pid));
};

/** As root the embedded PostgreSQL lives outside the clone, where its unprivileged user can reach it; see packages/server/src/postgres. */
const databaseFolder = (data) => join('/var/lib/latchkey', createHash('sha256').update(data).digest('hex').slice(0, 16));

const beginAnew = async (data) => {
  await rm(data, { recursive: true, force: true });
  await rm(databaseFolder(data), { recursive: true, force: true });
};

const isHealthy = async (port) => {
  try {
    return (await fetch(`http://127.0.0.1:${port}/health`)).ok;
  } catch {
    return false;
  }
};

/** Resolves when the server answers; progress dots on the way, because the first start makes a database. */
const serverReady = async (port, program) => {
  while (!(await isHealthy(port))) {
    if (program.gaveUp()) return false;
    await new Promise((done) => setTimeout(done, 50));
  }
  return true;
};

const program = (file) => join(root, 'dist/node', file);

/** What the server is told of the witness beside it, and of those that were set. The witness makes its key at the first start. */
const witnessesOf = async (env) => {
  const asked = promisify(execFile)(process.execPath, [program('witness.js'), 'key'], { env });
  const { stdout } = await asked.catch(({ stderr }) => giveUp(`The witness has no key. It said: ${stderr?.trim() || 'nothing'}`));
  return [env.LATCHKEY_WITNESSES, `${stdout.trim()}@http://127.0.0.1:${env.WITNESS_PORT}`].filter(Boolean).join(' ');
};

/** The key of the log that the witness is to watch, from a server that may just be starting again. */
const logKeyOf = async (port, server) => {
  while (!server.gaveUp()) {
    try {
      return (await (await fetch(`http://127.0.0.1:${port}/api/log/key`)).json()).log;
    } catch {
      await new Promise((done) => setTimeout(done, 50));
    }
  }
};

/** npm's shell takes a polite signal for itself and passes none on: whoever ended npm alone would leave everything running. */
const endWithNpm = (end) => {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell) end();
  }, 500).unref();
};

const main = async () => {
  const { fresh } = readArguments(process.argv.slice(2));
  const { data, ports } = readSettings();
  await setup();
  await checkPorts(ports);
  await takeFolder(data);
  if (fresh) {
    await beginAnew(data);
    await takeFolder(data);
    say('Beginning anew: household, parcels and film are gone.');
  }
  await buildAll();

  const logs = join(data, 'logs');
  await mkdir(logs, { recursive: true });
  const env = { ...process.env, LATCHKEY_DATA: data, LATCHKEY_ROOT: root, LATCHKEY_DEMO: '1', NODE_ENV: 'production', LATCHKEY_WITNESS_DATA: join(data, 'witness') };
  for (const [name, port] of Object.entries(ports)) env[name] = String(port);
  env.LATCHKEY_WITNESSES = await witnessesOf(env);

  say('Starting …');
  const began = performance.now();
  let ending = false;
  const end = async (code) => {
    if (ending) return;
    ending = true;
    await Promise.all([server.stop(), hardware.stop(), witness?.stop()]);
    await rm(join(data, 'launcher.pid'), { force: true });
    await rm(join(data, 'addresses.json'), { force: true });
    process.exit(code);
  };
  const complain = (name, lastWords) =>
    process.stderr.write(`The ${name} does not stay up. It said: ${lastWords || 'nothing'}\nMore is in ${join(logs, `${name}.log`)}.\n`);
  const failed = (name, lastWords) => {
    if (ending) return;
    complain(name, lastWords);
    void end(1);
  };
  const start = (name, file, more = {}, onGivenUp = failed) =>
    keepRunning({ name, file: program(file), env: { ...env, ...more }, log: createWriteStream(join(logs, `${name}.log`), { flags: 'a' }), say, onGivenUp: (lastWords) => onGivenUp(name, lastWords) });
  let witness;
  const server = start('server', 'server.js');
  const hardware = start('hardware', 'demo-hardware.js');
  process.on('SIGINT', () => void end(0));
  process.on('SIGTERM', () => void end(0));
  process.on('SIGHUP', () => void end(0));
  endWithNpm(() => void end(0));

  const [up, places] = await Promise.all([serverReady(ports.PORT, server), hardware.firstLine()]);
  if (!up || places === undefined || ending) return;
  const logKey = await logKeyOf(ports.PORT, server);
  if (logKey === undefined || ending) return;
  // Everything else goes on without it, as a server does whose witnesses are away.
  witness = start('witness', 'witness.js', { LATCHKEY_WITNESS_LOGS: logKey }, complain);
  const base = `http://localhost:${ports.PORT}`;
  const addresses = {
    home: `${base}/home/`,
    courier: `${base}/courier/`,
    console: places.consoleLink ?? `${base}/console/`,
    door: places.doorUrl ?? `http://localhost:${ports.HARDWARE_PORT}/door/`,
    carrier: places.carrierUrl ?? `http://127.0.0.1:${ports.CARRIER_PORT}/`,
    atHome: `${process.env.LAN_TLS === 'on' ? 'https' : 'http'}://127.0.0.1:${ports.LAN_PORT}/home/`,
    server: base,
    pids: { launcher: process.pid, server: server.pid(), hardware: hardware.pid(), witness: witness.pid() },
  };
  await writeFile(join(data, 'addresses.json'), JSON.stringify(addresses, null, 1));
  say(`Latchkey runs (${((performance.now() - began) / 1000).toFixed(1)} s).

  Door       ${addresses.door}   start here: the demo home, to touch and to break
  Recipient  ${addresses.home}
  At home    ${addresses.atHome}   the same app from the hub itself, for when there is no server
  Courier    ${addresses.courier}
  Console    ${addresses.console}
  API        ${base}/api/docs

In a second terminal, npm run demo:visit plays a carrier and a courier. Ctrl-C ends everything; what happened stays in ${data}.`);
};

await main();
