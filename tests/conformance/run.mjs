// Lets each SDK ask the practice gateway everything, streamed and not, and compares what it understood.
// Usage: node run.mjs PROGRAM ANSWERS REQUESTS [--record]
// PROGRAM is signalbox-cli. ANSWERS is the file with what the gateway says, REQUESTS the folder with what the SDKs
// send. Both are compared, or with --record written.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';

import * as anthropic from './anthropic.mjs';
import * as gemini from './gemini.mjs';
import * as openai from './openai.mjs';
import * as openrouter from './openrouter.mjs';
import { questionsFor, settingsOf } from './questions.mjs';
import { Recorder } from './recorder.mjs';

const [program, answersFile, requests, option] = process.argv.slice(2);
const isRecording = option === '--record';
const answers = isRecording ? {} : JSON.parse(fs.readFileSync(answersFile));
const versions = JSON.parse(fs.readFileSync(new URL('package.json', import.meta.url))).dependencies;

let complaints = 0;
let passed = 0;

function complain(place, failure) {
  const what = failure instanceof Error ? [failure.stack, failure.cause].filter(Boolean).join('\n') : failure;
  complaints += 1;
  process.stdout.write(`${place}: ${what}\n`);
}

function check(place, seen, expected) {
  if (isDeepStrictEqual(seen, expected)) passed += 1;
  else complain(place, `saw ${JSON.stringify(seen)}, expected ${JSON.stringify(expected)}`);
}

// What an SDK grumbles about is a complaint too, unless there is reason to.
let mayGrumble = false;
for (const kind of ['warn', 'error']) {
  console[kind] = (...words) => {
    if (!mayGrumble) complain(`console.${kind}`, words.join(' '));
  };
}

async function startGateway() {
  const folder = fs.mkdtempSync('/tmp/conformance-');
  const faults = path.join(folder, 'faults.json');
  fs.writeFileSync(faults, JSON.stringify({ factor: 0.02 }));
  const environment = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
  const child = spawn(program, ['gateway', '--faults', faults], { stdio: ['ignore', 'pipe', 'inherit'], env: environment });
  const [line] = await new Promise((done, fail) => {
    createInterface(child.stdout).once('line', (text) => done([text]));
    child.once('exit', (status) => fail(new Error(`the gateway ended with ${status}`)));
  });
  const stop = () => new Promise((done) => {
    child.removeAllListeners('exit');
    child.once('exit', () => { fs.rmSync(folder, { recursive: true }); done(); });
    child.kill('SIGTERM');
  });
  return { ...JSON.parse(line), stop };
}

/// A streamed question is written like a whole one; two of them show how it says so.
function isKept(question, isStreaming) {
  return !isStreaming || ['plain', 'settings'].includes(question.name);
}

function caseOf(speaker, question, isStreaming, request) {
  return {
    name: `${question.name} ${isStreaming ? 'streamed' : 'whole'}`,
    model: question.model,
    prompt: question.prompt,
    instructions: question.instructions ?? '',
    settings: settingsOf(question, speaker.dialect),
    attachments: question.attachments ?? [],
    streaming: isStreaming,
    request: { ...request, path: request.path.slice(speaker.base.length) },
  };
}

/// What the SDK sent for all questions, in one file.
function keep(speaker, cases) {
  const file = path.join(requests, `${speaker.fixture}.json`);
  const version = versions[speaker.sdk].split('@').at(-1);
  const sdk = `${speaker.sdk === 'anthropic-sdk-0' ? '@anthropic-ai/sdk' : speaker.sdk} ${version}`;
  const all = { sdk, dialect: speaker.dialect, service: speaker.service, base: speaker.base, cases };
  if (isRecording) fs.writeFileSync(file, `${JSON.stringify(all, null, 1)}\n`);
  else check(file, all, JSON.parse(fs.readFileSync(file)));
}

/// Gives what the SDK sent; null when it complained.
async function tryQuestion(speaker, question, isStreaming, recorder) {
  const place = `${speaker.sdk} ${speaker.service} ${speaker.dialect} ${question.name} ${isStreaming ? 'streamed' : 'whole'}`;
  recorder.requests.length = 0;
  try {
    const answer = await speaker.ask(question, isStreaming);
    if (isRecording) answers[question.name] ??= { text: answer.text, reasoning: answer.reasoning };
    check(`${place}: text`, answer.text, answers[question.name].text);
    check(`${place}: reasoning`, answer.reasoning, answers[question.name].reasoning);
    check(`${place}: calls`, answer.calls, question.call ? [question.call] : []);
    check(`${place}: cut`, answer.isCut, question.isCut ?? false);
    check(`${place}: counts`, Number.isInteger(answer.usage.input) && answer.usage.output > 0, true);
    check(`${place}: requests`, recorder.requests.length, 1);
    return recorder.requests[0];
  } catch (error) {
    complain(place, error);
    return null;
  }
}

async function trySpeaker(speaker, recorder) {
  const cases = [];
  for (const question of questionsFor(speaker.dialect, speaker.service)) {
    if (speaker.skips?.includes(question.name)) continue;
    for (const isStreaming of [false, true]) {
      const request = await tryQuestion(speaker, question, isStreaming, recorder);
      if (request && isKept(question, isStreaming)) cases.push(caseOf(speaker, question, isStreaming, request));
    }
  }
  if (speaker.fixture) keep(speaker, cases);
  if (speaker.models) {
    const ids = await speaker.models().catch((error) => error.stack);
    check(`${speaker.service} models that write`, ids.filter?.((id) => id.startsWith('text-')) ?? ids, ['text-a', 'text-b', 'text-c']);
  }
  await speaker.around?.((what, seen, expected) => check(`${speaker.service} ${what}`, seen, expected))
    .catch((error) => complain(speaker.service, error));
  await tryFaults(speaker);
}

/// A fault must reach the program as an error, and a refusal as what it is.
async function tryFaults(speaker) {
  const place = `${speaker.sdk} ${speaker.service} ${speaker.dialect}`;
  const question = { name: 'fault', prompt: 'Write a text for a mug.', model: 'text-a:429' };
  for (const isStreaming of [false, true]) {
    for (const [fault, status] of [['401', 401], ['429', 429], ['503', 503]]) {
      const asked = { ...question, model: `text-a:${fault}` };
      const error = await speaker.ask(asked, isStreaming).then(() => null, (failure) => failure);
      check(`${place}: ${fault}`, error?.status ?? error?.statusCode, status);
      check(`${place}: the words of ${fault}`, error?.message?.includes('Practice fault'), true);
    }
    const refusal = await speaker.ask({ ...question, model: 'text-a:refusal' }, isStreaming).catch((error) => error);
    check(`${place}: refusal`, Boolean(refusal.refusal), true);
  }
  mayGrumble = true;
  for (const fault of ['stream-error', 'malformed']) {
    const error = await speaker.ask({ ...question, model: `text-a:${fault}` }, true).then(() => null, (failure) => failure);
    check(`${place}: ${fault}`, error instanceof Error, true);
  }
  mayGrumble = false;
}

async function main() {
  const gateway = await startGateway();
  const recorder = new Recorder();
  const address = await recorder.listen(gateway.address);
  const all = [openai, anthropic, gemini, openrouter].flatMap((module) => module.speakers(address, gateway.key));
  for (const speaker of all) await trySpeaker(speaker, recorder);
  if (isRecording) fs.writeFileSync(answersFile, `${JSON.stringify(answers, null, 2)}\n`);
  recorder.close();
  await gateway.stop();
  process.stdout.write(`${passed} passed, ${complaints} failed\n`);
  process.exit(complaints ? 1 : 0);
}

await main();
