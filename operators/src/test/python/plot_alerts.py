"""Draws what AlertSimulation wrote: false alarms over time, and how soon a drop is found.

    pip install matplotlib==3.11.2
    python plot_alerts.py FOLDER ../../../../docs/alerts.svg
"""

import collections
import csv
import statistics
import sys

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "riverrank"

import matplotlib.pyplot as plt  # noqa: E402

GREY, BLUE, ORANGE, RED = "#6b7280", "#2563eb", "#d97706", "#dc2626"


def legend(axes):
    axes.legend(fontsize=8, frameon=False, loc="upper left", bbox_to_anchor=(0, -0.16), ncols=1)


def false_alarms(axes, folder):
    lines = collections.defaultdict(list)
    with open(f"{folder}/false-alarms.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = row["test"], row["baseline"], float(row["tolerance"]), float(row["wobble"])
            lines[key].append(100 * float(row["share"]))
    shown = [
        (("daily", "5000", 0, 0), GREY, "-", "daily test at 5 %"),
        (("daily, segments corrected", "5000", 0, 0), ORANGE, "-", "… at 5 % ÷ 20 segments"),
        (("sequential", "5000", 0, 0.02), BLUE, ":", "sequential, correlated windows"),
        (("sequential", "5000", 0.02, 0.02), BLUE, "--", "… with a tolerance of 0.02"),
        (("sequential", "5000", 0, 0), BLUE, "-", "sequential"),
    ]
    for key, colour, style, label in shown:
        axes.plot(range(1, 501), lines[key], color=colour, linestyle=style, label=label)
    axes.axhline(5, color=RED, linewidth=0.8)
    axes.text(507, 5, "α = 5 %", color=RED, va="center", fontsize=8)
    axes.set_xlabel("windows (hours)")
    axes.set_ylabel("streams with a false alarm, %")
    axes.set_ylim(-2, 102)
    axes.set_xlim(-10, 505)
    legend(axes)
    axes.set_title("Nothing changed", fontsize=10, loc="left")


def delays(axes, folder):
    cases = collections.defaultdict(list)
    with open(f"{folder}/delays.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = int(row["segments"]), int(row["baseline"]), float(row["drop"])
            cases[key].append(float(row["delay"]))
    shown = [
        (1, 100_000, BLUE, "whole stream, baseline of 100,000"),
        (1, 5_000, GREY, "whole stream, baseline of 5,000"),
        (20, 5_000, ORANGE, "one of 20 segments, baseline of 5,000 each"),
    ]
    drops = [0.05, 0.02, 0.01]
    never = 1e6
    for index, (segments, baseline, colour, label) in enumerate(shown):
        for place, drop in enumerate(drops):
            found = sorted(cases[segments, baseline, drop])
            tenth = found[len(found) // 10]
            median = statistics.median_high(found)
            ninth = found[len(found) * 9 // 10]
            x = place + (index - 1) * 0.2
            axes.plot([x, x], [min(tenth, never), min(ninth, never)], color=colour, linewidth=1.5)
            marker = "o" if median < never else "^"
            axes.plot(
                [x], [min(median, never)], marker, color=colour, label=label if place == 0 else None
            )
    axes.axhline(never, color=GREY, linewidth=0.8, linestyle=":")
    axes.text(-0.35, never * 1.1, "not found", color=GREY, fontsize=8)
    axes.set_yscale("log")
    axes.set_ylim(1e3, 4e6)
    axes.set_xlim(-0.4, 2.4)
    axes.set_xticks(range(3), [f"{drop:g}" for drop in drops])
    axes.set_xlabel("drop of the mean, after 100 good windows")
    axes.set_ylabel("queries until the alert")
    legend(axes)
    axes.set_title("A drop: median, 10 % to 90 % of streams", fontsize=10, loc="left")


def main(folder, path):
    figure, (left, right) = plt.subplots(1, 2, figsize=(10.5, 4.8))
    false_alarms(left, folder)
    delays(right, folder)
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None}, facecolor="white")


if __name__ == "__main__":
    main(*sys.argv[1:])
