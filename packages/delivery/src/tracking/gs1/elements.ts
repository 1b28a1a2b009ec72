import { faultIn, formatOf, identifierAt } from './format.ts';
import type { Gs1Fault } from './lint.ts';

export interface Element {
  readonly ai: string;
  readonly value: string;
}

export type Gs1Reading =
  | { readonly outcome: 'read'; readonly elements: readonly Element[] }
  /** GS1 data, of which an element does not keep its rules. */
  | { readonly outcome: 'faulty'; readonly ai: string; readonly value: string; readonly fault: Gs1Fault }
  | { readonly outcome: 'not-gs1' };

export const separator = '\u001d';
const longest = 512;

const notGs1: Gs1Reading = { outcome: 'not-gs1' };

/**
 * Element strings as a label prints them, `(00)340…(420)10969`, or as a scanner gives them, with FNC1 as the group separator
 * (GS1 General Specifications, 7.8). The symbology identifier and a leading FNC1 are the scanner's and already gone.
 */
export const readElements = (text: string): Gs1Reading => {
  if (text.length > longest) return notGs1;
  const elements = text.startsWith('(') ? bracketed(text) : concatenated(text);
  if (elements === undefined || elements.length === 0) return notGs1;
  for (const { ai, value } of elements) {
    const format = formatOf(ai);
    if (format === undefined) return notGs1;
    const fault = faultIn(format, value);
    if (fault !== undefined) return { outcome: 'faulty', ai, value, fault };
  }
  return { outcome: 'read', elements };
};

/** A bracket within a value is possible; what opens an element is a bracketed identifier that exists. */
const bracketed = (text: string): Element[] | undefined => {
  const heads = [...text.matchAll(/\((\d{2,4})\)/g)].filter(([, ai = '']) => formatOf(ai) !== undefined);
  if (heads[0]?.index !== 0) return undefined;
  return heads.map((head, at) => ({
    ai: head[1] ?? '',
    value: text.slice(head.index + head[0].length, heads[at + 1]?.index).trim(),
  }));
};

const concatenated = (text: string): Element[] | undefined => {
  const elements: Element[] = [];
  let rest = text;
  while (rest !== '') {
    const ai = identifierAt(rest);
    const format = ai === undefined ? undefined : formatOf(ai);
    if (ai === undefined || format === undefined) return undefined;
    const after = rest.slice(ai.length);
    const end = format.predefined ? format.most : indexOrEnd(after, separator);
    elements.push({ ai, value: after.slice(0, end) });
    rest = after.slice(end);
    if (rest.startsWith(separator)) rest = rest.slice(1);
  }
  return elements;
};

const indexOrEnd = (text: string, mark: string): number => {
  const at = text.indexOf(mark);
  return at < 0 ? text.length : at;
};
