import { join, resolve } from 'node:path';
import { createCourierDevice, portableWorld, type World } from '@latchkey/carrier-sdk';
import { nodePrimitives } from '@latchkey/keys/node';
import { serverOf } from './dispatch.ts';
import { exitCodes } from './endings.ts';
import { explain } from './explain.ts';
import { ownKeys } from './key-files.ts';
import { play, type Stage } from './play.ts';
import { serveStops } from './robot.ts';
import { readSettings } from './settings.ts';
import { wordsIn } from './words.ts';

const settings = readSettings(process.argv.slice(2), process.env);
const data = resolve(settings.data);
const folder = join(data, 'demo-visit');
const server = settings.server ?? (await serverOf(data)) ?? 'http://localhost:8400';
const words = wordsIn(settings.language);
const locale = settings.language === 'de' ? 'de-DE' : 'en-GB';
const minutes = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
const seconds = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
const at = (format: Intl.DateTimeFormat, unixS: number) => format.format(unixS * 1000);

const world: World = {
  ...portableWorld(server, (url, { method, headers, body }) =>
    fetch(url, { method, headers, ...(body === undefined ? {} : { body }) }),
  ),
  primitives: nodePrimitives(),
};

const say = (line: string) => void process.stdout.write(`   ${line}\n`);

/** What people need to follow the story, or next to nothing. */
const pauseMs = settings.fast ? 300 : 6000;

try {
  const stage: Stage = {
    world,
    settings,
    data,
    folder,
    server,
    words,
    device: createCourierDevice({
      world,
      keys: await ownKeys(folder, settings.robot ? 'robot' : 'courier'),
      transport: 'bearer',
    }),
    say,
    sayFact: (fact, sentence) =>
      void process.stdout.write(` ✓ ${fact.atS === undefined ? '--:--:--' : at(seconds, fact.atS)}  ${sentence}\n`),
    pause: () => world.wait(pauseMs),
    time: (unixS) => at(minutes, unixS),
  };
  process.exitCode = exitCodes[await (settings.robot ? serveStops(stage) : play(stage))];
} catch (error) {
  const { ending, line } = explain(error, words, server, data);
  process.stderr.write(`${line}\n`);
  process.exitCode = exitCodes[ending];
}
