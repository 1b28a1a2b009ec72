/**
 * How many of something one carrier or household keeps. The store holds to them: a route that counts first and writes then lets two at the same moment
 * pass, and what is beyond a limit stands in no list and can be ended by nobody.
 */
export const LIMITS = {
  webhooks: 10,
  apiKeys: 200,
  operatorMembers: 200,
  passkeys: 20,
  pushes: 40,
  invitations: 100,
} as const;
