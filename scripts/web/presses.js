// The main controls of each app, as a person meets them, for the measurement of how soon each answers a press.

const link = (name) => (tab) => tab.getByRole('link', { name, exact: true }).first();
const button = (name) => (tab) => tab.getByRole('button', { name }).first();
const at = (hash) => async (tab) => {
  await tab.evaluate((to) => (location.hash = to), hash);
  await tab.getByRole('main').first().waitFor();
  await tab.waitForTimeout(300);
};
const languages = [/^DE, /, /^EN, /];

/** A household that has moved in; what is fetched later has arrived before anything is pressed. */
const moveIn = (door) => async (tab) => {
  await tab.goto(door);
  await tab.getByRole('link', { name: 'Open the recipient’s app' }).click();
  await tab.getByRole('button', { name: 'Make this my household' }).click();
  await tab.getByRole('link', { name: 'Not now' }).click();
  await tab.getByText('Nobody is expected.').waitFor();
  await tab.waitForTimeout(5000);
};

const inHome = [
  ...['Parcels', 'People', 'Doors', 'Household', 'Today'].map((name) => ({ name: `to ${name}`, prepare: at(name === 'Today' ? '/doors' : '/'), control: link(name) })),
  { name: 'language', control: (tab, n) => button(languages[n % 2])(tab) },
  { name: 'invite somebody', prepare: at('/people'), control: (tab) => tab.locator('a[href="#/people/new"]').first() },
  { name: 'a day of the week', prepare: at('/people/new'), control: (tab) => tab.locator('.page-main input[type="checkbox"]').first() },
  { name: 'one door', prepare: at('/doors'), control: (tab) => tab.locator('a[href="#/doors/1"]').first() },
  { name: 'describe a door', prepare: at('/doors/1'), control: (tab) => tab.locator('a[href="#/doors/1/declare"]').first() },
  { name: 'an answer about a door', prepare: at('/doors/1/declare'), control: (tab, n) => tab.getByRole('radio').nth(n % 2) },
  { name: 'who can open it', prepare: at('/doors/1'), control: (tab) => tab.locator('a[href="#/doors/1/access"]').first() },
];

const inCourier = [
  { name: 'language', control: (tab, n) => button(languages[n % 2])(tab) },
  { name: 'name field', control: (tab) => tab.getByRole('textbox').first() },
];

const openConsole = (setup) => async (tab) => {
  await tab.goto(setup);
  await tab.getByRole('main').first().waitFor();
};
const inConsole = [{ name: 'language', control: (tab, n) => button(languages[n % 2])(tab) }];

const openDoor = (door) => async (tab) => {
  await tab.goto(door);
  await tab.getByRole('main').first().waitFor();
};
const inDoor = [
  { name: 'language', control: (tab, n) => button(languages[n % 2])(tab) },
  { name: 'a fault, on and off', control: (tab) => tab.locator('main button, main input[type="checkbox"]').first() },
];

export const pressesOf = (addresses) => [
  { app: '/home', enter: moveIn(addresses.door), controls: inHome },
  { app: '/courier', enter: openDoor(addresses.courier), controls: inCourier },
  { app: '/console', enter: openConsole(`${addresses.server}/console/`), controls: inConsole },
  { app: '/door', enter: openDoor(addresses.door), controls: inDoor },
];
