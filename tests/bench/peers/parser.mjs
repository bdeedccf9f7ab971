// eventsource-parser and JSON.parse on a file in reads of some size: node parser.mjs FILE SIZE
import { readFileSync } from 'node:fs';
import { fromPeers } from './peers.mjs';

const { createParser } = await fromPeers('eventsource-parser');
const bytes = readFileSync(process.argv[2]);
const size = Number(process.argv[3]);

let letters = 0;
const parser = createParser({
  onEvent: (event) => {
    letters += JSON.parse(event.data).choices[0].delta.content.length;
  },
});
const decoder = new TextDecoder();
const before = process.cpuUsage();
for (let at = 0; at < bytes.length; at += size)
  parser.feed(decoder.decode(bytes.subarray(at, at + size), { stream: true }));
const used = process.cpuUsage(before);
console.log(JSON.stringify({ cpu_ms: (used.user + used.system) / 1000, letters }));
