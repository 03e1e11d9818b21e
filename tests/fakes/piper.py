"""A stand-in for the `piper` program: a script that writes a tone as long as the text."""

from __future__ import annotations

import json
import sys
from pathlib import Path

_SCRIPT = r"""
import argparse, array, json, math, pathlib, sys, wave

options = argparse.ArgumentParser()
options.add_argument("--model", required=True)
options.add_argument("--output_file", required=True)
options.add_argument("--length_scale", type=float, default=1.0)
options.add_argument("--speaker", type=int, default=0)
asked = options.parse_args()
text = sys.stdin.buffer.read().decode("utf-8")
here = pathlib.Path(__file__).parent
with (here / "asked.jsonl").open("a", encoding="utf-8") as log:
    log.write(json.dumps({**vars(asked), "text": text}) + "\n")
exec((here / "fault.py").read_text() if (here / "fault.py").exists() else "")
rate = 22050
seconds = 0.07 * len(text) * asked.length_scale
pitch = 140 + 40 * asked.speaker
samples = [round(9000 * math.sin(2 * math.pi * pitch * n / rate)) for n in range(round(seconds * rate))]
silence = [0] * (rate // 5)
with wave.open(asked.output_file, "wb") as file:
    file.setparams((1, 2, rate, 0, "NONE", ""))
    file.writeframes(array.array("h", silence + samples + silence).tobytes())
"""


def put_piper(folder: Path, speakers: tuple[str, ...] = ()) -> tuple[Path, Path]:
    """A program and a voice in a folder: their paths.

    If the folder holds a `fault.py`, it runs before the sound is written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    program, voice = folder / "piper", folder / "voice.onnx"
    program.write_text(f"#!{sys.executable}\n{_SCRIPT}", encoding="utf-8")
    program.chmod(0o755)
    voice.write_bytes(b"a voice")
    settings = {"speaker_id_map": {name: number for number, name in enumerate(speakers)}}
    voice.with_name("voice.onnx.json").write_text(json.dumps(settings), encoding="utf-8")
    return program, voice


def asked_of(program: Path) -> list[dict[str, object]]:
    """What the program was asked for, in order."""
    log = program.with_name("asked.jsonl")
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []
