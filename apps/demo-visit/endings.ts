/** How a delivery ended, and the exit code that says so to a script. */
export const exitCodes = {
  complete: 0,
  usage: 2,
  'no-server': 3,
  'nobody-answered': 4,
  refused: 10,
  blocked: 11,
  diverted: 12,
  expired: 13,
  attention: 14,
  'not-reached': 15,
  'broken-stop': 16,
} as const;

export type Ending = keyof typeof exitCodes;
