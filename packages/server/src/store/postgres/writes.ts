import { carrierWrites } from '../carrier/writes.ts';
import { memberWrites } from '../carrier/member-writes.ts';
import { webhookWrites } from '../carrier/webhook-writes.ts';
import type { Write } from '../store.ts';
import { accountWrites } from './writes/account.ts';
import { callerWrites } from './writes/callers.ts';
import { householdWrites } from './writes/households.ts';
import { hubWrites } from './writes/hubs.ts';
import { peopleWrites } from './writes/people.ts';
import type { Context, Rule, Rules } from './writes/rule.ts';
import { underWayWrites } from './writes/under-way.ts';
import { visitWrites } from './writes/visits.ts';

const rules: Rules<Write['kind']> = {
  ...householdWrites,
  ...accountWrites,
  ...callerWrites,
  ...hubWrites,
  ...underWayWrites,
  ...visitWrites,
  ...peopleWrites,
  ...carrierWrites,
  ...webhookWrites,
  ...memberWrites,
};

/** Writes that come before their tenant exists, or that touch what no tenant sees. */
const ofServer: ReadonlySet<Write['kind']> = new Set<Write['kind']>([
  'home',
  'carrier',
  'enrolment',
  'enrolment-welcome',
  'session',
  'session-passkey',
  'session-end',
  'sessions-end',
  'stands',
  'invitation-answer',
  'under-way',
  'under-way-heard',
  'under-way-over',
]);

/** One write inside a transaction; false is a conflict. */
export const applyWrite = async (context: Context, write: Write): Promise<boolean> => {
  if (ofServer.has(write.kind)) await context.standing.becomeServer();
  else await context.standing.become(context.tenant);
  // The table pairs each kind with its own rule; the compiler cannot follow that through an index by a union.
  return (rules[write.kind] as Rule<Write['kind']>)(context, write);
};
