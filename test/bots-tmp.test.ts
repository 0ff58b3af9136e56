import { it } from 'vitest'; import {writeFileSync} from 'node:fs';
import { systemClock } from '../src/platform/clock.js';
import { smallBank } from './support/bot-knowledge.js';
import { botServer } from './support/bot-server.js';
import { openBrowser } from './support/browser.js';
import { conversationDatabase } from './support/conversation-database.js';
it('x', async () => {const out: string[] = []; const console = {log: (...a: unknown[]) => out.push(a.join(' '))};
const database = await conversationDatabase(); const browser = await openBrowser();
const server = await botServer({ conversations: database.node(systemClock), clock: systemClock, knowledge: smallBank() });
await server.listen({ port: 0, host: '127.0.0.1' });
const page = await browser.newPage();
page.on('console', (m) => console.log('console', m.text())); page.on('pageerror', (e) => console.log('err', e.message));
page.on('requestfailed', (r) => console.log('failed', r.url(), r.failure()?.errorText));
page.on('response', (r) => console.log(r.status(), r.url()));
await page.goto(`http://127.0.0.1:${(server.server.address() as any).port}/chat?locale=en`);
await new Promise((d) => setTimeout(d, 2500));
console.log(await page.locator('#messages').innerHTML(), await page.locator('#status').textContent());
if (true) { await page.setViewportSize({width: 900, height: 700}); 
 for (const q of ['How long does a new card take to arrive?','transfer cost']) { await page.getByRole('textbox').fill(q); await page.keyboard.press('Enter'); await new Promise((d) => setTimeout(d, 800)); }
 await page.screenshot({path:'/tmp/chat-light.png'}); await page.emulateMedia({colorScheme:'dark'}); await page.setViewportSize({width: 320, height: 640}); await page.screenshot({path:'/tmp/chat-dark.png'}); }
await browser.close(); await server.close(); await database.close();
writeFileSync('/tmp/dbg.out', out.join('\n'));}, 60000);
