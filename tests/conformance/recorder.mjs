// A proxy between an SDK and the practice gateway: keeps each request as the server gets it.
import http from 'node:http';

// What an SDK says about itself and its connection says nothing about the wire format.
const kept = ['accept', 'content-type', 'anthropic-version', 'anthropic-beta', 'http-referer', 'x-openrouter-title',
  'x-openrouter-metadata'];
const secrets = { authorization: 'Bearer ', 'x-api-key': '', 'x-goog-api-key': '' };

function recorded(request, body) {
  const url = new URL(request.url, 'http://gateway');
  const headers = {};
  for (const name of kept) {
    if (request.headers[name] !== undefined) headers[name] = request.headers[name];
  }
  const secret = [];
  for (const [header, prefix] of Object.entries(secrets)) {
    const value = request.headers[header];
    if (value === undefined) continue;
    if (!value.startsWith(prefix)) throw new Error(`${header} does not begin with "${prefix}"`);
    secret.push({ header, prefix });
  }
  return {
    method: request.method,
    path: url.pathname,
    query: url.search.slice(1),
    headers,
    secret,
    body: body.length ? JSON.parse(body.toString()) : null,
  };
}

export class Recorder {
  #server;
  #gateway;
  requests = [];

  async listen(gateway) {
    this.#gateway = new URL(gateway);
    this.#server = http.createServer((request, response) => this.#pass(request, response));
    await new Promise((done) => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #pass(request, response) {
    const pieces = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces);
      this.requests.push(recorded(request, body));
      const headers = { ...request.headers, host: this.#gateway.host };
      const onward = http.request(
        { host: this.#gateway.hostname, port: this.#gateway.port, method: request.method, path: request.url, headers },
        (answer) => {
          response.writeHead(answer.statusCode, answer.headers);
          answer.on('error', () => response.destroy());
          answer.pipe(response);
        });
      onward.on('error', () => response.destroy());
      onward.end(body);
    });
  }
}
