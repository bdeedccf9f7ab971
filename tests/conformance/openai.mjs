// OpenAI's SDK: chat completions and Responses, at OpenAI and at services that speak the same.
import OpenAI from 'openai';

import { dataAddress, settingsOf } from './questions.mjs';

const service = { openai: '/openai/v1', wisgate: '/wisgate/v1', openrouter: '/openrouter/api/v1' };

function chatPart(attachment) {
  return attachment.mime.startsWith('image/')
    ? { type: 'image_url', image_url: { url: dataAddress(attachment) } }
    : { type: 'file', file: { filename: attachment.name, file_data: dataAddress(attachment) } };
}

function chatBody(question) {
  const { max_tokens, answer_format, answer_schema, tool_choice, ...same } = settingsOf(question, 'openai-chat');
  const content = question.attachments
    ? [{ type: 'text', text: question.prompt }, ...question.attachments.map(chatPart)]
    : question.prompt;
  const messages = [{ role: 'user', content }];
  if (question.instructions) messages.unshift({ role: 'system', content: question.instructions });
  const body = { model: question.model, messages, ...same };
  if (max_tokens) body.max_completion_tokens = max_tokens;
  if (answer_format === 'json') body.response_format = { type: 'json_object' };
  if (answer_schema) {
    body.response_format = { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema: answer_schema } };
  }
  if (tool_choice) {
    body.tool_choice = ['auto', 'none', 'required'].includes(tool_choice)
      ? tool_choice : { type: 'function', function: { name: tool_choice } };
  }
  return body;
}

function chatAnswer(completion, reasoning) {
  const [choice] = completion.choices;
  return {
    text: choice.message.content ?? '',
    refusal: choice.message.refusal ?? '',
    reasoning: reasoning ?? choice.message.reasoning_content ?? choice.message.reasoning ?? '',
    calls: (choice.message.tool_calls ?? []).map((call) => (
      { name: call.function.name, arguments: JSON.parse(call.function.arguments) })),
    isCut: choice.finish_reason === 'length',
    usage: { input: completion.usage?.prompt_tokens, output: completion.usage?.completion_tokens },
  };
}

async function askChat(client, question, isStreaming) {
  if (!isStreaming) return chatAnswer(await client.chat.completions.create(chatBody(question)));
  const stream = client.chat.completions.stream({ ...chatBody(question), stream_options: { include_usage: true } });
  let reasoning = ''; // the SDK does not know it, and keeps only the last delta
  for await (const chunk of stream) {
    const delta = chunk.choices[0]?.delta;
    reasoning += delta?.reasoning_content ?? delta?.reasoning ?? '';
  }
  return chatAnswer(await stream.finalChatCompletion(), reasoning);
}

function responsesPart(attachment) {
  return attachment.mime.startsWith('image/')
    ? { type: 'input_image', detail: 'auto', image_url: dataAddress(attachment) }
    : { type: 'input_file', filename: attachment.name, file_data: dataAddress(attachment) };
}

function responsesBody(question) {
  const { max_tokens, answer_format, answer_schema, tools, tool_choice, reasoning_effort, verbosity, ...same } =
    settingsOf(question, 'openai-responses');
  const input = question.attachments
    ? [{ role: 'user', content: [{ type: 'input_text', text: question.prompt }, ...question.attachments.map(responsesPart)] }]
    : question.prompt;
  const body = { model: question.model, input, ...same };
  if (question.instructions) body.instructions = question.instructions;
  if (max_tokens) body.max_output_tokens = max_tokens;
  if (reasoning_effort) body.reasoning = { effort: reasoning_effort };
  if (verbosity) body.text = { verbosity };
  if (answer_format === 'json') body.text = { ...body.text, format: { type: 'json_object' } };
  if (answer_schema) {
    body.text = { ...body.text, format: { type: 'json_schema', name: 'answer', strict: true, schema: answer_schema } };
  }
  if (tools) body.tools = tools.map((tool) => ({ type: 'function', ...tool.function }));
  if (tool_choice) {
    body.tool_choice = ['auto', 'none', 'required'].includes(tool_choice)
      ? tool_choice : { type: 'function', name: tool_choice };
  }
  return body;
}

function responsesAnswer(response) {
  if (response.status === 'failed') throw new Error(response.error.message);
  const items = (type) => response.output.filter((item) => item.type === type);
  const parts = (type) => items('message').flatMap((item) => item.content).filter((part) => part.type === type);
  return {
    text: response.output_text,
    refusal: parts('refusal').map((part) => part.refusal).join(''),
    reasoning: items('reasoning').flatMap((item) => [...item.summary, ...(item.content ?? [])])
      .map((part) => part.text).join(''),
    calls: items('function_call').map((item) => ({ name: item.name, arguments: JSON.parse(item.arguments) })),
    isCut: response.incomplete_details?.reason === 'max_output_tokens',
    usage: { input: response.usage?.input_tokens, output: response.usage?.output_tokens },
  };
}

async function askResponses(client, question, isStreaming) {
  if (!isStreaming) return responsesAnswer(await client.responses.create(responsesBody(question)));
  const stream = client.responses.stream(responsesBody(question));
  const numbers = [];
  for await (const event of stream) numbers.push(event.sequence_number);
  numbers.forEach((number, index) => {
    if (number !== index) throw new Error(`event ${index} has the sequence number ${number}`);
  });
  return responsesAnswer(await stream.finalResponse());
}

export function speakers(address, key) {
  return Object.entries(service).flatMap(([name, base]) => {
    const client = new OpenAI({ apiKey: key, baseURL: address + base, maxRetries: 0 });
    const common = { sdk: 'openai', service: name, base, skips: ['routing'] };
    const isOwn = name === 'openai';
    return [
      {
        ...common,
        dialect: 'openai-chat',
        fixture: isOwn ? 'openai-chat' : null,
        models: () => client.models.list().then((page) => page.data.map((each) => each.id)),
        ask: (question, isStreaming) => askChat(client, question, isStreaming),
      },
      {
        ...common,
        dialect: 'openai-responses',
        fixture: isOwn ? 'openai-responses' : null,
        ask: (question, isStreaming) => askResponses(client, question, isStreaming),
      },
    ];
  });
}
