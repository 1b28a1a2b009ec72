import { existsSync, readFileSync } from 'node:fs';

/** Published data that is not part of the repository. Tests that want it name it and are skipped by name where it is absent. */
const FOLDER = new URL('../../../../../shared/data/', import.meta.url);

export function sharedData(path: string): {
  readonly present: boolean;
  readonly title: string;
  readonly json: () => unknown;
} {
  const url = new URL(path, FOLDER);
  const present = existsSync(url);
  return {
    present,
    title: present ? path : `${path} (SKIPPED: not on this machine)`,
    json: () => JSON.parse(readFileSync(url, 'utf8')) as unknown,
  };
}
