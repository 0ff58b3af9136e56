import { WebSocket as NodeWebSocket } from 'ws';
import XMLHttpRequest from 'xhr2';

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

/** Where the service runs. */
export const origin = requireOrigin();

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
      return until(() => received.find((activity) => activity.replyToId === id));
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

/** Asks the API itself, as anyone. */
export async function graphql(query, variables) {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors[0].message);
  return data;
}

async function until(read, patienceMs = 20_000) {
  for (const end = Date.now() + patienceMs; Date.now() < end; ) {
    const found = read();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error('waited in vain');
}

function requireOrigin() {
  const value = process.env.UNIVOCAL_URL;
  if (!value) throw new Error('UNIVOCAL_URL must name the running service, such as http://127.0.0.1:4000.');
  return value.replace(/\/+$/, '');
}
