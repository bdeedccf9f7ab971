// The openai package, given a file as the body of a streamed answer in reads of some size: node openai.mjs FILE SIZE
import { readFileSync } from 'node:fs';
import { fromPeers } from './peers.mjs';

const { default: OpenAI } = await fromPeers('openai');
const bytes = readFileSync(process.argv[2]);
const size = Number(process.argv[3]);

function body() {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length)
        return controller.close();
      controller.enqueue(bytes.subarray(at, at + size));
      at += size;
    },
  });
}

const client = new OpenAI({
  apiKey: 'none',
  baseURL: 'http://127.0.0.1:9/v1',
  fetch: async () => new Response(body(), { headers: { 'content-type': 'text/event-stream' } }),
});
const before = process.cpuUsage();
let letters = 0;
const stream = await client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], stream: true });
for await (const chunk of stream)
  letters += chunk.choices[0].delta.content.length;
const used = process.cpuUsage(before);
console.log(JSON.stringify({ cpu_ms: (used.user + used.system) / 1000, letters }));
