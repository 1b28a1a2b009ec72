import { StoreUnavailable } from '../unavailable.ts';

/** Of the socket: nobody listens, or the line broke. */
const lineCodes = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
/** Of PostgreSQL: class 08, shut down, crashed, starting, all places taken. */
const stateCode = /^(08|57P0[1-4]|53300)/;
/** The driver's own errors have no code. */
const driverSays =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)|not queryable/;

export const isOutage = (problem: unknown): boolean => {
  if (!(problem instanceof Error)) return false;
  const code = 'code' in problem ? String(problem.code) : '';
  return lineCodes.has(code) || stateCode.test(code) || driverSays.test(problem.message);
};

/** Outages become `StoreUnavailable`; every other error passes. */
export const tellOutage = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (problem) {
    if (isOutage(problem)) throw new StoreUnavailable('the database cannot be reached', { cause: problem });
    throw problem;
  }
};
