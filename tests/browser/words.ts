import type { Page } from 'playwright-core';

/** Every word that the drawing of this door bears from now on, in order, without repetitions; none can be missed. */
export const wordsOfDoor = async (page: Page, door: string): Promise<() => Promise<readonly string[]>> => {
  const name = JSON.stringify(`${door}: `);
  await page.evaluate(`(() => {
    const words = (globalThis.wordsOfDoor = []);
    const look = () => {
      for (const drawing of document.querySelectorAll('[aria-label^=' + JSON.stringify(${name}) + ']')) {
        const word = drawing.getAttribute('aria-label').slice(${name}.length);
        if (words.at(-1) !== word) words.push(word);
      }
    };
    look();
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
  })()`);
  return () => page.evaluate<readonly string[]>('globalThis.wordsOfDoor');
};
