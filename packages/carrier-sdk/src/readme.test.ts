import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toBase64url } from './encoding.ts';
import { newScene, grantedShipment, publicHalves, type Scene } from './testing/scene.ts';
import { receiptsOf, type Told } from './testing/people.ts';
import type { OwnKeys } from './world.ts';

const readme = new URL('../README.md', import.meta.url);

const delivery: readonly Told[] = (
  [
    'armed',
    'asked',
    'recording-started',
    'unlock-intended',
    'unlocked',
    'door-opened',
    'door-closed',
    'locked',
    'complete',
  ] as const
).map((event) => ({ event, detail: detailOf(event) }));

function detailOf(event: string): NonNullable<Told['detail']> {
  if (event === 'armed') return { leaf: new Uint8Array(16) };
  if (event === 'recording-started') return { recordingId: new Uint8Array(16) };
  return event === 'unlock-intended' ? { action: 1 } : {};
}

/** The first code block, as a module: only its server and its console are ours. */
const blockOf = (text: string): string => {
  const [, block] = /```ts\n([\s\S]*?)```/.exec(text) ?? [];
  if (block === undefined) throw new Error('The README has no code block.');
  return block;
};

/** The relay learns the keys that the block makes when it registers, and has the grant for them ready. */
const serveTo = (scene: Scene) => {
  const { relay } = scene;
  return async (url: string, init: RequestInit): Promise<Response> => {
    const answer = await relay.fetch(url, init as Parameters<typeof relay.fetch>[1]);
    return new Response(await answer.text(), { status: answer.status });
  };
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-readme-'));
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await rm(folder, { recursive: true });
});

/** Outside the workspace its packages have no names. */
const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));

describe('the README', () => {
  it('shows a delivery that ends at a locked door', async () => {
    const scene = await newScene();
    const made: OwnKeys[] = [];
    scene.relay.published = () => ({ name: 'Morgenpost', domain: '127.0.0.1:8402', keys: made.map(publicHalves) });
    scene.relay.hub = {
      ask: () => ({ ok: true, message: toBase64url(new Uint8Array(16)) }),
      knock: () => ({ ok: true }),
    };
    scene.relay.page = { ...scene.relay.page, receipts: await receiptsOf(scene.home, delivery) };
    const said: unknown[] = [];
    const grant = async (keys: OwnKeys) => {
      made.push(keys);
      scene.relay.shipment ??= await grantedShipment({ ...scene, carrierKeys: keys });
      return keys;
    };
    vi.stubGlobal('fetch', serveTo(scene));
    vi.stubGlobal('readme', { log: (word: unknown) => said.push(word), grant });
    const block = blockOf(await readFile(readme, 'utf8'))
      .replace('@latchkey/carrier-sdk', pathOf('./index.ts'))
      .replace('@latchkey/keys', pathOf('../../keys/src/index.ts'))
      .replace('console.log(', 'readme.log(')
      .replace('=> keysOfPairs(', '=> readme.grant(await keysOfPairs(')
      .replace('await generateSealingKeys());', 'await generateSealingKeys()));');
    const copy = join(folder, 'readme.ts');
    await writeFile(copy, block);
    await import(/* @vite-ignore */ copy);
    expect(said.at(-1)).toBe('complete');
  });
});
