import { readOrMake } from '@latchkey/keys/node';
import type * as z from 'zod';
import { WrongSetting } from './settings.ts';

/** A file of the server's own, made at the first start. One that does not fit its shape is said, with `whatToDo`, and never replaced. */
export const keptJson = async <T>(file: string, shape: z.ZodType<T>, make: () => T, whatToDo: string): Promise<T> => {
  const bytes = await readOrMake(file, () => JSON.stringify(make()));
  const read = shape.safeParse(jsonIn(Buffer.from(bytes).toString('utf8')));
  if (read.success) return read.data;
  throw new WrongSetting(`${file} is damaged. ${whatToDo}`);
};

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
