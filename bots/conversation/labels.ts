/** The few words that belong to no topic and so to no answer. */
interface Labels {
  readonly receipt: string;
  readonly noAnswer: string;
  readonly unavailable: string;
  readonly person: string;
  readonly changed: string;
  readonly withdrawn: string;
  readonly hurry: string;
  readonly noFiles: string;
  readonly handoff: string;
  readonly handoffFailed: string;
  readonly handoffCompleted: string;
}

const labels: Readonly<Record<string, Labels>> = {
  en: {
    receipt: 'Receipt',
    noAnswer: 'I have no answer to that.',
    unavailable: 'Something is wrong on our side. Please try again in a moment.',
    person: 'Talk to a person',
    changed: 'This answer has changed since I told you. It now says:',
    withdrawn:
      'An answer that I gave you in this chat is no longer valid. Please do not rely on it: ask me again, or ask for a person.',
    noFiles: 'I cannot read files or pictures. Please write your question, or ask for a person.',
    hurry:
      'You write faster than I can read, and I have not read your last message. Please wait a minute, then send it again.',
    handoff: 'I am passing you on to one of my colleagues.',
    handoffFailed:
      'None of my colleagues could take over. Your question is still open: you can ask me, or ask for a person again.',
    handoffCompleted: 'My colleague has left this chat. I am the computer program again: ask me anything else.',
  },
  es: {
    receipt: 'Recibo',
    noAnswer: 'No tengo respuesta a eso.',
    unavailable: 'Hay un problema por nuestra parte. Inténtelo de nuevo en un momento.',
    person: 'Hablar con alguien',
    changed: 'Esta respuesta ha cambiado desde que se la di. Ahora dice:',
    withdrawn:
      'Una respuesta que le di en este chat ya no es válida. No se guíe por ella: pregúnteme otra vez o pida una persona.',
    noFiles: 'No puedo leer archivos ni imágenes. Escriba su pregunta, por favor, o pida una persona.',
    hurry:
      'Escribe más rápido de lo que puedo leer y no he leído su último mensaje. Espere un minuto y vuelva a enviarlo, por favor.',
    handoff: 'Le paso con uno de mis compañeros.',
    handoffFailed:
      'Ninguno de mis compañeros ha podido atenderle. Su pregunta sigue abierta: puede preguntarme a mí o volver a pedir una persona.',
    handoffCompleted: 'Mi compañero ha dejado este chat. Vuelvo a ser yo, el programa: pregúnteme lo que quiera.',
  },
  de: {
    receipt: 'Beleg',
    noAnswer: 'Darauf habe ich keine Antwort.',
    unavailable: 'Bei uns ist etwas gestört. Bitte versuchen Sie es gleich noch einmal.',
    person: 'Mitarbeiter',
    changed: 'Diese Antwort hat sich geändert, seit ich sie Ihnen gegeben habe. Sie lautet jetzt:',
    withdrawn:
      'Eine Antwort, die ich Ihnen in diesem Chat gegeben habe, gilt nicht mehr. Verlassen Sie sich nicht darauf: Fragen Sie mich noch einmal, oder verlangen Sie einen Menschen.',
    noFiles:
      'Ich kann keine Dateien oder Bilder lesen. Bitte schreiben Sie Ihre Frage, oder verlangen Sie einen Menschen.',
    hurry:
      'Sie schreiben schneller, als ich lesen kann: Ihre letzte Nachricht habe ich nicht gelesen. Bitte warten Sie eine Minute, und senden Sie sie dann noch einmal.',
    handoff: 'Ich gebe Sie an unser Team weiter.',
    handoffFailed:
      'Niemand aus unserem Team konnte übernehmen. Ihre Frage ist noch offen: Fragen Sie mich, oder verlangen Sie noch einmal einen Menschen.',
    handoffCompleted:
      'Unser Team hat diesen Chat verlassen. Ich bin wieder das Computerprogramm: Fragen Sie mich gern weiter.',
  },
  ar: {
    receipt: 'إيصال',
    noAnswer: 'ليس لديّ إجابة عن ذلك.',
    unavailable: 'حدث خلل لدينا. يُرجى المحاولة مرة أخرى بعد قليل.',
    person: 'التحدث مع شخص',
    changed: 'تغيّرت هذه الإجابة منذ أن أخبرتك بها. نصّها الآن:',
    withdrawn:
      'إجابة أعطيتك إياها في هذه المحادثة لم تعد سارية. يُرجى عدم الاعتماد عليها: اسألني مرة أخرى أو اطلب التحدث مع شخص.',
    noFiles: 'لا يمكنني قراءة الملفات أو الصور. يُرجى كتابة سؤالك أو طلب التحدث مع شخص.',
    hurry: 'أنت تكتب أسرع مما يمكنني قراءته، ولم أقرأ رسالتك الأخيرة. يُرجى الانتظار دقيقة ثم إرسالها مرة أخرى.',
    handoff: 'سأحوّلك إلى أحد زملائي.',
    handoffFailed:
      'لم يتمكن أحد من زملائي من تولّي المحادثة. ما زال سؤالك مفتوحًا: يمكنك أن تسألني أو أن تطلب شخصًا مرة أخرى.',
    handoffCompleted: 'غادر زميلي هذه المحادثة. عدتُ أنا البرنامج: اسألني ما تشاء.',
  },
};
const english = labels['en'] as Labels;

/** The line that carries a receipt code, in the language of the text above it. */
export function receiptLine(code: string, locale: string | null): string {
  return `${labelsOf(locale).receipt} ${code}`;
}

/** What is said where the organisation has not written its own words for it: silence would look like a fault. */
export function noAnswerText(locale: string | null): string {
  return labelsOf(locale).noAnswer;
}

/** What is said when the knowledge API cannot be reached, so that its own words cannot be had either. */
export function unavailableText(locale: string | null): string {
  return labelsOf(locale).unavailable;
}

/** A button that asks for a person, in words that `wantsPerson` knows and of at most 20 characters. */
export function personText(locale: string | null): string {
  return labelsOf(locale).person;
}

/** What goes before the new words of an answer that was told otherwise in the same conversation. */
export function changedText(locale: string | null): string {
  return labelsOf(locale).changed;
}

/** What is said when an answer that was told in the same conversation is given to nobody any more. */
export function withdrawnText(locale: string | null): string {
  return labelsOf(locale).withdrawn;
}

/** What is said of files and pictures, which the bot cannot read. */
export function noFilesText(locale: string | null): string {
  return labelsOf(locale).noFiles;
}

/** What is said once to who writes faster than a conversation takes messages. */
export function hurryText(locale: string | null): string {
  return labelsOf(locale).hurry;
}

/** What is said when a person is called and the organisation's own words for it cannot be had. */
export function handoffText(locale: string | null): string {
  return labelsOf(locale).handoff;
}

/** What is said when no person could take over. */
export function handoffFailedText(locale: string | null): string {
  return labelsOf(locale).handoffFailed;
}

/** What is said when the person has left and the bot is the one to talk to again. */
export function handoffCompletedText(locale: string | null): string {
  return labelsOf(locale).handoffCompleted;
}

function labelsOf(locale: string | null): Labels {
  return labels[locale?.split('-')[0]?.toLowerCase() ?? 'en'] ?? english;
}
