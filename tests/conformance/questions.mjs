// What is asked in every wire format, and what the practice gateway says to it: the same in all of them.
// Settings have the names of src/core/Parameter.cpp; tools are written as chat completions write them.

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n'
  + 'trailer<</Root 1 0 R>>\n%%EOF\n').toString('base64');

const mug = 'Write a friendly product text for a ceramic mug, at most 60 words.';

const stockTool = {
  type: 'function',
  function: {
    name: 'look_up_stock',
    description: 'How many pieces of a product there are.',
    parameters: {
      type: 'object',
      properties: {
        product: { type: 'string', description: 'Its name' },
        size: { type: 'string', enum: ['small', 'large'] },
        least: { type: 'integer', minimum: 3 },
        reserved: { type: 'boolean' },
        shops: { type: 'array', items: { type: 'string' } },
      },
      required: ['product', 'size', 'least', 'reserved', 'shops'],
      additionalProperties: false,
    },
  },
};
const priceTool = {
  type: 'function',
  function: { name: 'look_up_price', parameters: { type: 'object', properties: { product: { type: 'string' } } } },
};
const stockCall = {
  name: 'look_up_stock',
  arguments: { product: 'practice output', size: 'small', least: 3, reserved: true, shops: ['practice output'] },
};
const answerSchema = {
  type: 'object',
  properties: { text: { type: 'string' } },
  required: ['text'],
  additionalProperties: false,
};

// Every setting of a format but temperature and seed leaves the practice answer as it is.
const sampling = {
  'openai-chat': { max_tokens: 400, top_p: 0.9, frequency_penalty: 0.25, presence_penalty: -0.5, stop: ['END'], verbosity: 'low' },
  'openai-responses': { max_tokens: 400, top_p: 0.9, verbosity: 'low' },
  'anthropic-messages': { max_tokens: 400, top_p: 0.9, top_k: 40, stop: ['END'] },
  gemini: { max_tokens: 400, top_p: 0.9, top_k: 40, frequency_penalty: 0.25, presence_penalty: -0.5, stop: ['END'] },
};
const routing = {
  models: ['text-b', 'text-c'],
  'provider.order': ['practice', 'other'],
  'provider.ignore': ['slow'],
  'provider.allow_fallbacks': false,
  'provider.require_parameters': true,
  'provider.data_collection': 'deny',
  'provider.zdr': true,
  'provider.sort': 'price',
};

/// for: which formats can say it (all when absent); services: which services take it (all when absent).
export const questions = [
  { name: 'plain', model: 'text-a', prompt: mug },
  { name: 'long', model: 'text-b', prompt: 'Plan a newsletter about the old harbour.' },
  { name: 'instructions', model: 'text-a', prompt: mug, instructions: 'Be brief and warm.' },
  { name: 'settings', model: 'text-a', prompt: mug, settings: { temperature: 0.5 }, more: sampling },
  { name: 'seed', model: 'text-a', prompt: mug, settings: { seed: 7 }, for: ['openai-chat', 'gemini'] },
  { name: 'cut', model: 'text-b', prompt: mug, settings: { max_tokens: 16 }, isCut: true },
  {
    name: 'picture', model: 'text-a', prompt: 'What is in this picture?',
    attachments: [{ name: 'dot.png', mime: 'image/png', bytes: png }],
  },
  {
    name: 'document', model: 'text-a', prompt: 'Summarize this document.',
    attachments: [{ name: 'empty.pdf', mime: 'application/pdf', bytes: pdf }],
  },
  {
    name: 'reasoning', model: 'text-c', prompt: mug, settings: { reasoning_effort: 'low' },
    for: ['openai-chat', 'openai-responses', 'gemini'],
  },
  {
    name: 'reasoning-tokens', model: 'text-c', prompt: mug, settings: { reasoning_tokens: 1024 },
    more: { 'anthropic-messages': { max_tokens: 4096 } }, for: ['anthropic-messages', 'gemini'],
  },
  { name: 'tools-required', model: 'text-a', prompt: mug, settings: { tools: [stockTool, priceTool], tool_choice: 'required' }, call: stockCall },
  {
    name: 'tools-named', model: 'text-c', prompt: mug, call: { name: 'look_up_price', arguments: { product: 'practice output' } },
    settings: { tools: [stockTool, priceTool], tool_choice: 'look_up_price' },
  },
  { name: 'tools-auto', model: 'text-a', prompt: mug, settings: { tools: [stockTool], tool_choice: 'auto' } },
  { name: 'json', model: 'text-a', prompt: `${mug} Answer in JSON.`, settings: { answer_format: 'json' }, for: ['openai-chat', 'openai-responses', 'gemini'] },
  { name: 'schema', model: 'text-a', prompt: mug, settings: { answer_schema: answerSchema } },
  { name: 'routing', model: 'text-a', prompt: mug, settings: routing, services: ['openrouter'], for: ['openai-chat', 'openai-responses'] },
];

/// The settings that the question has in that format. Messages demand the longest answer always.
export function settingsOf(question, dialect) {
  const least = dialect === 'anthropic-messages' ? { max_tokens: 4096 } : {};
  return { ...least, ...question.settings, ...question.more?.[dialect] };
}

export function questionsFor(dialect, service) {
  return questions.filter((each) => (!each.for || each.for.includes(dialect))
    && (!each.services || each.services.includes(service)));
}

export function dataAddress(attachment) {
  return `data:${attachment.mime};base64,${attachment.bytes}`;
}
