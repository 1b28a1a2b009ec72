/** What a home, a member and a door are called: asked before anything else of doors is said. */
export const namingEn = {
  home: 'What do you call your home?',
  homeHint: 'For example: Linden Street. Both names stay on this device; the server never learns them.',
  member: 'Your name',
  door: 'What do you call this door?',
  doorHint:
    'For example: front door, back door, garage. Kept as you type. The household’s other devices and people whom you invite read it, sealed to them; the server never does.',
};

export type NamingSentences = typeof namingEn;
