"""Measures darties beside the other tools and prints one table. Called by bench/run, which brings the tools."""
import argparse
import json
import os
import sys
import time

import contests
import ground
import measure


def say(text):
    print(text, file=sys.stderr, flush=True)


def parse_arguments():
    parser = argparse.ArgumentParser(prog="bench/run", description=__doc__)
    parser.add_argument("--only", action="append", metavar="NAME", choices=contests.CONTESTS, help="only this contest; may be repeated")
    parser.add_argument("--repeat", type=int, default=5, help="runs of each side (default 5)")
    parser.add_argument("--big", action="store_true", help="also ten times the events: 7 GB on disk, many minutes")
    parser.add_argument("--quick", action="store_true", help="tiny data, one run, no dlt and dbt: does the bench itself work?")
    parser.add_argument("--list", action="store_true", help="names the contests")
    return parser.parse_args()


def chosen(config):
    if config.only:
        return config.only
    return [name for name in contests.CONTESTS if name != "sparkify_big" or config.big]


def run_contest(name, config):
    make, what, goal, reached, at_least = contests.CONTESTS[name]
    say(f"{name}: {what}")
    runners = make(config, say)
    logs = ground.WORK / f"logs/{name}"
    logs.mkdir(parents=True, exist_ok=True)
    repeat = 1 if config.quick else max(config.repeat, at_least)
    results = {side: measure.median(times) for side, times in measure.in_turn(runners, repeat, logs, say).items()}
    ours, *peers = [results[runner.name] for runner in runners]
    return {
        "contest": name,
        "what": what,
        "goal": goal,
        "reached": reached(ours, peers),
        "runs": repeat,
        "darties": vars(ours),
        "peers": {runner.name: vars(result) for runner, result in zip(runners[1:], peers)},
    }


def lines_of(report):
    ours = report["darties"]
    for number, (peer, result) in enumerate(report["peers"].items()):
        yield (f"{report['contest'] if number == 0 else '':<14} {peer:<10} {result['seconds']:9.3f} s {ours['seconds']:9.3f} s"
               f" {result['seconds'] / ours['seconds']:7.2f}x {result['megabytes']:7.0f} MB {ours['megabytes']:7.0f} MB"
               + (f"  {report['goal']:<22} {'yes' if report['reached'] else 'NO'}" if number == 0 else ""))


def print_table(reports, config, load_before):
    print(f"{'contest':<14} {'peer':<10} {'peer':>11} {'darties':>11} {'ratio':>8} {'peer':>10} {'darties':>10}  {'goal':<22} reached")
    for report in reports:
        for line in lines_of(report):
            print(line)
    load = f"load average {load_before:.1f} before, {os.getloadavg()[0]:.1f} after"
    print(f"\nmedians of {'1 run' if config.quick else 'at least ' + str(config.repeat) + ' runs'}, taken in turn;"
          f" peak memory of the largest process; {os.cpu_count()} cores, {load}")
    if load_before > 1:
        print("The machine was busy: only ratios count, and even they are rough.")


def main():
    config = parse_arguments()
    if config.list:
        for name, (_, what, goal, _, _) in contests.CONTESTS.items():
            print(f"{name:<14} {what:<40} {goal}")
        return 0
    load_before = os.getloadavg()[0]
    reports, failed = [], False
    for name in chosen(config):
        try:
            reports.append(run_contest(name, config))
        except (measure.Failed, RuntimeError, OSError) as error:
            say(f"{name}: FAILED\n{error}")
            failed = True
    ground.WORK.mkdir(parents=True, exist_ok=True)
    file = ground.WORK / f"results-{time.strftime('%Y%m%d-%H%M%S')}.json"
    file.write_text(json.dumps({"load_average": load_before, "contests": reports}, indent=2))
    print_table(reports, config, load_before)
    print(f"figures: {file.relative_to(ground.ROOT)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
