// A page of docs/ whose figures a command measures anew: between two marks, with `--write`.
import { readFile, writeFile } from 'node:fs/promises';
import { giveUp } from '../setup.js';

const begin = '<!-- figures -->';
const end = '<!-- end of figures -->';

/** Whether `--write` was given; anything else is not understood. */
export const wantsWriting = (usage) => {
  const args = process.argv.slice(2);
  const unknown = args.find((arg) => arg !== '--write');
  if (unknown !== undefined) giveUp(`I do not know ${unknown}.\n${usage}`, 2);
  return args.includes('--write');
};

export const today = () => new Date().toISOString().slice(0, 10);

/** The page with these lines between its marks. */
export const withFigures = (text, figures) => `${text.slice(0, text.indexOf(begin))}${begin}\n${figures}\n${text.slice(text.indexOf(end))}`;

export const renewPage = async (file, figures) => writeFile(file, withFigures(await readFile(file, 'utf8'), figures));
