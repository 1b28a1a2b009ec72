import { StoreUnavailable } from '../unavailable.ts';
import { isOutage } from './outage.ts';

/** The database answers and does not take this server; a sentence for the person who set DATABASE_URL. */
export class DatabaseRefuses extends Error {
  override readonly name = 'DatabaseRefuses';
}

/** Wrong user or password, no such database, no right to make tables in it. */
const refusals = /^(28|3D000|42501)/;

/** Host and database without user and password, which belong into no log. */
export const placeOf = (address: string): string => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new DatabaseRefuses(
      'DATABASE_URL is no address of a PostgreSQL. It looks like postgres://user:password@host:5432/database.',
    );
  }
  return `${decodeURIComponent(url.host)}${url.pathname}`;
};

/** What went wrong at the first contact, in a sentence where a person can do something about it. */
export const atFirstContact = async <T>(url: string, work: () => Promise<T>): Promise<T> => {
  const place = placeOf(url);
  try {
    return await work();
  } catch (problem) {
    if (!(problem instanceof Error)) throw problem;
    const code = 'code' in problem ? String(problem.code) : '';
    const options = { cause: problem };
    if (refusals.test(code)) {
      throw new DatabaseRefuses(`The database ${place} does not take this server: ${problem.message}. Correct DATABASE_URL or the user's rights.`, options); // prettier-ignore
    }
    if (isOutage(problem)) {
      throw new StoreUnavailable(`The database ${place} cannot be reached (${problem.message}). Start it, or correct DATABASE_URL.`, options); // prettier-ignore
    }
    throw problem;
  }
};
