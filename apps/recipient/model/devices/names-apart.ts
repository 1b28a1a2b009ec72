import { fingerprintOfKid } from './name.ts';
import type { MemberDevice } from './members.ts';

export interface Called extends Pick<MemberDevice, 'kid' | 'sinceS'> {
  readonly name: string;
}

interface Words {
  /** A moment in words, down to the minute. */
  readonly when: (atMs: number) => string;
  readonly since: (name: string, when: string) => string;
  readonly key: (name: string, fingerprint: string) => string;
}

const shared = <T>(all: readonly T[]): ReadonlySet<T> => new Set(all.filter((one, at) => all.indexOf(one) !== at));

/**
 * Kid → the name under which a person tells this device from every other of the household: its name where that is enough, else with the
 * time at which it joined, and with its key where even that is the same.
 */
export const namesApart = (devices: readonly Called[], words: Words): ReadonlyMap<string, string> => {
  const twice = shared(devices.map(({ name }) => name.trim().toLowerCase()));
  const timed = devices.map(({ kid, name, sinceS }) => {
    const alone = !twice.has(name.trim().toLowerCase());
    return { kid, name, said: alone ? name : words.since(name, words.when(sinceS * 1000)) };
  });
  const stillTwice = shared(timed.map(({ said }) => said));
  return new Map(
    timed.map(({ kid, name, said }) => [kid, stillTwice.has(said) ? words.key(name, fingerprintOfKid(kid)) : said]),
  );
};
