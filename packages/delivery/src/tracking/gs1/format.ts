import { characters, lints, type Gs1Fault } from './lint.ts';
import { identifierRows } from './table.ts';

interface Component {
  readonly letters: keyof typeof characters;
  readonly least: number;
  readonly most: number;
  readonly lints: readonly string[];
  readonly optional: boolean;
}

/** What may stand behind one application identifier. */
export interface ElementFormat {
  /** Its length is known beforehand; no separator follows it. */
  readonly predefined: boolean;
  readonly most: number;
  readonly components: readonly Component[];
}

const component = (text: string): Component => {
  const [, bracket, letters, upTo, count, names = ''] = /^(\[?)([NXYZ])(\.\.)?(\d+)\]?((?:,\w+)*)$/.exec(text) ?? [];
  const most = Number(count);
  return {
    letters: letters as Component['letters'],
    least: upTo === undefined ? most : 1,
    most,
    lints: names.split(',').filter((name) => name !== ''),
    optional: bracket === '[',
  };
};

const elementFormat = (row: string): ElementFormat => {
  const components = row.replace('*', '').split(' ').map(component);
  return {
    predefined: row.startsWith('*'),
    most: components.reduce((sum, { most }) => sum + most, 0),
    components,
  };
};

const counted = (from: string, to: string): string[] =>
  Array.from({ length: Number(to) - Number(from) + 1 }, (_, step) =>
    String(Number(from) + step).padStart(from.length, '0'),
  );

const spelled = (range: string): string[] => {
  const [bases = '', ends] = range.split(':');
  const [first = '', last = first] = bases.split('-');
  const all = counted(first, last);
  const [from, to = ''] = ends?.split('-') ?? [];
  return from === undefined ? all : all.flatMap((base) => counted(from, to).map((end) => base + end));
};

const byIdentifier: ReadonlyMap<string, ElementFormat> = new Map(
  identifierRows.flatMap(([row, identifiers]) => {
    const format = elementFormat(row);
    return identifiers.split(' ').flatMap((range) => spelled(range).map((ai) => [ai, format] as const));
  }),
);

export const formatOf = (ai: string): ElementFormat | undefined => byIdentifier.get(ai);

/** The identifier that a text begins with: no identifier is the beginning of another. */
export const identifierAt = (text: string): string | undefined =>
  [2, 3, 4].map((length) => text.slice(0, length)).find((ai) => byIdentifier.has(ai));

/** What is wrong with a value, or nothing. */
export const faultIn = ({ components }: ElementFormat, value: string): Gs1Fault | undefined => {
  let rest = value;
  for (const part of components) {
    if (part.optional && rest === '') break;
    const piece = rest.slice(0, part.most);
    rest = rest.slice(part.most);
    if (piece.length < part.least) return 'length';
    const wrong = characters[part.letters](piece) ?? firstFault(part.lints, piece);
    if (wrong !== undefined) return wrong;
  }
  return rest === '' ? undefined : 'length';
};

const firstFault = (names: readonly string[], piece: string): Gs1Fault | undefined => {
  for (const name of names) {
    const wrong = lints.get(name)?.(piece);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
};
