import type { GuardingSentences } from './guarding.en.ts';

export const guardingProblemsDe: Readonly<Record<string, string>> = {
  'passkey-cancelled': 'Mit Ihrem Passkey ist nichts bestätigt. Versuchen Sie es, wenn Sie so weit sind.',
  'passkey-not-here':
    'Nach dem Passkey, den Ihre Tür verlangt, kann diese Seite nicht fragen. Öffnen Sie die Adresse, unter der er angelegt ist.',
  'passkey-missing':
    'Ihre Tür verlangt den Passkey dieses Geräts. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  'passkey-wrong': 'Bestätigt wurde mit einem anderen Passkey als dem, den Ihre Tür kennt.',
  'passkey-nobody': 'Der Passkey hat weder Finger noch Gesicht oder PIN geprüft.',
};

const more: Readonly<Record<string, string>> = {
  malformed: 'Ihr Hub kennt das noch nicht.',
  'hub-offline': 'Ihre Tür ist nicht verbunden.',
  'hub-silent':
    'Ihre Tür hat nicht rechtzeitig geantwortet. Sehen Sie noch einmal in die Liste, bevor Sie es wiederholen.',
  'signer-suspended': 'Dieses Gerät ist ausgesetzt.',
  'signature-wrong': 'Jemand anderes hat die Liste eben geändert. Sehen Sie noch einmal hinein.',
  'epoch-wrong': 'Jemand anderes hat die Liste eben geändert. Sehen Sie noch einmal hinein.',
};

export const guardingDe: GuardingSentences = {
  title: 'Änderungen am Haushalt',
  what: 'Ihre Tür kann nach Ihrem Passkey fragen, sobald dieses Gerät ändert, wer zum Haushalt gehört, oder den Wiederherstellungscode. Eine veränderte Seite oder jemand mit Ihrem entsperrten Gerät kann das dann nicht allein. Geprüft wird es vom Hub selbst. Öffnen, Erlauben und Sperren bleiben, wie sie sind.',
  begin: (name) => `Ab jetzt nach „${name}“ fragen`,
  needs: (name) => `Änderungen von diesem Gerät nimmt Ihre Tür nur mit „${name}“.`,
  needsUnlisted:
    'Änderungen von diesem Gerät nimmt Ihre Tür nur mit einem Passkey, der nicht in der Liste des Servers steht.',
  lost: 'Geht er verloren, kann ein anderes Gerät, das den Haushalt verwaltet, das beenden, oder Ihr Wiederherstellungscode bringt ein neues herein.',
  weakest: 'Andere Geräte, die den Haushalt verwalten, ändern ihn weiter ohne Passkey.',
  end: 'Nicht mehr danach fragen',
  endOther: 'Dieses Gerät nicht mehr nach seinem Passkey fragen',
  other:
    'Änderungen von diesem Gerät nimmt Ihre Tür nur mit seinem Passkey. Ist der verloren, können Sie das von hier beenden.',
  working: 'Finger, Gesicht oder PIN, bitte …',
  row: 'bestätigt Änderungen mit Passkey',
  failed: 'Geändert hat sich nichts',
  why: (problem) =>
    more[problem] ?? guardingProblemsDe[problem] ?? 'Versuchen Sie es noch einmal, wenn Ihre Tür antwortet.',
};
