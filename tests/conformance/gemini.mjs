// Google's SDK: generateContent, at Google and at WisGate.
import { GoogleGenAI } from '@google/genai';

import { settingsOf } from './questions.mjs';

// The SDK adds the version itself: "v1" unless it is told otherwise.
const service = { gemini: '/gemini', wisgate: '/wisgate' };

function choiceOf(word) {
  if (word === 'auto' || word === 'none') return { mode: word.toUpperCase() };
  return word === 'required' ? { mode: 'ANY' } : { mode: 'ANY', allowedFunctionNames: [word] };
}

function requestOf(question) {
  const settings = settingsOf(question, 'gemini');
  const config = {};
  const names = {
    temperature: 'temperature', max_tokens: 'maxOutputTokens', seed: 'seed', top_p: 'topP', top_k: 'topK',
    frequency_penalty: 'frequencyPenalty', presence_penalty: 'presencePenalty', stop: 'stopSequences',
  };
  for (const [setting, name] of Object.entries(names)) {
    if (settings[setting] !== undefined) config[name] = settings[setting];
  }
  if (question.instructions) config.systemInstruction = question.instructions;
  if (settings.reasoning_effort) {
    config.thinkingConfig = { includeThoughts: true, thinkingLevel: settings.reasoning_effort.toUpperCase() };
  }
  if (settings.reasoning_tokens) {
    config.thinkingConfig = { includeThoughts: true, thinkingBudget: settings.reasoning_tokens };
  }
  if (settings.answer_format === 'json' || settings.answer_schema) config.responseMimeType = 'application/json';
  if (settings.answer_schema) config.responseJsonSchema = settings.answer_schema;
  if (settings.tools) {
    const functionDeclarations = settings.tools.map(({ function: { parameters, ...named } }) => (
      { ...named, parametersJsonSchema: parameters }));
    config.tools = [{ functionDeclarations }];
  }
  if (settings.tool_choice) config.toolConfig = { functionCallingConfig: choiceOf(settings.tool_choice) };
  const parts = (question.attachments ?? []).map((each) => ({ inlineData: { mimeType: each.mime, data: each.bytes } }));
  const contents = parts.length ? [{ role: 'user', parts: [{ text: question.prompt }, ...parts] }] : question.prompt;
  return { model: question.model, contents, ...(Object.keys(config).length ? { config } : {}) };
}

function answerOf(bodies) {
  const parts = bodies.flatMap((body) => body.candidates?.[0]?.content?.parts ?? []);
  const texts = (isThought) => parts.filter((part) => part.text !== undefined && Boolean(part.thought) === isThought)
    .map((part) => part.text).join('');
  const usage = bodies.at(-1).usageMetadata;
  const finish = bodies.at(-1).candidates?.[0]?.finishReason;
  const blocked = bodies[0].promptFeedback?.blockReason;
  return {
    text: texts(false),
    refusal: blocked ?? (finish === 'SAFETY' ? finish : ''),
    reasoning: texts(true),
    calls: parts.filter((part) => part.functionCall)
      .map((part) => ({ name: part.functionCall.name, arguments: part.functionCall.args })),
    isCut: finish === 'MAX_TOKENS',
    usage: { input: usage.promptTokenCount, output: usage.totalTokenCount - usage.promptTokenCount },
  };
}

async function ask(client, question, isStreaming) {
  if (!isStreaming) return answerOf([await client.models.generateContent(requestOf(question))]);
  const bodies = [];
  for await (const body of await client.models.generateContentStream(requestOf(question))) bodies.push(body);
  return answerOf(bodies);
}

export function speakers(address, key) {
  return Object.entries(service).map(([name, base]) => {
    const client = new GoogleGenAI({ apiKey: key, apiVersion: 'v1beta', httpOptions: { baseUrl: address + base } });
    return {
      sdk: '@google/genai',
      service: name,
      base: `${base}/v1beta`,
      dialect: 'gemini',
      fixture: name === 'gemini' ? 'gemini' : null,
      models: async () => {
        const ids = [];
        for await (const model of await client.models.list()) ids.push(model.name.replace('models/', ''));
        return ids;
      },
      ask: (question, isStreaming) => ask(client, question, isStreaming),
    };
  });
}
