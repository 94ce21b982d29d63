"""Holds Saksi's figures of waits and shares against lifelines and statsmodels.

    python figures.py ESCALATIONS PROGRAM [ARGUMENT ...]

Makes so many escalations (platforms, regions, waits with ties, some still waiting), asks the program, which reads questions and
answers them line by line, and prints one JSON object: for each kind of figure how many were compared and the largest difference,
relative where figures are larger than one.
"""

import json
import math
import random
import subprocess
import sys
import warnings

from lifelines import KaplanMeierFitter
from lifelines.statistics import logrank_test
from lifelines.utils import qth_survival_times
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

warnings.simplefilter("ignore")
QUANTILES = [0.1, 0.25, 0.5, 0.75, 0.9]
AFTER = [24.0, 72.0, 168.0, 720.0, 2160.0]


def escalations(count):
    """Waits in hours, to the quarter of an hour as people note them; the slow platforms still owe many answers."""
    chance = random.Random(20261122)
    made = []
    for _ in range(count):
        platform, region = chance.randrange(8), chance.choices(range(6), [30, 20, 10, 5, 2, 1])[0]
        wait = chance.lognormvariate(2.5 + 0.4 * platform + 0.2 * region, 1.6)
        looked = chance.uniform(1, 4000)
        acted = chance.random() < 0.75 - 0.08 * platform
        made.append((platform, region, round(min(wait, looked) * 4) / 4, wait <= looked, acted))
    return made


class Differences:
    def __init__(self):
        self.found = {}

    def add(self, kind, ours, theirs):
        count, largest = self.found.get(kind, (0, 0.0))
        nothing = theirs is None or math.isnan(theirs) or math.isinf(theirs)
        if ours is None or nothing:
            difference = 0.0 if (ours is None) == nothing else math.inf
        else:
            difference = abs(ours - theirs) / max(1.0, abs(theirs))
        self.found[kind] = (count + 1, max(largest, difference))


def main():
    count, program = int(sys.argv[1]), sys.argv[2:]
    made = escalations(count)
    groups = {"all": made}
    for platform in range(8):
        groups[f"platform {platform}"] = [one for one in made if one[0] == platform]
        for region in range(6):
            groups[f"platform {platform}, region {region}"] = [one for one in made if one[:2] == (platform, region)]
    groups = {name: group for name, group in groups.items() if group}
    names = list(groups)
    pairs = [(names[at], names[(at * 7 + 3) % len(names)]) for at in range(len(names))]
    pairs = [(one, other) for one, other in pairs if one != other]

    waits = {name: [[one[2], one[3]] for one in group] for name, group in groups.items()}
    acted = {name: [sum(one[4] for one in group), len(group)] for name, group in groups.items()}
    questions = [{"waits": {"list": waits[name], "quantiles": QUANTILES, "after": AFTER}} for name in names]
    questions += [{"share": acted[name]} for name in names]
    questions += [{"ratio": [acted[one], acted[other]]} for one, other in pairs]
    questions += [{"log_rank": [waits[one], waits[other]]} for one, other in pairs]
    said = subprocess.run(program, input="".join(json.dumps(q) + "\n" for q in questions), text=True, capture_output=True)
    if said.returncode != 0:
        sys.exit(said.stderr)
    answers = iter([json.loads(line) for line in said.stdout.splitlines()])
    found = Differences()

    for name in names:
        answer = next(answers)
        times, ended = zip(*waits[name])
        theirs = KaplanMeierFitter().fit(times, ended, alpha=0.05)
        table = theirs.event_table[theirs.event_table["observed"] > 0]
        found.add("moments of the curves", float(len(answer["steps"])), float(len(table)))
        # Where nobody waits any more lifelines says that this is sure; it is not (R's survival says NA), so it bounds nothing.
        interval = theirs.confidence_interval_[theirs.survival_function_.iloc[:, 0] > 1e-12]
        for step, (time, row) in zip(answer["steps"], table.iterrows()):
            found.add("moments of the curves", step[0], float(time))
            found.add("people at risk", float(step[1]), float(row["at_risk"]))
            found.add("waits that ended", float(step[2]), float(row["observed"]))
            value = float(theirs.survival_function_.loc[time].iloc[0])
            found.add("shares that wait longer", step[3], value)
            if 1e-12 < value < 1.0 - 1e-12:
                low, high = sorted(float(bound) for bound in interval.loc[time])
                found.add("their intervals", step[4], low)
                found.add("their intervals", step[5], high)
        for wanted, (value, low, high) in zip(QUANTILES, answer["quantiles"]):
            # A curve that reaches a share exactly must not miss it by a rounding.
            rest = 1.0 - wanted + 1e-12
            found.add("percentiles of waiting", value, float(qth_survival_times(rest, theirs.survival_function_)))
            bounds = qth_survival_times(rest, interval).iloc[0]
            bounds = sorted(float(bound) for bound in bounds)
            found.add("their intervals of time", low, bounds[0])
            found.add("their intervals of time", high, bounds[1])
        for time, estimate in zip(AFTER, answer["after"]):
            value = float(theirs.predict(time))
            if time <= max(times):
                found.add("shares after a time", estimate and estimate[0], value)
    for name in names:
        answer = next(answers)
        low, high = proportion_confint(*acted[name], alpha=0.05, method="wilson")
        for ours, theirs in zip(answer, (acted[name][0] / acted[name][1], low, high)):
            found.add("shares and Wilson's intervals", ours, float(theirs))
    for one, other in pairs:
        answer = next(answers)
        (a, n), (b, m) = acted[one], acted[other]
        if a and b:
            low, high = confint_proportions_2indep(a, n, b, m, compare="ratio", method="log", alpha=0.05)
            for ours, theirs in zip(answer, ((a / n) / (b / m), low, high)):
                found.add("ratios and their intervals", ours, float(theirs))
        elif answer is not None:
            found.add("ratios and their intervals", answer[0], math.nan)
    for one, other in pairs:
        answer = next(answers)
        (times_1, ended_1), (times_2, ended_2) = zip(*waits[one]), zip(*waits[other])
        theirs = logrank_test(times_1, times_2, ended_1, ended_2)
        for ours, their in zip(answer or [None, None], (theirs.test_statistic, theirs.p_value)):
            found.add("log-rank tests", ours, float(their))
    print(json.dumps({kind: {"compared": count, "largest": largest} for kind, (count, largest) in found.found.items()}))


main()
