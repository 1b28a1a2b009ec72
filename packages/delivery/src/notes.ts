/**
 * What must never stand in a note for a courier: a code, or where a key is hidden. A code in a note opens the door for whoever ever
 * reads the note, for years (League City, 2022: the driver used a door code that the family had left in the account). A grant needs
 * neither, so nothing is lost by taking them out.
 */
export type SecretKind = 'code' | 'alarm-code' | 'key-place';

export interface NoteSecret {
  readonly kind: SecretKind;
  /** The words it was found in. */
  readonly words: string;
}

/** Every secret of a text, in the order of their kinds. Digits of any script and width count as digits. */
export const secretsIn = (text: string): readonly NoteSecret[] => {
  const plain = text.normalize('NFKC');
  const code: SecretKind = /alarm/iu.test(plain) ? 'alarm-code' : 'code';
  return [
    ...keyPlacesIn(plain).map((words) => ({ kind: 'key-place' as const, words })),
    ...codesIn(plain).map((words) => ({ kind: code, words })),
  ];
};

/** The text with every secret taken out: a key's place with its whole sentence, a code as it stands. */
export const withoutSecrets = (text: string): string => {
  const secrets = secretsIn(text);
  if (secrets.length === 0) return text;
  const longestFirst = [...secrets].sort((a, b) => b.words.length - a.words.length);
  const cleared = longestFirst.reduce(
    (rest, { words, kind }) => rest.split(words).join(kind === 'key-place' ? '' : '…'),
    text.normalize('NFKC'),
  );
  return cleared.replace(/[ \t]{2,}/gu, ' ').trim();
};

const notLetter = (words: string) => `(?<!\\p{L})(?:${words})(?!\\p{L})`;
const sentences = /[^.!?;\n]+[.!?;]*/gu;

const aKey = new RegExp(`${notLetter('keys?')}|schlüssel`, 'iu');
const aPlace = new RegExp(
  notLetter(
    'under|underneath|beneath|below|behind|inside|in|on|above|beside|next to|with|hidden|hid|hangs|hanging|left|lies|' +
      'unter|unterm|hinter|hinterm|neben|über|auf|in|im|am|an|bei|beim|hängt|liegt|steckt|versteckt|oben|unten',
  ),
  'iu',
);
const keySafe = /key[ -]?(?:safe|box)|lock[ -]?box|schlüssel[ -]?(?:safe|tresor|kasten|box)/iu;

const keyPlacesIn = (text: string): readonly string[] =>
  [...text.matchAll(sentences)]
    .map(([sentence]) => sentence.trim())
    .filter((sentence) => keySafe.test(sentence) || (aKey.test(sentence) && aPlace.test(sentence)));

/** Times of day, hours with their word, and dates look like codes and are none; as many letters stand in for them. */
const hour = '(?:[01]?\\d|2[0-4])';
const harmless = [
  /(?<!\p{Nd})(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|1[0-2])[./](?:20)?\d\d(?!\p{Nd})/gu,
  new RegExp(`(?<!\\p{Nd})${hour}[:.][0-5]\\d(?!\\p{Nd})`, 'gu'),
  new RegExp(`(?<!\\p{Nd})${hour}\\s?(?:-|–|bis|to)\\s?${hour}(?=\\s?(?:uhr|h|o[’']clock|am|pm)(?!\\p{L}))`, 'giu'),
];
const masked = (text: string): string =>
  harmless.reduce((rest, pattern) => rest.replace(pattern, (found) => 'x'.repeat(found.length)), text);

const digitRun = /\+?\p{Nd}+(?:[ \-–./·,]{1,2}\p{Nd}+)*/gu;
const codeWord = new RegExp(
  `${notLetter(
    '(?:\\p{L}*[- ]?)?(?:pins?|codes?|pincode|passcode|geheimzahl|combination|kombination|keypad|tastenfeld)',
  )}[^\\p{Nd}\\n]{0,16}(\\p{Nd}[\\p{Nd} :.*#-]{1,12})`,
  'giu',
);
const passWord = new RegExp(`${notLetter('password|passphrase|passwort|kennwort|codewort|losung')}[^.!?\\n]*`, 'giu');
const numberWord =
  'zero|one|two|three|four|five|six|seven|eight|nine|null|eins|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun';
const spelled = new RegExp(`${notLetter(numberWord)}(?:[\\s,-]+${notLetter(numberWord)}){3,}`, 'giu');

const codesIn = (text: string): readonly string[] => {
  const named = [...text.matchAll(codeWord)].map((found) => (found[1] ?? '').replace(/[^\p{Nd}*#]+$/u, ''));
  const bare = [...masked(text).matchAll(digitRun)].flatMap(([run]) => codesOfRun(run));
  const said = [...text.matchAll(passWord), ...text.matchAll(spelled)].map(([words]) => words.trim());
  return [...new Set([...named, ...bare, ...said])];
};

/** A run of four to eight digits is a code. A longer one is a telephone number where it begins like one, else its parts count. */
const codesOfRun = (run: string): readonly string[] => {
  const digits = run.replace(/\P{Nd}/gu, '');
  if (isCode(digits)) return [run];
  if (digits.length < 4 || run.startsWith('+') || digits.startsWith('0')) return [];
  return run.split(/\P{Nd}+/u).filter(isCode);
};
const isCode = (digits: string): boolean => digits.length >= 4 && digits.length <= 8;
