/** Whether changes to who belongs to the household need an admin's passkey. */
export const guardingEn = {
  title: 'Changes to the household',
  what: 'You can have your door ask for your passkey whenever this device changes who belongs to the household or its recovery code. Neither a changed page nor somebody with your unlocked device can then do that alone. The hub checks it itself. Opening, allowing and blocking stay as they are.',
  begin: (name: string) => `Ask for “${name}” from now on`,
  needs: (name: string) => `Your door takes changes by this device only with “${name}”.`,
  needsUnlisted: 'Your door takes changes by this device only with a passkey that is not in the server’s list.',
  lost: 'If it is lost, another admin’s device can end this, or your recovery code brings in a new one.',
  weakest: 'Other admins’ devices still change the household without a passkey.',
  end: 'Stop asking for it',
  endOther: 'Stop asking that device for its passkey',
  other: 'Your door takes changes by this device only with its passkey. If that is lost, you can end this from here.',
  working: 'Waiting for your finger, face or PIN…',
  row: 'confirms changes with a passkey',
  failed: 'Nothing has changed',
  why: (problem: string) => more[problem] ?? guardingProblemsEn[problem] ?? 'Try again when your door answers.',
};

/** Why a roster that needed one was not taken; for every screen that signs one. */
export const guardingProblemsEn: Readonly<Record<string, string>> = {
  'passkey-cancelled': 'Nothing was confirmed with your passkey. Try again when you are ready.',
  'passkey-not-here': 'This page cannot ask for the passkey that your door wants. Use the address where you made it.',
  'passkey-missing': 'Your door wants this device’s passkey. Reload the page and try again.',
  'passkey-wrong': 'It was confirmed with another passkey than the one your door knows.',
  'passkey-nobody': 'The passkey did not check your finger, face or PIN.',
};

const more: Readonly<Record<string, string>> = {
  malformed: 'Your hub does not know this yet.',
  'hub-offline': 'Your door is not connected.',
  'hub-silent': 'Your door did not answer in time. Look at the list again before you repeat it.',
  'signer-suspended': 'This device is suspended.',
  'signature-wrong': 'Another member changed the list in this moment. Look at it again.',
  'epoch-wrong': 'Another member changed the list in this moment. Look at it again.',
};

export type GuardingSentences = typeof guardingEn;
