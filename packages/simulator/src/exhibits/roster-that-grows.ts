import type { Hub } from '@latchkey/hub';
import type { RosterState } from '@latchkey/protocol';

/** A hub at which every key counts that ever did. */
export const rosterThatGrows = ({ core: { memory } }: Hub): void => {
  const everybody = new Map(memory.roster.members);
  const apply = memory.apply.bind(memory);
  memory.apply = (entry) => {
    apply(entry);
    for (const [kid, member] of memory.roster.members) everybody.set(kid, member);
  };
  Object.defineProperty(memory, 'counting', { get: (): RosterState => ({ ...memory.roster, members: everybody }) });
};
