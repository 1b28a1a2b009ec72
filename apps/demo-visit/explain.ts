import { ApiProblem } from '@latchkey/contract';
import { CarrierError } from '@latchkey/carrier-sdk';
import { NoSetupSecret } from './dispatch.ts';
import type { Ending } from './endings.ts';
import type { Words } from './words.ts';

/** What stopped the program, in a sentence with what to do. Anything unforeseen is thrown on: it is a defect and shows its trace. */
export const explain = (
  error: unknown,
  words: Words,
  server: string,
  data: string,
): { readonly ending: Ending; readonly line: string } => {
  if (error instanceof NoSetupSecret) return { ending: 'no-server', line: words.noSecret(data) };
  if (error instanceof CarrierError) return { ending: 'broken-stop', line: error.message };
  if (!(error instanceof ApiProblem)) throw error;
  const { code, title, detail } = error.problem;
  return code === 'unavailable'
    ? { ending: 'no-server', line: words.noServer(server) }
    : { ending: 'not-reached', line: `${title}. ${detail}` };
};
