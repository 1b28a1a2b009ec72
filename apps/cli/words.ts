import type { FileProblem, LogVerdict, Permission, Verdict } from '@latchkey/evidence';

/** What the verdict means, in sentences: pure, so that a test can read them. */

const time = (unixS: number): string => new Date(unixS * 1000).toISOString().replace('T', ' ').replace('.000Z', ' UTC');

export const fileWords = (problem: FileProblem): string => {
  switch (problem.problem) {
    case 'too-large':
      return 'The file is larger than 64 MiB, which no evidence is.';
    case 'no-json':
      return 'The file is not JSON. Give the file that the app saved, unchanged.';
    case 'other-format':
      return problem.what === '' ? 'The file names no format of Latchkey.' : `The file has the format ${JSON.stringify(problem.what)}, which this program does not know. A newer one may.`; // prettier-ignore
    case 'wrong-field':
      return `The file is damaged at “${problem.where}”.`;
  }
};

const receiptWords = ({ receipts }: Verdict): string => {
  if (!receipts.ok) return `Receipts: ${receipts.good} verify, then the chain breaks (${receipts.problem}).`;
  if (receipts.count === 0) return 'Receipts: none, so nothing is proven.';
  const to = receipts.newestS === undefined ? '' : `, complete to ${time(receipts.newestS)}`;
  return `Receipts: ${receipts.count}, all signed by the hub, none missing, changed or moved${to}.`;
};

const whyNot: Readonly<Record<Extract<Permission, { kind: 'contradicts' }>['why'], string>> = {
  malformed: 'the file’s grant or an assignment is damaged',
  'other-hub': 'it is for another hub',
  'other-visit': 'it is for another visit',
  'signature-wrong': 'an assignment is not signed by whom it was handed to',
  'other-chain': 'the hub acted on another one',
};

const permissionWords = ({ permission }: Verdict): string => {
  switch (permission.kind) {
    case 'absent':
      return 'Permission: the file has none.';
    case 'unused':
      return 'Permission: no receipt names one; nobody got as far as the door.';
    case 'holds':
      return `Permission: the hub acted on exactly this one, from ${time(permission.fromS)} to ${time(permission.toS)}, handed on ${permission.assignments} times.`;
    case 'contradicts':
      return `Permission: does not fit; ${whyNot[permission.why]}.`;
  }
};

const logWords = (log: LogVerdict): string => {
  switch (log.kind) {
    case 'absent':
      return 'Public log: the file has no proof.';
    case 'logged': {
      const seen = log.seenBy.map(({ name, timeS }) => `${name} at ${time(timeS)}`).join(', ');
      const whose = log.chosen ? '' : ' Its key is the file’s own word; give yours with --log.';
      return `Public log: ${log.name} has all of it, in a tree of ${log.size}${seen === '' ? ', seen by no witness' : `, seen by ${seen}`}.${whose}`;
    }
    case 'two-stories':
      return `Public log: ${log.name} signed two states that cannot both be true (sizes ${log.sizes.join(' and ')}). This file proves it.`;
    case 'wrong':
      return `Public log: the proof does not verify (${log.problem}).`;
  }
};

export const verdictWords = (verdict: Verdict): string => {
  const story = verdict.story.map(({ claims: { iat, seq, event, door } }) => {
    const when = iat === undefined ? 'time unknown' : time(iat);
    return `  ${when}  receipt ${seq}  ${event.replaceAll('-', ' ')}${door === undefined ? '' : `, door ${door}`}`;
  });
  const told = story.length === 0 ? [] : ['', ...story, ''];
  return [
    receiptWords(verdict),
    permissionWords(verdict),
    logWords(verdict.log),
    ...told,
    verdict.holds ? 'It holds.' : 'It does not hold.',
  ].join('\n');
};
