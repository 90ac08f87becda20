"""Extracts pages for `lab speed`: a line `NAME LENGTH` and that many bytes of UTF-8 in, a line of nanoseconds and letters out."""

import importlib.metadata
import logging
import sys
import time

import trafilatura
from resiliparse.extract.html2text import extract_plain_text

logging.disable(logging.CRITICAL)

EXTRACTORS = {
    "resiliparse": lambda html: extract_plain_text(html, main_content=True),
    "trafilatura": trafilatura.extract,
}

print(*(f"{name}={importlib.metadata.version(name)}" for name in EXTRACTORS), flush=True)
for line in sys.stdin.buffer:
    name, length = line.split()
    html = sys.stdin.buffer.read(int(length)).decode()
    start = time.perf_counter_ns()
    try:
        text = EXTRACTORS[name.decode()](html) or ""
    except Exception:
        text = ""
    print(time.perf_counter_ns() - start, len(text), flush=True)
