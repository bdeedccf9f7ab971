// Anthropic's SDK: Messages, at Anthropic and at services that speak the same. Its versions from 1 on speak
// "anthropic-version: 2026-10-21", without temperature, top_p and top_k, and send a bearer token; those before it
// speak 2023-06-01 and send x-api-key.
import Anthropic from '@anthropic-ai/sdk';
import OldAnthropic from 'anthropic-sdk-0';

import { settingsOf } from './questions.mjs';

// The SDK adds "/v1" itself.
const service = { anthropic: '/anthropic', wisgate: '/wisgate', openrouter: '/openrouter/api' };

function part(attachment) {
  const source = { type: 'base64', media_type: attachment.mime, data: attachment.bytes };
  return attachment.mime.startsWith('image/')
    ? { type: 'image', source } : { type: 'document', source };
}

function choiceOf(word) {
  if (word === 'required') return { type: 'any' };
  return ['auto', 'none'].includes(word) ? { type: word } : { type: 'tool', name: word };
}

function bodyOf(question) {
  const { stop, reasoning_tokens, answer_schema, tools, tool_choice, ...same } = settingsOf(question, 'anthropic-messages');
  const content = question.attachments
    ? [...question.attachments.map(part), { type: 'text', text: question.prompt }]
    : question.prompt;
  const body = { model: question.model, messages: [{ role: 'user', content }], ...same };
  if (question.instructions) body.system = question.instructions;
  if (stop) body.stop_sequences = stop;
  if (reasoning_tokens) body.thinking = { type: 'enabled', budget_tokens: reasoning_tokens };
  if (answer_schema) body.output_config = { format: { type: 'json_schema', schema: answer_schema } };
  if (tools) {
    body.tools = tools.map(({ function: { parameters, ...named } }) => ({ ...named, input_schema: parameters }));
  }
  if (tool_choice) body.tool_choice = choiceOf(tool_choice);
  return body;
}

function answerOf(message) {
  const blocks = (type) => message.content.filter((block) => block.type === type);
  const isRefusal = message.stop_reason === 'refusal';
  const text = blocks('text').map((block) => block.text).join('');
  return {
    text: isRefusal ? '' : text,
    refusal: isRefusal ? text : '',
    reasoning: blocks('thinking').map((block) => block.thinking).join(''),
    calls: blocks('tool_use').map((block) => ({ name: block.name, arguments: block.input })),
    isCut: message.stop_reason === 'max_tokens',
    usage: { input: message.usage.input_tokens, output: message.usage.output_tokens },
  };
}

async function ask(client, question, isStreaming) {
  if (!isStreaming) return answerOf(await client.messages.create(bodyOf(question)));
  return answerOf(await client.messages.stream(bodyOf(question)).finalMessage());
}

function speaker(client, fields) {
  return { dialect: 'anthropic-messages', ask: (question, isStreaming) => ask(client, question, isStreaming), ...fields };
}

export function speakers(address, key) {
  const listed = (client) => () => client.models.list().then((page) => page.data.map((each) => each.id));
  const all = Object.entries(service).map(([name, base]) => {
    const client = new Anthropic({ apiKey: key, authToken: null, baseURL: address + base, maxRetries: 0 });
    const isOwn = name === 'anthropic';
    return speaker(client, {
      sdk: '@anthropic-ai/sdk',
      service: name,
      base: `${base}/v1`,
      skips: ['settings'],
      fixture: isOwn ? 'anthropic-messages-2026-10-21' : null,
      models: isOwn ? listed(client) : null,
    });
  });
  const old = new OldAnthropic({ apiKey: key, authToken: null, baseURL: `${address}/anthropic`, maxRetries: 0 });
  all.push(speaker(old, {
    sdk: 'anthropic-sdk-0', service: 'anthropic', base: '/anthropic/v1', fixture: 'anthropic-messages-2023-06-01', models: listed(old),
  }));
  return all;
}
