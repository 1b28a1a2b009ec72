/** The door's decision with one place of its text broken at a time, judged by the vectors. */
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { compileFunction } from 'node:vm';
import { build } from 'vite';
import type { Vector } from '../../packages/protocol/src/testing/vector.ts';
import { withSwitches, type Breach } from './rule-switches.ts';
import { root } from './world.ts';

const SOURCES = join(root, 'packages/protocol/src');
const DECISION = join(SOURCES, 'decision');
const VECTORS = join(root, 'vectors');

type Play = (vector: Vector) => unknown;
/** Makes the bundle run anew: what is decided once, when a module loads, can be broken too. */
type Load = (broken: (at: number) => boolean) => Play;

export interface BrokenRules {
  readonly breaches: readonly Breach[];
  readonly load: Load;
}

/** The player of the vectors over these files of the protocol's decision, each of their places with its switches. */
export const breakRules = async (files: readonly string[]): Promise<BrokenRules> => {
  const breaches: Breach[] = [];
  const texts = new Map<string, string>();
  for (const file of files) {
    const made = withSwitches(file, await readFile(join(DECISION, file), 'utf8'), breaches.length);
    breaches.push(...made.breaches);
    texts.set(join(DECISION, file), made.text);
  }
  return { breaches, load: loader(await bundle(texts)) };
};

const bundle = async (texts: ReadonlyMap<string, string>): Promise<string> => {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      write: false,
      minify: false,
      ssr: true,
      lib: { entry: join(SOURCES, 'testing/vector.ts'), formats: ['cjs'], fileName: 'vector' },
    },
    plugins: [
      {
        name: 'switches',
        enforce: 'pre',
        load: (id) => {
          const code = texts.get(id);
          return code === undefined ? null : { code, moduleType: 'ts' };
        },
      },
    ],
  });
  if (!Array.isArray(output) || output[0] === undefined) throw new TypeError('nothing was bundled');
  return output[0].output[0].code;
};

const loader = (code: string): Load => {
  const run = compileFunction(code, ['exports', 'require', 'broken']) as (...given: readonly unknown[]) => void;
  return (broken) => {
    const exported: { playVector?: Play } = {};
    run(exported, createRequire(import.meta.url), broken);
    if (exported.playVector === undefined) throw new TypeError('the bundle plays no vectors');
    return exported.playVector;
  };
};

export const readVectors = async (): Promise<readonly Vector[]> => {
  const folders = ['accept', 'refuse'].map((kind) => join(VECTORS, kind));
  const files = await Promise.all(folders.map(async (at) => (await readdir(at)).map((name) => join(at, name))));
  return Promise.all(files.flat().map(async (file) => JSON.parse(await readFile(file, 'utf8')) as Vector));
};

const holds = (play: Play, vector: Vector): boolean => {
  try {
    return isDeepStrictEqual(JSON.parse(JSON.stringify(play(vector))), vector.expect);
  } catch {
    return false;
  }
};

export interface Judged {
  /** Vectors that fail though nothing is broken. */
  readonly wrong: readonly string[];
  /** What can be broken without any vector noticing. */
  readonly unnoticed: readonly Breach[];
}

/**
 * Breaks one place after the other; each is judged by the vectors that pass it, those of the shortest way first, or by all where it decides
 * while loading. `spared` are not broken.
 */
export const judge = (
  { breaches, load }: BrokenRules,
  vectors: readonly Vector[],
  spared: (breach: Breach) => boolean,
): Judged => {
  let passed = new Set<number>();
  const whole = load((at) => {
    passed.add(at);
    return false;
  });
  const atLoading = passed;
  const ways: { readonly vector: Vector; readonly passed: ReadonlySet<number> }[] = [];
  const wrong: string[] = [];
  for (const vector of vectors) {
    passed = new Set();
    if (!holds(whole, vector)) wrong.push(vector.comment);
    ways.push({ vector, passed });
  }
  ways.sort((a, b) => a.passed.size - b.passed.size);
  let broken = -1;
  const oneBroken = load((at) => at === broken);
  const unnoticed = breaches.filter((breach, at) => {
    if (spared(breach)) return false;
    broken = at;
    const play = atLoading.has(at) ? load((one) => one === at) : oneBroken;
    const judges = atLoading.has(at) ? ways : ways.filter((way) => way.passed.has(at));
    return judges.every(({ vector }) => holds(play, vector));
  });
  return { wrong, unnoticed };
};
