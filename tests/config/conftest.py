"""A small and complete configs folder that tests change in one place."""

from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent

import pytest

from game.config.library import Library, check_library, extend_library, load_library
from game.config.own_files import gather
from game.errors import UserError

FILES = {
    "axes.yaml": """\
        blocs: {us: {title: US, says: owners}, cn: {title: China, says: owners}}
        tiers: {old: {title: Old, says: cut}, new: {title: New, says: whole}}
        makers: {huawei: {title: Huawei, says: first}}
        buyers: {cloud: {title: Cloud, says: buys}}
        minerals: {gallium: {title: Gallium, says: licensed}}
        destinations: {us: {title: US, says: needs it}}
        bills: {tools: {title: Tools, says: bill}}
        actors: {washington: {title: W, says: office}, beijing: {title: B, says: office}}
        """,
    "products/nvidia.yaml": """\
        h20:
          title: H20
          vendor: nvidia
          launch: 2024-01
          status: shipped
          tpp: 2368
          density: 2.9
          io: 900
          memory_gb: 96
          bandwidth: 4.0
          power: 0.4
          price: {low: 10, mode: 12, high: 14}
          compute: 0.15
          bandwidth_index: 1.2
          software: {low: 0.9, mode: 1, high: 1}
          tier: old
          data_centre: true
          generation: 2
          designed_for: oct_2023
          packages: 1
          stacks: 6
          dies: 1
          says: a part cut to the line
          confidence: H
          sources: [data sheet]
        """,
    "vintages/lines.yaml": """\
        none:
          title: No line
          effective: null
          says: free
          controlled: false
          licensable: true
          sources: [judgement]
        oct_2023:
          title: October 2023
          effective: 2023-10-17
          says: density counts
          controlled: tpp >= 4800
          licensable: true
          sources: [{title: rule text, date: 2023-10}]
        """,
    "levers/washington.yaml": """\
        chip_ceiling:
          title: Chip line
          says: picks the rule text
          unit: rule text
          settings: {none: {says: free}, oct_2023: {says: density}}
          cost: 3
          reversal: 2
          kind: standing
          response: false
          requires: [{when: new >= now or tariff > 10, says: it is kept, remedy: "raise {tariff}"}]
          sources: [judgement]
          heading: Trade
        revenue_share:
          title: Revenue share
          says: the state's share
          unit: share of revenue
          bounds: [0, 1]
          step: 0.25
          cost: 0.5
          reversal: 1
          kind: standing
          response: false
          sources: [judgement]
          heading: Trade
        tariff:
          title: Tariff
          says: duty
          unit: points
          bounds: [0, 150]
          step: 10
          cost: 0.5
          reversal: 1
          kind: standing
          response: true
          sources: [judgement]
          heading: Trade
        """,
    "levers/beijing.yaml": """\
        import_gate:
          title: Import gate
          says: what may come in
          unit: level
          axis: tiers
          settings: {open: {says: all}, ratio: {says: some},
                     block: {says: nothing}}
          cost: 1.5
          reversal: 1
          kind: standing
          response: true
          sources: [judgement]
          heading: Trade
        """,
    "params/demand.yaml": """\
        # Demand.
        elasticity:
          value: 0.5
          unit: share
          range: [0.1, 0.9]
          says: how demand answers price
          confidence: M
          status: assumed
          sources: [judgement]
        tier_weight:
          value: {old: 0.25, new: 1}
          axis: tiers
          unit: share
          range: [0, 1]
          says: weight of a tier
          confidence: L
          status: assumed
          sources: [judgement]
        """,
    "events/shocks.yaml": """\
        leak:
          title: Leak
          says: a list leaks
          kind: chance
          hazard: 0.02 * hawk
          wait: 6
          effects: {hawk: {add: 0.1}}
          headline: List leaks
          sources: [judgement]
          confidence: L
        congress:
          title: Congress
          says: a date
          kind: scheduled
          month: 2026-10
          effects: {}
          headline: Congress meets
          sources: [judgement]
          confidence: H
        """,
    "timeline.yaml": """\
        U01: {date: 2022-10-07, actor: Commerce, action: first rule, sources: [rule], confidence: H}
        """,
    "actors/washington.yaml": """\
        name: washington
        title: Washington
        says: the executive
        wants: [a lead]
        summary: much
        emblem: {letter: W, shape: [[1, 1], [9, 1], [5, 9]]}
        colours: {night: {fill: "FFFFFF", text: "FFFFFF"}, day: {fill: "000000", text: "000000"}}
        rival: beijing
        budget: {refill: 5, cap: 12, standing: 1}
        view: {lag: {measure: lag_months, unit: months, says: the lag, delay: 1}}
        """,
    "actors/beijing.yaml": """\
        name: beijing
        title: Beijing
        says: the state
        wants: [self-reliance]
        summary: much
        emblem: {letter: B, shape: [[1, 9], [9, 9], [5, 1]]}
        colours: {night: {fill: "FFFFFF", text: "FFFFFF"}, day: {fill: "000000", text: "000000"}}
        rival: washington
        budget: {refill: 5, cap: 12, standing: hawk * 2}
        view: {shortage: {measure: unmet, says: the gap}}
        """,
    "payoffs/lead.yaml": """\
        name: lead
        title: Lead
        says: who leads
        actors:
          washington:
            lead: {title: Lead, weight: 1, measure: lag_months, worst: 0, best: 24, unit: months,
                   says: two years}
          beijing:
            catch_up: {title: Lag, weight: 0.5, measure: lag_months, worst: 24, best: 0,
                       unit: months, says: level}
            calm: {title: Calm, weight: 0.5, measure: hawk, worst: 1, best: 0, unit: index,
                   says: calm}
        """,
    "endings/collapse.yaml": """\
        collapse:
          title: Collapse
          says: talks are over
          when: hawk > 0.9
          turns: 2
          by: {washington: 1, beijing: hawk}
        """,
    "observables/all.yaml": """\
        lag:
          title: Lag
          says: China's lag
          quantity: lag_months
          over: last
          unit: months
          steps: [month, quarter]
          given: all
          also_grades: [unmet]
        """,
    "policies/washington/tighten.yaml": """\
        name: Tighten
        actor: washington
        says: one step a turn
        sources: [judgement]
        measures:
          - when: lag < 12 and previous.tariff <= tariff
            set: {chip_ceiling: +1, revenue_share: 0.25, tariff: "= clip(tariff + 10, 0, 150)"}
            because: the lead is short
        response:
          - set: {tariff: -1}
            chance: 0.5
        """,
    "policies/beijing/boycott.yaml": """\
        name: Boycott
        actor: beijing
        says: shut the gate
        sources: [judgement]
        measures:
          - when: shortage < 0.3
            set: {import_gate.old: block, import_gate.new: 2}
        dated:
          - {on: 2026-04, set: {import_gate.old: ratio}}
        """,
    "scenarios/base.yaml": """\
        name: base
        title: Base
        says: the start
        start: 2026-Q1
        turns: 8
        seats: [washington, beijing]
        default_seat: beijing
        opening:
          hawk: 0.5
          installed: {us: 100, cn: 10}
        levers:
          washington: {chip_ceiling: oct_2023, revenue_share: 0.25}
          beijing: {import_gate.old: ratio}
        policies: {washington: tighten, beijing: boycott}
        targets: {beijing: 55}
        payoffs: lead
        briefs: {beijing: You hold the gate.}
        teaching_points: [one, two, three]
        events: [leak]
        sources: [judgement]
        """,
    "scenarios/long.yaml": """\
        name: long
        title: Long
        extends: base
        turns: 20
        opening: {hawk: {value: 0.75, sources: [judgement]}}
        """,
}

KNOWN = {
    "payoffs": {"lag_months", "hawk", "mean.hawk"},
    "quantities": {"lag_months", "unmet", "hawk", "tariff", "chip_ceiling", "revenue_share"},
    "fields": {"hawk", "installed", "installed.us", "installed.cn"},
    "effects": {"hawk"},
    "policies": {"random_legal"},
}


class Folder:
    """A configs folder on disk, and what reading it says."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
        return path

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.path / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def problems(self) -> list[str]:
        """Return every message, with places relative to the folder."""
        found = check_library(self.path, KNOWN)
        return [str(problem).replace(f"{self.path}/", "") for problem in found]

    def load(self, own: Sequence[Path] = ()) -> Library:
        """Return the folder's configs with files of the user's own."""
        library, problems = load_library(self.path, KNOWN), list[UserError]()
        files = gather([(path, "") for path in own], self.path, problems)
        if problems:
            raise problems[0]
        return extend_library(library, files, KNOWN) if files else library


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "configs")
