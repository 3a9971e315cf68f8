#!/usr/bin/env python3
"""stats_reference_test.py BIN: the figures of eardrum-client stats are those of Python's statistics module.

Its inclusive quantiles are interpolated as numpy's default and R's type 7 are.
"""
import json
import math
import pathlib
import random
import statistics
import subprocess
import sys

PATIENCE_SECONDS = 120
BUCKET_SECONDS = 60
FIRST = 1_501_864_200  # a multiple of the bucket


def series(generator, count):
    times = sorted(generator.sample(range(FIRST, FIRST + 3600), count))
    scale = 10 ** generator.randint(-6, 9)
    return [(time, round(generator.gauss(0, 1) * scale, 6)) for time in times]


def expected(samples):
    values = [value for _, value in samples]
    figures = {"count": len(values), "min": min(values), "max": max(values), "last": values[-1],
               "mean": statistics.fmean(values), "sum": math.fsum(values)}
    if len(values) > 1:
        hundredths = statistics.quantiles(values, n=100, method="inclusive")
        figures |= {f"p{rank}": hundredths[rank - 1] for rank in (5, 50, 99)}
        (first_time, first), (last_time, last) = samples[0], samples[-1]
        figures["rate"] = (last - first) / (last_time - first_time)
    return figures


def differences(line, samples):
    scale = max(abs(value) for _, value in samples)
    for name, value in expected(samples).items():
        if not math.isclose(line[name], value, rel_tol=1e-12, abs_tol=scale * 1e-12):
            yield f"{line['key']} at {line['time']}: {name} is {line[name]}, not {value}"


def main():
    folder = pathlib.Path(sys.argv[1])
    generator = random.Random(14)
    all_series = {f"k{i}": series(generator, generator.randint(1, 400)) for i in range(40)}
    server = subprocess.Popen([folder / "eardrum-server", "--listen", "127.0.0.1:0"],
                              stdout=subprocess.PIPE, text=True)
    bad = []
    compared = 0
    try:
        port = server.stdout.readline().rpartition(":")[2].strip()

        def client(*words, text=None):
            return subprocess.run([folder / "eardrum-client", "--port", port, *words], input=text, text=True,
                                  capture_output=True, check=True, timeout=PATIENCE_SECONDS).stdout

        client("load", "-", text="".join(f"put {key} {value!r} {time}\n".replace("e+", "e")
                                         for key, samples in all_series.items() for time, value in samples))
        options = ("--format", "jsonl", "--percentile", "5,50,99", "--utc")
        for line in map(json.loads, client("stats", *options).splitlines()):
            bad += differences(line, all_series[line["key"]])
            compared += 1
        for line in map(json.loads, client("stats", *options, "--bucket", f"{BUCKET_SECONDS}").splitlines()):
            begin = line["time"]
            part = [sample for sample in all_series[line["key"]]
                    if begin <= sample[0] < begin + BUCKET_SECONDS]
            if begin % BUCKET_SECONDS or line["count"] != len(part):
                bad.append(f"{line['key']}: bucket {begin} has {line['count']}, not {len(part)}")
            elif part:
                bad += differences(line, part)
                compared += 1
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)
    for complaint in bad[:20]:
        print(complaint, file=sys.stderr)
    print(f"{compared} lines of figures were compared, {len(bad)} faults")
    return 1 if bad or compared < 500 else 0


if __name__ == "__main__":
    sys.exit(main())
