// OpenRouter's SDK, which checks every field of an answer: chat completions, Responses, and what it tells about
// models, providers, the account and past answers. It has no call for Messages; Anthropic's SDK does that.
import { OpenRouter } from '@openrouter/sdk';

import { dataAddress, settingsOf } from './questions.mjs';

const base = '/openrouter/api/v1';

const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

function routingOf(settings) {
  const routing = {};
  const provider = {};
  for (const [name, value] of Object.entries(settings)) {
    if (name === 'models') routing.models = value;
    if (name.startsWith('provider.')) provider[camel(name.slice(9))] = value;
  }
  if (Object.keys(provider).length) routing.provider = provider;
  return routing;
}

function chatPart(attachment) {
  return attachment.mime.startsWith('image/')
    ? { type: 'image_url', imageUrl: { url: dataAddress(attachment) } }
    : { type: 'file', file: { filename: attachment.name, fileData: dataAddress(attachment) } };
}

function chatRequest(question, stream) {
  const settings = settingsOf(question, 'openai-chat');
  const content = question.attachments
    ? [{ type: 'text', text: question.prompt }, ...question.attachments.map(chatPart)]
    : question.prompt;
  const messages = [{ role: 'user', content }];
  if (question.instructions) messages.unshift({ role: 'system', content: question.instructions });
  const request = { model: question.model, messages, stream, ...routingOf(settings) };
  for (const name of ['temperature', 'max_tokens', 'seed', 'top_p', 'frequency_penalty', 'presence_penalty', 'stop', 'tools']) {
    if (settings[name] !== undefined) request[camel(name)] = settings[name];
  }
  if (settings.reasoning_effort) request.reasoning = { effort: settings.reasoning_effort };
  if (settings.answer_format === 'json') request.responseFormat = { type: 'json_object' };
  if (settings.answer_schema) {
    request.responseFormat = { type: 'json_schema', jsonSchema: { name: 'answer', strict: true, schema: settings.answer_schema } };
  }
  if (settings.tool_choice) {
    request.toolChoice = ['auto', 'none', 'required'].includes(settings.tool_choice)
      ? settings.tool_choice : { type: 'function', function: { name: settings.tool_choice } };
  }
  return request;
}

async function askChat(client, question, isStreaming) {
  const result = await client.chat.send({ chatRequest: chatRequest(question, isStreaming) });
  const answer = { text: '', refusal: '', reasoning: '', calls: [], isCut: false };
  const calls = [];
  const read = (choice, message) => {
    answer.text += message.content ?? '';
    answer.refusal += message.refusal ?? '';
    answer.reasoning += message.reasoning ?? '';
    for (const call of message.toolCalls ?? []) {
      const known = (calls[call.index ?? 0] ??= { name: '', arguments: '' });
      known.name += call.function?.name ?? '';
      known.arguments += call.function?.arguments ?? '';
    }
    answer.isCut ||= choice.finishReason === 'length';
  };
  let usage;
  if (isStreaming) {
    for await (const chunk of result) {
      if (chunk.error) throw new Error(chunk.error.message);
      for (const choice of chunk.choices) read(choice, choice.delta);
      usage = chunk.usage ?? usage;
    }
  } else {
    read(result.choices[0], result.choices[0].message);
    usage = result.usage;
  }
  answer.calls = calls.map((call) => ({ name: call.name, arguments: JSON.parse(call.arguments) }));
  answer.usage = { input: usage.promptTokens, output: usage.completionTokens };
  return answer;
}

function responsesPart(attachment) {
  return attachment.mime.startsWith('image/')
    ? { type: 'input_image', detail: 'auto', imageUrl: dataAddress(attachment) }
    : { type: 'input_file', filename: attachment.name, fileData: dataAddress(attachment) };
}

function responsesRequest(question, stream) {
  const settings = settingsOf(question, 'openai-responses');
  const input = question.attachments
    ? [{ role: 'user', content: [{ type: 'input_text', text: question.prompt }, ...question.attachments.map(responsesPart)] }]
    : question.prompt;
  const request = { model: question.model, input, stream, ...routingOf(settings) };
  if (question.instructions) request.instructions = question.instructions;
  if (settings.temperature !== undefined) request.temperature = settings.temperature;
  if (settings.top_p !== undefined) request.topP = settings.top_p;
  if (settings.max_tokens) request.maxOutputTokens = settings.max_tokens;
  if (settings.reasoning_effort) request.reasoning = { effort: settings.reasoning_effort };
  if (settings.verbosity) request.text = { verbosity: settings.verbosity };
  if (settings.answer_format === 'json') request.text = { ...request.text, format: { type: 'json_object' } };
  if (settings.answer_schema) {
    request.text = { ...request.text, format: { type: 'json_schema', name: 'answer', strict: true, schema: settings.answer_schema } };
  }
  if (settings.tools) request.tools = settings.tools.map((tool) => ({ type: 'function', ...tool.function }));
  if (settings.tool_choice) {
    request.toolChoice = ['auto', 'none', 'required'].includes(settings.tool_choice)
      ? settings.tool_choice : { type: 'function', name: settings.tool_choice };
  }
  return request;
}

function responsesAnswer(response) {
  const items = (type) => response.output.filter((item) => item.type === type);
  const parts = (type) => items('message').flatMap((item) => item.content).filter((part) => part.type === type);
  return {
    text: parts('output_text').map((part) => part.text).join(''),
    refusal: parts('refusal').map((part) => part.refusal).join(''),
    reasoning: items('reasoning').flatMap((item) => item.content ?? item.summary).map((part) => part.text).join(''),
    calls: items('function_call').map((item) => ({ name: item.name, arguments: JSON.parse(item.arguments) })),
    isCut: response.incompleteDetails?.reason === 'max_output_tokens',
    usage: { input: response.usage.inputTokens, output: response.usage.outputTokens },
  };
}

async function askResponses(client, question, isStreaming) {
  const result = await client.responses.send({ responsesRequest: responsesRequest(question, isStreaming) });
  if (!isStreaming) return responsesAnswer(result);
  let text = '';
  let last;
  for await (const event of result) {
    if (event.isUnknown) throw new Error(`unknown event: ${JSON.stringify(event.raw)}`);
    if (event.type === 'response.output_text.delta') text += event.delta;
    if (event.type === 'response.failed') throw new Error(event.response.error.message);
    if (['response.completed', 'response.incomplete'].includes(event.type)) last = event.response;
  }
  const answer = responsesAnswer(last);
  if (text !== answer.text) throw new Error(`the deltas say "${text}", the last event "${answer.text}"`);
  return answer;
}

/// What is asked about, apart from questions to models.
async function tellAround(client, check) {
  const models = await client.models.list({ outputModalities: 'all' });
  const ids = [];
  for await (const page of models) ids.push(...page.result.data.map((each) => each.id));
  check('models', ids, ['text-a', 'text-b', 'text-c', 'picture-a', 'picture-b', 'video-a', 'video-b']);
  const endpoints = await client.endpoints.list({ author: 'practice', slug: 'text-a' });
  check('endpoints', endpoints.data.endpoints.map((each) => each.providerName), ['Practice', 'Practice']);
  const forgetful = await client.endpoints.listZdrEndpoints();
  check('who keeps nothing', forgetful.data.map((each) => `${each.modelId} ${each.tag}`),
    ['text-a practice', 'text-b practice', 'text-c practice']);
  const providers = await client.providers.list();
  check('providers', providers.data.map((each) => each.slug), ['practice']);
  check('key', (await client.apiKeys.getCurrentKeyMetadata()).data.label, 'practice gateway');
  check('credits', (await client.credits.getCredits()).data, { totalCredits: 0, totalUsage: 0 });
  const result = await client.chat.send({ chatRequest: { model: 'text-c', messages: [{ role: 'user', content: 'Hello' }], stream: false } });
  await new Promise((done) => setTimeout(done, 100)); // it is not there at once
  const generation = await client.generations.getGeneration({ id: result.id });
  check('generation', generation.data.tokensCompletion, result.usage.completionTokens);
  check('cost of the generation', generation.data.totalCost, result.usage.cost);
}

export function speakers(address, key) {
  const client = new OpenRouter({ apiKey: key, serverURL: address + base, retryConfig: { strategy: 'none' } });
  const common = { sdk: '@openrouter/sdk', service: 'openrouter', base };
  return [
    {
      ...common,
      dialect: 'openai-chat',
      fixture: 'openai-chat-at-openrouter',
      ask: (question, isStreaming) => askChat(client, question, isStreaming),
      around: (check) => tellAround(client, check),
    },
    {
      ...common,
      dialect: 'openai-responses',
      fixture: 'openai-responses-at-openrouter',
      ask: (question, isStreaming) => askResponses(client, question, isStreaming),
    },
  ];
}
