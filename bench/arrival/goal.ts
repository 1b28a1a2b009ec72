import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** One fix of a real delivery agent: seconds, metres, and whether they drove, as people later marked it. */
export interface Mark {
  readonly tS: number;
  readonly x: number;
  readonly y: number;
  readonly driving: boolean;
}

/** Six minutes of one agent. `arrivals` are the first fixes on foot after driving, as in eval_baseline.py. */
export interface Chunk {
  readonly name: string;
  readonly marks: readonly Mark[];
  readonly arrivals: readonly number[];
}

const text = (file: string): string => {
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
};

export const readChunks = (file: string): readonly Chunk[] => {
  const [head = '', ...lines] = text(file).trim().split('\n');
  if (head.trim() !== 'chunk,t_s,x_m,y_m,state') throw new RangeError(`${file} has other columns: ${head}`);
  const byName = new Map<string, Mark[]>();
  for (const line of lines) {
    const [name = '', tS, x, y, state = ''] = line.trim().split(',');
    const marks = byName.get(name) ?? [];
    marks.push({ tS: Number(tS), x: Number(x), y: Number(y), driving: state === 'D' });
    byName.set(name, marks);
  }
  return [...byName].map(([name, marks]) => ({ name, marks, arrivals: arrivalsOf(marks) }));
};

const arrivalsOf = (marks: readonly Mark[]): readonly number[] =>
  marks.flatMap(({ driving }, index) => (!driving && marks[index - 1]?.driving === true ? [index] : []));

/** Arrivals in an hour of observation: what six-minute pieces do not distort. */
export const stopRate = (chunks: readonly Chunk[]): number => {
  const hours = chunks.reduce((sum, { marks }) => sum + ((marks.at(-1)?.tS ?? 0) - (marks[0]?.tS ?? 0)) / 3600, 0);
  return chunks.reduce((sum, { arrivals }) => sum + arrivals.length, 0) / hours;
};
