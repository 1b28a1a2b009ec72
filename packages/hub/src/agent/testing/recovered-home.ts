import { ROLE } from '@latchkey/protocol';
import { Paper } from './paper.ts';
import { TestHome } from './test-home.ts';

export const printed = async () => {
  const home = await TestHome.paired();
  return { home, paper: await Paper.printed(home) };
};
export const admins = (home: TestHome) =>
  [...home.hub.core.memory.roster.members.values()].filter(({ role }) => role === ROLE.admin).length;
export const press = async (home: TestHome, heldMs = 300) => {
  home.hub.heard({ type: 'button', heldMs });
  await home.clock.pass(1000);
};
export const over = (home: TestHome) =>
  home.receipts().flatMap(({ event, detail }) => (event === 'recovery-over' ? [detail?.cause] : []));
