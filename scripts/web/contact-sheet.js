// One page with every picture of every screen, small, so that a person can look at all of them.

const looks = [
  ['phone', 'light', 'en'],
  ['phone', 'light', 'de'],
  ['phone', 'dark', 'en'],
  ['phone', 'dark', 'de'],
  ['desk', 'light', 'en'],
  ['desk', 'light', 'de'],
  ['desk', 'dark', 'en'],
  ['desk', 'dark', 'de'],
].map((parts) => parts.join('-'));

const apps = ['home', 'courier', 'invited', 'console', 'door', 'verify'];

const readName = (file) => {
  const [, screen, look] = /^(.+)-((?:phone|desk)-(?:light|dark)-(?:en|de))\.png$/.exec(file) ?? [];
  return screen === undefined ? undefined : { file, screen, look };
};

const placeOf = (screen) => {
  const at = apps.findIndex((app) => screen.startsWith(`${app}-`));
  return at === -1 ? apps.length : at;
};

/** `files` are names of pictures → the screens in the order of the apps, each with its pictures by look. */
export const screensOf = (files) => {
  const screens = new Map();
  for (const picture of files.map(readName)) {
    if (picture === undefined) continue;
    const pictures = screens.get(picture.screen) ?? new Map();
    pictures.set(picture.look, picture.file);
    screens.set(picture.screen, pictures);
  }
  return [...screens].map(([name, pictures]) => ({ name, pictures })).sort((a, b) => placeOf(a.name) - placeOf(b.name) || (a.name < b.name ? -1 : 1));
};

/** What is not there is said, not left out: a look that nobody took is a look that nobody saw. */
const figure = (screen, look, file) =>
  file === undefined
    ? `<figure class="${look}"><p>not taken</p><figcaption>${look}</figcaption></figure>`
    : `<figure class="${look}"><a href="${file}"><img loading="lazy" alt="${screen}, ${look}" src="${file}"></a><figcaption>${look}</figcaption></figure>`;

const section = ({ name, pictures }) =>
  `<section id="${name}"><h2>${name}</h2><div>${looks.map((look) => figure(name, look, pictures.get(look))).join('')}</div></section>`;

const style = `
body { margin: 24px; font: 14px/1.4 system-ui, sans-serif; background: #8a8a86; color: #111; }
section { break-inside: avoid; margin-bottom: 32px; }
section div { display: flex; flex-wrap: wrap; gap: 8px; align-items: start; }
figure { margin: 0; }
figure[class^='phone'] img, figure[class^='phone'] p { width: 195px; }
figure[class^='desk'] img, figure[class^='desk'] p { width: 420px; }
img { display: block; box-shadow: 0 1px 4px #0006; }
nav { columns: 5; margin-bottom: 32px; }
nav a { display: block; color: inherit; }
`;

export const contactSheet = (files) => {
  const screens = screensOf(files);
  const nav = `<nav>${screens.map(({ name }) => `<a href="#${name}">${name}</a>`).join('')}</nav>`;
  return `<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>${screens.length} screens</title><style>${style}</style>\n<h1>${screens.length} screens</h1>\n${nav}\n${screens.map(section).join('\n')}\n</html>\n`;
};
