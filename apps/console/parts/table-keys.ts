import type { KeyboardEvent } from 'react';

/** Arrow keys go from row to row by the link or button in each; everything stays reachable by Tab as well. */
export const rowKeys = (event: KeyboardEvent<HTMLElement>): void => {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || !(event.target instanceof HTMLElement)) return;
  const ways = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-way]')];
  const next = ways[ways.indexOf(event.target) + step];
  if (next === undefined || !ways.includes(event.target)) return;
  event.preventDefault();
  next.focus();
};

/** From anywhere on the page into the table's first or last row. */
export const focusRow = (which: 'first' | 'last'): void => {
  const ways = [...document.querySelectorAll<HTMLElement>('[data-row-way]')];
  ways.at(which === 'first' ? 0 : -1)?.focus();
};
