"""An OpenAI-compatible chat server that has nothing to do with this program: for the command line's tests.

Prints its port, then serves until it is ended. The first argument is the key it wants; empty: none.
What it does hangs on the model that is asked for.
"""

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = sys.argv[1] if len(sys.argv) > 1 else ""
WORDS = ["Grüße", " from", " another", " server", " \U0001F375", "."]
ESCAPES = ["red \x1b[31m", " clip \x1b]52;c;aGk=\x07", " csi \u009b2J", " back\x08", " turn \u202e", " return\r", "end"]
received = []


def words_for(model):
    if model == "escapes":
        return ESCAPES
    if model == "endless":
        return ("word %d " % number for number in range(1_000_000))
    return WORDS


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def send_json(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        free = {"/v1/key": {"data": {"usage": 25.5, "limit": 100, "limit_remaining": 74.5, "limit_reset": "monthly"}},
                "/v1/providers": {"data": [{"name": "Lab", "headquarters": "NL"}]},
                "/v1/models/a/b/endpoints": {"data": {"endpoints": [
                    {"provider_name": "Lab", "tag": "lab/fp8", "pricing": {"prompt": "0.000002", "completion": "0.00001"},
                     "uptime_last_1d": 99.5, "latency_last_30m": {"p50": 800}}]}}}
        if self.path == "/v1/credits":
            self.send_json(403, {"error": {"code": 403, "message": "Only management keys can fetch credits"}})
        else:
            self.send_json(200, free.get(self.path, received))

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        given = self.headers.get("Authorization", "")
        received.append({"path": self.path, "authorization": given, "body": body})
        if self.path != "/v1/chat/completions":
            self.send_json(404, {"error": {"message": "no such path"}})
        elif KEY and given != "Bearer " + KEY:
            self.send_json(401, {"error": {"message": "wrong key: " + given}})
        elif body["model"] == "telltale":
            self.send_json(401, {"error": {"message": "this key is not good: " + given}})
        elif body.get("stream"):
            self.stream(body)
        else:
            text = "".join(words_for(body["model"]))
            self.send_json(200, {"id": "x", "object": "chat.completion", "model": body["model"] + "-2026",
                                 "choices": [{"index": 0, "message": {"role": "assistant", "content": text},
                                              "finish_reason": "stop"}],
                                 "usage": {"prompt_tokens": 3, "completion_tokens": 6, "total_tokens": 9}})

    def stream(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()

        def chunk(choices, **more):
            value = {"id": "x", "object": "chat.completion.chunk", "model": body["model"] + "-2026",
                     "choices": choices, **more}
            self.wfile.write(b"data: " + json.dumps(value).encode() + b"\r\n\r\n")
            self.wfile.flush()

        try:
            for word in words_for(body["model"]):
                chunk([{"index": 0, "delta": {"content": word}, "finish_reason": None}])
                time.sleep(0.005)
            chunk([{"index": 0, "delta": {}, "finish_reason": "stop"}])
            chunk([], usage={"prompt_tokens": 3, "completion_tokens": 6, "total_tokens": 9})
            self.wfile.write(b"data: [DONE]\r\n\r\n")
        except OSError:
            pass  # the reader has gone
        self.close_connection = True


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(server.server_address[1], flush=True)
server.serve_forever()
