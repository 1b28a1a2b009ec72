import { expect, it } from 'vitest';
import { placesIn } from './places.ts';
import { identMap, postgresArguments } from './settings.ts';

const given = postgresArguments(placesIn('/data', '/tmp'));

it.each(['fsync=on', 'synchronous_commit=on', 'full_page_writes=on', 'listen_addresses='])(
  'insists on %s',
  (setting) => {
    expect(given).toContain(setting);
  },
);

it('keeps values of failed statements out of the log', () => {
  expect(given).toContain('log_min_error_statement=panic');
  expect(given).toContain('log_error_verbosity=terse');
  expect(given).toContain('log_parameter_max_length_on_error=0');
});

it('lets exactly the named accounts in', () => {
  expect(identMap(['root'])).toBe('latchkey root latchkey\n');
});
