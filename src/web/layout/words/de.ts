import type { Words } from '../words.js';

/** The pages' words in German. */
export const de: Words = {
  helpCentre: 'Hilfe',
  skip: 'Zum Inhalt springen',
  language: 'Sprache',
  fictional: 'Die Larkhaven Bank ist erfunden: eine Vorführung von Univocal.',
  changes: 'Was sich geändert hat',
  home: {
    heading: 'Wie können wir helfen?',
    lead: 'Eine Frage, eine Antwort: hier, im Chat, per E-Mail und am Telefon dieselbe.',
    topics: 'Themen',
    count: (count) => (count === 1 ? '1 Antwort' : `${count} Antworten`),
  },
  search: {
    label: 'Hilfeseiten durchsuchen',
    hint: 'Fragen Sie in Ihren Worten',
    button: 'Suchen',
    heading: 'Suche',
    found: (count, text) => `${count === 1 ? '1 Antwort' : `${count} Antworten`} zu „${text}“`,
    more: 'Weitere Antworten',
    nothing: (text) => `Zu „${text}“ haben wir nichts gefunden`,
    tryAgain: 'Versuchen Sie es mit weniger oder anderen Wörtern, oder nehmen Sie einen dieser Wege.',
    byTopic: 'Nach Thema suchen',
    readAs: 'Antworten auf',
    narrow: 'Nach Thema eingrenzen',
    everyTopic: 'Alle Themen',
    otherTopics: 'Zu diesem Thema nichts. Diese Antworten gehören zu anderen.',
    anyWord: 'Keine Antwort passt zu allen Ihren Wörtern. Diese passen zu einigen davon.',
    otherLanguage: (asked, shown) => `Auf ${asked} nichts. Diese Antworten sind auf ${shown}.`,
    about: (count, text) => `Etwa ${count} Antworten zu „${text}“`,
    alike: 'Ähnliche Fragen',
    popular: 'Oft gelesen',
    degraded: 'Die Suche arbeitet gerade einfacher als sonst und findet vielleicht nicht alles.',
    suggestions: 'Vorgeschlagene Fragen',
    suggested: (count) => ['Keine Vorschläge', '1 Vorschlag'][count] ?? `${count} Vorschläge`,
  },
  person: {
    heading: 'Mit einem Menschen sprechen',
    text: 'Öffnen Sie den Chat und fragen Sie jederzeit nach einem Menschen. Was Sie hier gelesen haben, müssen Sie nicht wiederholen.',
    chat: 'Chat öffnen',
  },
  answer: {
    details: 'Zu dieser Antwort',
    version: 'Version',
    since: 'Gültig seit',
    verified: 'Zuletzt geprüft',
    team: 'Verfasst von',
    receipt: 'Beleg',
    address: 'Dauerhafter Link zu dieser Version',
    changed: 'Was sich geändert hat',
    related: 'Verwandte Antworten',
    fallback: (asked, shown) => `Diese Antwort gibt es noch nicht auf ${asked}. Sie lesen sie auf ${shown}.`,
    fallbackThen: (asked, shown) => `Diese Version gibt es nicht auf ${asked}. Sie lesen sie auf ${shown}.`,
    outdated: 'Diese Übersetzung stammt von einer früheren Version.',
    current: 'Aktuelle Version auf Englisch lesen',
    earlier: (from, to) =>
      to === null
        ? `Sie lesen eine frühere Version, gültig ab dem ${from}.`
        : `Sie lesen eine frühere Version, gültig vom ${from} bis zum ${to}.`,
    today: 'Die aktuelle Version lesen',
  },
  receipts: {
    heading: 'Einen Beleg prüfen',
    lead: 'Jede Antwort von uns trägt einen Beleg. Mit ihm können Sie zeigen, was wir Ihnen gesagt haben, wen auch immer Sie fragen.',
    code: 'Belegnummer, etwa UV-…',
    find: 'Nachsehen',
    mistyped: {
      heading: 'Das kann keine Belegnummer sein',
      text: 'Vergleichen Sie Zeichen für Zeichen mit dem, was gesagt oder geschrieben wurde.',
    },
    unknown: {
      heading: 'Einen Beleg mit dieser Nummer gibt es nicht',
      text: 'Die Form stimmt, aber die Nummer ist nicht von uns. Fragen Sie dort, wo Sie sie bekommen haben.',
    },
    given: {
      heading: 'Diesen Beleg haben wir gegeben',
      text: 'Er steht für den Wortlaut einer Antwort auf einem Kanal und in einer Sprache.',
    },
    isCurrent: 'Wir geben heute denselben Wortlaut.',
    isOld: 'Wir geben heute einen anderen Wortlaut: Bitte lesen Sie die Antwort neu.',
    firstGiven: 'Zuerst gegeben am',
    channel: 'Kanal',
    answer: 'Antwort',
    file: 'Die Datei eines Belegs',
    fileHint: 'Fügen Sie den ganzen Text ein, von { bis }.',
    verify: 'Prüfen',
    verifyHere: 'In diesem Browser prüfen, ohne ihn zu senden',
    verdicts: {
      GENUINE: { heading: 'Er ist echt', text: 'Wir haben ihn signiert, und seitdem wurde nichts darin geändert.' },
      ALTERED: {
        heading: 'Er ist nicht echt',
        text: 'Er ist nicht das, was wir signiert haben. Verlassen Sie sich nicht darauf.',
      },
      UNKNOWN_KEY: {
        heading: 'Seinen Schlüssel kennen wir nicht',
        text: 'Kein Schlüssel, den diese Seite kennt, hat ihn unterschrieben. Ist die Seite schon lange offen, laden Sie sie neu und versuchen Sie es noch einmal.',
      },
      UNREADABLE: { heading: 'Das ist kein Beleg', text: 'Fügen Sie den ganzen Text der Datei ein.' },
    },
  },
  vote: {
    question: 'War das hilfreich?',
    yes: 'Ja',
    no: 'Nein',
    thanks: 'Danke für Ihre Rückmeldung.',
    sorry: 'Danke für Ihre Rückmeldung. Wenn Sie noch Hilfe brauchen:',
  },
  scope: { business: 'Geschäftlich', personal: 'Privat' },
  failure: {
    missing: {
      heading: 'Diese Seite gibt es nicht',
      text: 'Vielleicht wurde sie verschoben oder entfernt. Suchen Sie, was Sie brauchen.',
    },
    invalid: {
      heading: 'Das konnten wir nicht lesen',
      text: 'Ändern Sie Ihre Eingabe und versuchen Sie es noch einmal.',
    },
    unavailable: {
      heading: 'Wir können diese Seite gerade nicht zeigen',
      text: 'Der Fehler liegt bei uns. Bitte versuchen Sie es in einer Minute wieder.',
    },
    withdrawn: {
      heading: 'Wir prüfen diese Antwort gerade',
      text: 'Wir zeigen sie nicht, bis wir wissen, dass sie stimmt, und sagen lieber nichts als etwas Falsches. Bitte sprechen Sie mit einem Menschen.',
    },
    unservable: {
      heading: 'Diese Antwort wird gerade berichtigt',
      text: 'Eine Angabe darin fehlt, und wir sagen lieber nichts als etwas Falsches. Bitte sprechen Sie mit einem Menschen.',
    },
    forbidden: {
      heading: 'Diese Seite dürfen Sie nicht sehen',
      text: 'Sie ist für Menschen mit einer anderen Rolle.',
    },
    busy: { heading: 'Zu viele Anfragen', text: 'Bitte warten Sie eine Minute und versuchen Sie es dann wieder.' },
  },
};
