/** How a spreadsheet of that language expects a file: with its separator, CR LF, and a byte-order mark so that umlauts survive. */
export const csvText = (rows: readonly (readonly string[])[], separator: string): string =>
  `\uFEFF${rows.map((row) => row.map((cell) => quoted(cell, separator)).join(separator)).join('\r\n')}\r\n`;

/** A cell that begins like a formula would be run by the spreadsheet that opens it: the text came from elsewhere. */
const tamed = (cell: string) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

const quoted = (cell: string, separator: string): string => {
  const text = tamed(cell);
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const separatorOf = (language: 'de' | 'en'): string => (language === 'de' ? ';' : ',');
