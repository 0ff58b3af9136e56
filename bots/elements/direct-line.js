// A Direct Line 3.0 client for one page: websocket first, polling where sockets do not get through, and nothing lost or repeated in between.

const refreshMs = 15 * 60_000;
const pollMs = 2_000;
const longestPauseMs = 30_000;

/**
 * Opens a conversation at `service`, or the one remembered in `memory`, and calls `onActivity` for each activity and `onState` with "connecting", "online"
 * or "offline". Returns how to send an activity (one whose `clientActivityID` is known already is never stored twice) and how to stop.
 */
export function connect({ service, locale, memory, onActivity, onState }) {
  const base = `${service}/v3/directline`;
  let conversation = memory.read();
  let watermark = '';
  let socket = null;
  let failures = 0;
  let blockedSockets = 0;
  let timer = 0;
  let isStopped = false;
  let isTrying = false;

  const call = async (method, path, body) => {
    const response = await fetch(path, {
      method,
      signal: AbortSignal.timeout(15_000),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(conversation?.token ? { authorization: `Bearer ${conversation.token}` } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw Object.assign(new Error(`${response.status}`), { status: response.status });
    return response.json();
  };

  const remember = (next) => {
    conversation = { conversationId: next.conversationId, token: next.token };
    memory.write(conversation);
    return next;
  };

  const open = async () => {
    if (conversation)
      return remember(await call('GET', `${base}/conversations/${conversation.conversationId}?watermark=${watermark}`));
    conversation = await call('POST', `${base}/tokens/generate`);
    return remember(await call('POST', `${base}/conversations`, { locale }));
  };

  const receive = (set) => {
    for (const activity of set.activities) onActivity(activity);
    if (set.watermark) watermark = set.watermark;
  };

  const listen = (streamUrl) => {
    let wasOpen = false;
    socket = new WebSocket(streamUrl);
    socket.onopen = () => {
      wasOpen = true;
      failures = 0;
      blockedSockets = 0;
      onState('online');
    };
    socket.onmessage = ({ data }) => {
      if (data) receive(JSON.parse(data));
    };
    socket.onclose = () => {
      if (isStopped) return;
      if (!wasOpen) blockedSockets += 1;
      retry();
    };
  };

  const poll = async () => {
    receive(
      await call('GET', `${base}/conversations/${conversation.conversationId}/activities?watermark=${watermark}`),
    );
    failures = 0;
    onState('online');
    timer = setTimeout(() => void attempt(poll), pollMs);
  };

  const start = async () => {
    const { streamUrl } = await open();
    if (isStopped) return;
    if (blockedSockets >= 2) await poll();
    else listen(streamUrl);
  };

  const attempt = async (step) => {
    isTrying = true;
    try {
      if (!isStopped) await step();
    } catch (error) {
      // The conversation has ended, or its token was not used for too long: a new one begins.
      if (error.status === 403 || error.status === 404) forget();
      retry();
    } finally {
      isTrying = false;
    }
  };

  const retry = () => {
    if (isStopped) return;
    onState(failures === 0 ? 'connecting' : 'offline');
    const pause = Math.min(longestPauseMs, 500 * 2 ** failures) * (0.5 + Math.random());
    failures += 1;
    clearTimeout(timer);
    timer = setTimeout(() => void attempt(start), pause);
  };

  const forget = () => {
    conversation = null;
    watermark = '';
    memory.write(null);
  };

  // Back on the network: a socket that died in silence would be noticed much later, and a pause between tries is of no use now.
  const comeBack = () => {
    if (isStopped || isTrying) return;
    failures = 0;
    if (socket) socket.onclose = null;
    socket?.close();
    retry();
  };
  addEventListener('online', comeBack);

  const refresher = setInterval(() => {
    if (conversation) call('POST', `${base}/tokens/refresh`).then(remember, () => undefined);
  }, refreshMs);
  onState('connecting');
  void attempt(start);

  return {
    send: async (activity) => {
      if (!conversation) throw new Error('not connected');
      await call('POST', `${base}/conversations/${conversation.conversationId}/activities`, { locale, ...activity });
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      clearInterval(refresher);
      removeEventListener('online', comeBack);
      socket?.close();
    },
  };
}
