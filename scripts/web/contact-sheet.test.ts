import { expect, test } from 'vitest';

const script = (await import(new URL('./contact-sheet.js', import.meta.url).href)) as {
  readonly contactSheet: (files: readonly string[]) => string;
  readonly screensOf: (files: readonly string[]) => readonly { readonly name: string }[];
};

test('screens stand in the order of the apps, and a file that is no picture of a look is none', () => {
  const files = [
    'console-now-desk-dark-de.png',
    'home-today-phone-light-en.png',
    'home-offline-first.png',
    'index.html',
  ];
  expect(script.screensOf(files).map(({ name }) => name)).toEqual(['home-today', 'console-now']);
});

test('a look that nobody took is said to be missing', () => {
  const page = script.contactSheet(['home-today-phone-light-en.png']);
  expect(page.match(/<img /g)).toHaveLength(1);
  expect(page.match(/not taken/g)).toHaveLength(7);
});
