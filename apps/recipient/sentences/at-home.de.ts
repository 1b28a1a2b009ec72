import type { AtHomeSentences } from './at-home.en.ts';

export const atHomeDe: AtHomeSentences = {
  card: {
    title: 'Zu Hause, ohne den Server',
    what: 'Ihr Hub hält diese App selbst bereit, in Ihrem eigenen Netz. Gibt es den Server eines Tages nicht mehr, öffnen, abschließen, zusehen und sichern Sie von dort aus.',
    address: 'Die Adresse',
    signed: 'Eben von Ihrem Hub unterschrieben.',
    certificate: 'Das Zertifikat',
    certificateHint:
      'Ihr Browser zeigt dieselben Zeichen als SHA-256 des Zertifikats. Sind es andere, gehen Sie nicht weiter.',
    how: 'Öffnen Sie sie auf einem Gerät zu Hause und wählen Sie „Einem Haushalt beitreten“. Es zeigt einen Code; nehmen Sie das Gerät hier auf, verwaltend, wenn es später weitere aufnehmen soll. Filme werden von da an auch für dieses Gerät versiegelt.',
    soon: 'Tun Sie das, solange es den Server gibt: Ohne ihn nimmt nur ein Gerät, das schon dabei ist, ein weiteres auf, oder Ihr Wiederherstellungscode.',
  },
  start: {
    title: 'Ihr Haushalt, zu Hause',
    what: 'Diese Seite kommt von Ihrem Hub selbst, aus Ihrem eigenen Netz. Sie braucht keinen Server.',
    key: 'Hier braucht sie einen eigenen Schlüssel. Ein Mitglied nimmt ihn mit seinem Gerät auf, wo auch immer es gerade ist.',
  },
  here: {
    title: 'Von Ihrem Hub',
    what: 'Diese Seite läuft in Ihrem eigenen Netz, ohne Server. Pakete und Paketdienste regeln Sie dort, wo es einen gibt.',
    people:
      'Wer eingeladen ist, kommt wie bisher: Sie sehen alle unter Menschen, vom Hub selbst, und können es hier zurückziehen. Neu einladen können Sie dort, wo es einen Server gibt.',
    notKept:
      'Dieser Browser vertraut dem Zertifikat des Hubs nicht von sich aus und behält deshalb keine Kopie dieser App. Sie öffnet nur, solange Ihr Hub antwortet, und bietet keine neue Fassung an. Installieren Sie das Zertifikat auf diesem Gerät, um das zu ändern.',
  },
};
