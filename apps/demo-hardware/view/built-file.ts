import { readFile } from 'node:fs/promises';

/** The forms that a build puts beside each text, the smallest first, and what they are called on the way. */
const forms = [
  { coding: 'br', ending: '.br' },
  { coding: 'gzip', ending: '.gz' },
] as const;

export interface Built {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** Whether the caller takes that coding: named, and not with a weight of nothing. */
const takes = (accepted: string, coding: string): boolean =>
  accepted.split(',').some((part) => {
    const [name, ...weights] = part.split(';').map((word) => word.trim().toLowerCase());
    return name === coding && !weights.some((weight) => /^q=0(?:\.0*)?$/.test(weight));
  });

/** The file as the caller can take it; caches keep the forms apart, also where only one of them is there. */
export const builtFile = async (path: string, accepted: string): Promise<Built | undefined> => {
  const vary = { vary: 'accept-encoding' };
  for (const { coding, ending } of forms) {
    const bytes = takes(accepted, coding) ? await readOrNothing(`${path}${ending}`) : undefined;
    if (bytes !== undefined) return { bytes, headers: { ...vary, 'content-encoding': coding } };
  }
  const bytes = await readOrNothing(path);
  return bytes === undefined ? undefined : { bytes, headers: vary };
};

const readOrNothing = async (path: string): Promise<Buffer | undefined> => {
  try {
    return await readFile(path);
  } catch {
    return undefined;
  }
};
