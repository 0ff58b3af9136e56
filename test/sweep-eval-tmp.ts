import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
const cells = JSON.parse(readFileSync('/tmp/sweeplab/cells.json','utf8')); const findings = JSON.parse(readFileSync('/tmp/sweeplab/findings.json','utf8'));
const { planted, decoys } = parse(readFileSync('/work/main/seed/disagreements.yaml','utf8'));
for (const c of cells) if (!['SAME','NOT_APPLICABLE','CONTRADICTS','INCOMPLETE'].includes(c.state) || (c.state !== 'SAME' && c.state!=='NOT_APPLICABLE' && !['faq','leaflet','phone-script'].includes(c.channel))) console.log('CELL', c.probe.key, c.channel, c.state, c.failure, JSON.stringify(c.differences), '\n   T:', c.text, '\n   C:', c.canonical);
const of = (x: any) => findings.filter((f: any) => f.channel === x.channel && f.probe.key === x.answer);
let found = 0; const used = new Set();
for (const p of planted) { const fs = of(p); const hit = fs.filter((f: any) => f.observed && (p.observed.includes(f.observed.text) || f.observed.text.includes(p.observed))); if (hit.length) { found++; hit.forEach((h: any) => used.add(h.id)); console.log('ok', p.id, hit.map((h: any) => h.kind + ' ' + h.tier).join()); } else console.log('MISSED', p.id, JSON.stringify(fs.map((f: any)=>[f.kind,f.tier,f.claim])), cells.find((c: any)=>c.channel===p.channel&&c.probe.key===p.answer)?.state); }
console.log('planted', found, planted.length);
for (const d of decoys) { const fs = of(d).filter((f: any) => f.observed && (d.observed.includes(f.observed.text) || f.observed.text.includes(d.observed))); if (fs.length) console.log('DECOY FLAGGED', d.id, JSON.stringify(fs.map((f: any)=>[f.kind,f.tier,f.claim]))); }
for (const f of findings) if (!used.has(f.id)) console.log('OTHER', f.channel, f.probe.key, f.kind, f.tier, f.claim);
