import { expect, it } from 'vitest';
import { StoreUnavailable } from '../unavailable.ts';
import { atFirstContact, DatabaseRefuses } from './unwelcome.ts';

const failing = (code: string, message: string) => () => Promise.reject(Object.assign(new Error(message), { code }));
const url = 'postgres://somebody:secret@db.example:5432/parcels';

it('says which database does not take this server, and why, without the password', async () => {
  const problem = await atFirstContact(url, failing('28P01', 'password authentication failed')).catch(String);
  expect(problem).toContain('The database db.example:5432/parcels does not take this server: password authentication failed.'); // prettier-ignore
  expect(problem).not.toContain('secret');
});

it('tells a database that is not there from one that refuses', async () => {
  await expect(atFirstContact(url, failing('ECONNREFUSED', 'connect refused'))).rejects.toThrow(StoreUnavailable);
  await expect(atFirstContact(url, failing('3D000', 'no such database'))).rejects.toThrow(DatabaseRefuses);
});

it('says what an address looks like, and repeats nothing of a wrong one', async () => {
  const problem = await atFirstContact('user:secret', () => Promise.resolve()).catch(String);
  expect(problem).toContain('It looks like postgres://');
  expect(problem).not.toContain('user:secret');
});

it('leaves every other error as it is', async () => {
  await expect(atFirstContact(url, failing('42601', 'syntax error'))).rejects.toThrow('syntax error');
});
