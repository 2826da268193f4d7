"""Figures with goals and floors: printed, kept as JSON, and refused where one is worse than its floor."""
import json


class Table:
    def __init__(self, floors):
        self.floors = floors
        self.rows = []
        self.failed = []

    def add(self, name, value, goal, unit="", less=False, note=""):
        floor = self.floors.get(name.strip())
        self.rows.append({"name": name.strip(), "value": value, "goal": goal, "floor": floor, "less": less})
        goal_text = "" if goal is None else f"{'≤' if less else '≥'} {goal:,.3g}{unit}"
        reached = goal is not None and (value <= goal if less else value >= goal)
        mark = " " if goal is None else "✓" if reached else "–"
        print(f"{mark} {name:<62} {value:>10,.3g}{unit:<4} {goal_text:<14} {note}", flush=True)
        if floor is not None and (value > floor if less else value < floor):
            self.failed.append(f"{name.strip()}: {value:,.3g}{unit} is worse than its floor of {floor:,.3g}{unit}")

    def missing(self, name, why):
        print(f"? {name:<62} {'':>14} {why}", flush=True)

    def finish(self, path):
        short = [row["name"] for row in self.rows if row["goal"] is not None
                 and not (row["value"] <= row["goal"] if row["less"] else row["value"] >= row["goal"])]
        print(f"\n{len(short)} goals are not reached:" if short else "\nAll goals are reached.")
        for name in short:
            print(f"  {name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(self.rows, indent=1))
        for text in self.failed:
            print(f"bench: FAILED: {text}")
        return 1 if self.failed else 0
