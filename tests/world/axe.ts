import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Violations of WCAG 2.2 A and AA and of axe's best practices on the page as it stands, one line each. */
export const axeViolations = async (page: Page): Promise<string[]> => {
  const script = await readFile(source, 'utf8');
  // Injected over the debugger, not as a script element: the page's own content security policy stays in force.
  const violations = await page.evaluate(`(async () => { ${script}; return (await axe.run(document)).violations; })()`);
  return (violations as Violation[]).map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')}`);
};
