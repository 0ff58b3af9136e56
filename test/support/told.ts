import { startDirectLine } from './direct-line.js';
import type { TestService } from './test-service.js';

/** Asks the web chat as a customer does, or as the checker; gives the conversation. */
export async function askByChat(service: TestService, question: string) {
  const chat = await startDirectLine(service.url, { key: service.app.keys.webchat, locale: 'en' });
  const replies = await chat.ask(question);
  return { ...chat, replies };
}

/** Mails an answer to a customer. */
export async function tellByMail(service: TestService, answer: string, to: string, locale = 'en'): Promise<void> {
  const { errors } = await service.graphql(
    `mutation ($answer: String!, $to: String!, $locale: Locale!) {
      sendTemplate(template: "reply-to-question", to: $to, locale: $locale,
        variables: [{ name: "question", value: "How?" }, { name: "answer", value: $answer }]) { id }
    }`,
    { answer, to, locale },
    service.app.keys.email,
  );
  if (errors) throw new Error(errors[0]?.message);
}
