import { FLAG, type Grant } from '@latchkey/protocol';

/**
 * What a door must have heard from outside to let somebody in (docs/protocol/01-grant.md): the server within a minute, as usual; within an
 * hour or a day, so that a door whose line is down still opens; or a member's own device within a minute.
 */
export const lineTerms = ['usual', 'hour', 'day', 'member'] as const;
export type LineTerm = (typeof lineTerms)[number];

const staleSeconds: Partial<Record<LineTerm, number>> = { hour: 3600, day: 86_400 };

/** What of it a grant says: nothing, as usual. */
export const lineClaims = (line: LineTerm = 'usual'): Pick<Grant, 'maxStaleSeconds'> => {
  const maxStaleSeconds = staleSeconds[line];
  return maxStaleSeconds === undefined ? {} : { maxStaleSeconds };
};

export const lineFlag = (line: LineTerm = 'usual'): number => (line === 'member' ? FLAG.memberFresh : 0);
