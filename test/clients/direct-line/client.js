import { WebSocket as NodeWebSocket } from 'ws';
import XMLHttpRequest from 'xhr2';
import { origin } from '../support/api.js';
import { until } from '../support/until.js';

// The client is made for browsers: it takes these two from the global scope. It is itself unmodified.
const sockets = [];
globalThis.XMLHttpRequest = XMLHttpRequest;
globalThis.WebSocket = class extends NodeWebSocket {
  constructor(address) {
    super(address);
    sockets.push(this);
  }
};
const { DirectLine } = (await import('botframework-directlinejs')).default;

/** A conversation held by botframework-directlinejs; every activity it receives is in `received`, in order. */
export async function converse({ webSocket }) {
  const { token } = await (await fetch(`${origin}/v3/directline/tokens/generate`, { method: 'POST' })).json();
  const line = new DirectLine({
    domain: `${origin}/v3/directline`,
    token,
    webSocket,
    pollingInterval: 250,
    timeout: 10_000,
    random: () => 0,
    conversationStartProperties: { locale: 'en' },
  });
  const received = [];
  const before = sockets.length;
  const subscription = line.activity$.subscribe((activity) => received.push(activity));
  return {
    received,
    /** Sends a text and waits for the bot's reply to it. */
    ask: async (text) => {
      const id = await new Promise((done, fail) =>
        line.postActivity({ type: 'message', text, from: { id: 'customer' }, locale: 'en' }).subscribe(done, fail),
      );
      if (id === 'retry') throw new Error('the message was not taken');
      return until(() => received.find((activity) => activity.replyToId === id), { what: 'a reply' });
    },
    until: (condition) => until(() => condition(received)),
    /** Cuts the connection as a lost network would. */
    dropSocket: () => sockets.at(-1).terminate(),
    openedSockets: () => sockets.length - before,
    end: () => {
      subscription.unsubscribe();
      line.end();
    },
  };
}
