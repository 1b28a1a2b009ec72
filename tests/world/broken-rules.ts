/** The rules of the protocol with one place of their text broken at a time, judged by the vectors. */
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { compileFunction } from 'node:vm';
import { build } from 'vite';
import { withSwitches, type Breach } from './rule-switches.ts';
import { root } from './world.ts';

const SOURCES = join(root, 'packages/protocol/src');
const VECTORS = join(root, 'vectors');
const JUDGED = 'judged.json';

/** A case of a file: whatever else stands in it is for its player. */
export interface Vector {
  readonly comment: string;
  readonly expect: unknown;
}

/** What plays the cases: a function that this file exports, below the protocol's sources. */
interface Player {
  readonly entry: string;
  readonly name: string;
}

type Play = (vector: Vector) => unknown;
/** Makes the bundle run anew: what is decided once, when a module loads, can be broken too. */
type Load = (broken: (at: number) => boolean) => Play;

export interface BrokenRules {
  readonly breaches: readonly Breach[];
  readonly load: Load;
}

/** The player over these files below the protocol's sources, each of their places with its switches. */
export const breakRules = async (files: readonly string[], player: Player): Promise<BrokenRules> => {
  const breaches: Breach[] = [];
  const texts = new Map<string, string>();
  for (const file of files) {
    const made = withSwitches(file, await readFile(join(SOURCES, file), 'utf8'), breaches.length);
    breaches.push(...made.breaches);
    texts.set(join(SOURCES, file), made.text);
  }
  return { breaches, load: loader(await bundle(texts, player), player) };
};

const bundle = async (texts: ReadonlyMap<string, string>, { entry }: Player): Promise<string> => {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      write: false,
      minify: false,
      ssr: true,
      lib: { entry: join(SOURCES, entry), formats: ['cjs'], fileName: 'vector' },
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

const loader = (code: string, { name }: Player): Load => {
  const run = compileFunction(code, ['exports', 'require', 'broken']) as (...given: readonly unknown[]) => void;
  return (broken) => {
    const exported: Record<string, Play | undefined> = {};
    run(exported, createRequire(import.meta.url), broken);
    const play = exported[name];
    if (play === undefined) throw new TypeError('the bundle plays no vectors');
    return play;
  };
};

/** A file with one case, with several, or with several of one household, named by its folder. */
type VectorFile = Vector | readonly Vector[] | { readonly cases: readonly Vector[] };

const casesIn = (file: VectorFile, call: string): readonly Vector[] => {
  if (!('cases' in file)) return [file].flat();
  const { cases, ...about } = file;
  return cases.map((one) => ({ ...about, call, ...one }));
};

/** All cases in these folders of vectors; of folders with more than cases, in `judged.json` alone. */
export const readVectors = async (...folders: readonly string[]): Promise<readonly Vector[]> => {
  const read = async (folder: string) => {
    const names = await readdir(join(VECTORS, folder));
    const files = names.includes(JUDGED) ? [JUDGED] : names;
    const texts = await Promise.all(files.map((name) => readFile(join(VECTORS, folder, name), 'utf8')));
    return texts.flatMap((text) => casesIn(JSON.parse(text) as VectorFile, folder));
  };
  return (await Promise.all(folders.map(read))).flat();
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
