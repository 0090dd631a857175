"""The observables of the hindcast, one by one, as the dictionary of observables defines them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.hindcast.observe import Measure, Months, Published, percent
from game.hindcast.targets.periods import Step
from game.state.reading import QUANTITIES
from game.state.world import Floats

BOOKS: tuple[Step, ...] = ("month", "fiscal_quarter", "fiscal_year")
CALENDAR: tuple[Step, ...] = ("month", "quarter", "year")
SURVEYS: tuple[Step, ...] = ("month", "half", "year")
YEARS: tuple[Step, ...] = ("year",)
MONTHLY: tuple[Step, ...] = ("month",)

RULES = "rule texts, letters, licences"
GATES = "rule texts and licences; import gate and guidance"
NVIDIA = GATES + "; Nvidia's allocation and stock policy"
MAKERS = "tool, memory and foundry controls; listings; efforts of the makers"
LADDER = "steps of the mineral ladder; truces"


def list_series() -> tuple[Published, ...]:
    """Return every observable of the hindcast."""
    return (*_books(), *_trade(), *_surveys(), *_compute(), *_makers(), *_minerals(), *_politics())


def _one(
    name: str,
    unit: str,
    says: str,
    given: str,
    reads: str,
    steps: tuple[Step, ...],
    measure: Measure,
) -> Published:
    return Published(
        name=name,
        unit=unit,
        says=says,
        given=given,
        reads=tuple(reads.split()),
        steps=steps,
        measure=measure,
    )


def _flow(
    name: str,
    unit: str,
    says: str,
    given: str,
    reads: str,
    steps: tuple[Step, ...],
    scale: float = 1.0,
) -> Published:
    return _one(name, unit, says, given, reads, steps, lambda period: scale * period.sum(reads))


def _level(
    name: str, unit: str, says: str, given: str, reads: str, steps: tuple[Step, ...]
) -> Published:
    return _one(name, unit, says, given, reads, steps, lambda period: period.last(reads))


def _mean(
    name: str,
    unit: str,
    says: str,
    given: str,
    reads: str,
    steps: tuple[Step, ...],
    scale: float = 1.0,
) -> Published:
    return _one(name, unit, says, given, reads, steps, lambda period: scale * period.mean(reads))


def _share(
    name: str, says: str, given: str, part: str, whole: str, steps: tuple[Step, ...]
) -> Published:
    """Return a share of sums in per cent; `part` and `whole` name quantities to be added up."""

    def measure(period: Months) -> Floats:
        return percent(_add(period, part), _add(period, whole))

    return _one(name, "%", says, given, f"{part} {whole}", steps, measure)


def _add(period: Months, names: str) -> Floats:
    first, *others = names.split()
    summed = period.sum(first)
    for name in others:
        summed = summed + period.sum(name)
    return summed


def _books() -> Iterator[Published]:
    bn = "US$ bn"
    yield _flow(
        "nv_cn_rev_bill", bn, "Nvidia revenue, China with Hong Kong, by billing place", NVIDIA,
        "nv_cn_rev_bill", BOOKS,
    )  # fmt: skip
    yield _flow(
        "nv_cn_rev_bill_year", bn, "the same over a fiscal year", NVIDIA, "nv_cn_rev_bill",
        ("fiscal_year",),
    )  # fmt: skip
    yield _flow(
        "nv_cn_rev_hq", bn, "the same by the customer's headquarters; never spliced with billing",
        NVIDIA + "; offshore policy", "nv_cn_rev_hq", BOOKS,
    )  # fmt: skip
    yield _flow("nv_rev", bn, "Nvidia revenue in all", "Nvidia's cadence", "nv_rev", BOOKS)
    yield _flow(
        "nv_dc_rev", bn, "Nvidia's data-centre revenue", "Nvidia's cadence", "nv_dc_rev", BOOKS
    )
    yield _flow("h20_sales", bn, "H20 sales to China, systems included", NVIDIA, "h20_sales", BOOKS)
    yield _flow("h20_cn_sales", bn, "the same under its later name", NVIDIA, "h20_sales", BOOKS)
    yield _flow(
        "h20_charge", bn, "write-downs of China stock", NVIDIA, "china_charge",
        ("fiscal_quarter", "fiscal_year"),
    )  # fmt: skip
    yield _one(
        "nv_margin", "%", "Nvidia's gross margin", NVIDIA, "nv_margin", BOOKS,
        lambda period: 100.0 * period.mean("nv_margin"),
    )  # fmt: skip
    yield _one(
        "nvda_ar", "%", "move of market value in a month beyond what revenue explains", RULES,
        "abnormal_return", MONTHLY, lambda period: period.last("abnormal_return"),
    )  # fmt: skip
    yield _flow(
        "nv_lobby", "US$ k", "Nvidia's spending on federal lobbying", "Nvidia's lobbying effort",
        "nv_lobby_spent", ("quarter", "half", "year"),
    )  # fmt: skip


def _trade() -> Iterator[Published]:
    yield _flow(
        "nv_cn_units", "units", "legal Nvidia data-centre accelerators to China", NVIDIA,
        "nv_cn_units", CALENDAR, 1000.0,
    )  # fmt: skip
    yield _flow(
        "nv_cn_h100e", "H100e", "their computing power (dense 8 bit)", NVIDIA, "nv_cn_h100e",
        CALENDAR, 1000.0,
    )  # fmt: skip
    yield _flow(
        "nv_cn_bandwidth", "H100e by memory bandwidth", "their memory bandwidth", NVIDIA,
        "nv_cn_bandwidth", CALENDAR, 1000.0,
    )  # fmt: skip
    yield _flow(
        "nv_gl_h100e", "H100e", "computing power of all Nvidia accelerators made",
        "Nvidia's cadence", "nv_gl_h100e", CALENDAR, 1000.0,
    )  # fmt: skip
    yield _one(
        "nv_gl_h100e_cum", "M H100e", "the same since January 2022", "Nvidia's cadence",
        "nv_gl_h100e", ("since",), lambda period: period.sum("nv_gl_h100e") / 1000.0,
    )  # fmt: skip
    yield _share(
        "cn_flow_share", "China's share of Nvidia's new compute; a flow, diverted chips apart",
        NVIDIA, "nv_cn_h100e", "nv_gl_h100e", ("quarter", "year"),
    )  # fmt: skip
    yield _flow(
        "ordered_units", "units", "legal orders placed with Nvidia", GATES, "ordered_units",
        CALENDAR, 1000.0,
    )  # fmt: skip
    yield _share(
        "licence_use", "legal deliveries over legal orders", GATES, "nv_cn_units", "ordered_units",
        ("half",),
    )  # fmt: skip


def _surveys() -> Iterator[Published]:
    says = "cards, inference and workstation boards included"
    yield _one(
        "cn_cards_total", "cards", f"accelerator {says}, sold in China", NVIDIA,
        "cards_nvidia cards_domestic", SURVEYS,
        lambda period: 1000.0 * (period.sum("cards_nvidia") + period.sum("cards_domestic")),
    )  # fmt: skip
    yield _flow(
        "cn_cards_domestic", "cards", "the Chinese part of them", MAKERS, "cards_domestic",
        SURVEYS, 1000.0,
    )  # fmt: skip
    yield _flow(
        "cn_units_huawei", "cards", "Huawei's part of them, packages", MAKERS, "cards_huawei",
        SURVEYS, 1000.0,
    )  # fmt: skip
    both = "cards_nvidia cards_domestic"
    yield _share(
        "cn_share_domestic", f"Chinese share of {says}", f"{NVIDIA}; {MAKERS}", "cards_domestic",
        both, SURVEYS,
    )  # fmt: skip
    yield _share(
        "cn_share_nvidia", f"Nvidia's share of {says}", f"{NVIDIA}; {MAKERS}", "cards_nvidia",
        both, SURVEYS,
    )  # fmt: skip
    yield _share(
        "cn_import_share", "imports in China's data-centre accelerators, by units",
        f"{NVIDIA}; {MAKERS}", "nv_cn_units", "nv_cn_units cards_domestic", ("half", "year"),
    )  # fmt: skip


def _compute() -> Iterator[Published]:
    yield _flow(
        "smuggled_h100e", "H100e", "controlled compute diverted into China",
        "rules, enforcement effort, tolerance", "smuggled_h100e", CALENDAR, 1000.0,
    )  # fmt: skip
    yield _one(
        "gray_premium", "%", "price of diverted chips above list",
        "rules, enforcement effort, tolerance", "premium", CALENDAR,
        lambda period: 100.0 * period.mean("premium"),
    )  # fmt: skip
    yield _one(
        "cn_global_share", "%", "China's share of useful AI compute, diverted and rented included",
        "all", "cn_share", ("quarter", "year"), lambda period: 100.0 * period.last("cn_share"),
    )  # fmt: skip
    yield _one(
        "cn_us_ratio_new", "ratio", "useful AI compute added, United States over China", "all",
        "us_compute_added cn_compute_added", ("quarter", "year"),
        lambda period: percent(period.sum("us_compute_added"), period.sum("cn_compute_added"))
        / 100.0,
    )  # fmt: skip
    yield _share(
        "hw_over_nv", "paper compute Huawei made over what Nvidia made", MAKERS, "huawei_h100e",
        "nv_gl_h100e", ("quarter", "year"),
    )  # fmt: skip
    yield _level(
        "cn_lag", "months", "China's frontier models behind the US frontier", "all", "lag",
        CALENDAR,
    )  # fmt: skip


def _makers() -> Iterator[Published]:
    yield _share(
        "selfsuff_value", "Chinese supply over Chinese demand, by value at list price", MAKERS,
        "domestic_list_sales", "demand", ("quarter", "year"),
    )  # fmt: skip
    yield _share(
        "selfsuff_units", "Chinese share of the data-centre accelerators China buys",
        f"{NVIDIA}; {MAKERS}", "cards_domestic", "nv_cn_units cards_domestic", ("quarter", "year"),
    )  # fmt: skip
    yield _mean(
        "smic_yield_7nm", "%", "yield of large dies on advanced lines, weighted by wafers", MAKERS,
        "mean_yield", CALENDAR, 100.0,
    )  # fmt: skip
    yield _mean(
        "smic_adv_wpm", "wafers/month", "advanced wafer starts for AI chips only", MAKERS,
        "ai_wafers", CALENDAR, 1000.0,
    )  # fmt: skip
    yield _flow(
        "cambricon_rev", "RMB bn", "Cambricon's revenue from accelerators", MAKERS,
        "cambricon_yuan", YEARS,
    )  # fmt: skip


def _minerals() -> Iterator[Published]:
    for name, unit, says in (
        ("magnet_exp", "t", "Chinese exports of rare-earth magnets"),
        ("magnet_exp_us", "t", "the part that goes to the United States; a year is a monthly mean"),
        ("ga_exp", "kg", "Chinese exports of gallium"),
        ("ge_exp", "kg", "Chinese exports of germanium"),
        ("ga_price_row", "US$/kg", "gallium outside China"),
        ("ga_price_cn", "US$/kg", "gallium in China"),
        ("ge_price_row", "US$/kg", "germanium outside China"),
        ("ge_price_cn", "US$/kg", "germanium in China"),
        ("sb_price_row", "US$/t", "antimony outside China"),
    ):
        yield _mean(name, unit, says, LADDER, name, ("month", "year"))


def _politics() -> Iterator[Published]:
    yield _level("el_cn", "entries", "Chinese entries on the US Entity List", "listing rounds",
                 "entity_list", CALENDAR)  # fmt: skip
    yield _flow(
        "el_cn_added", "entries", "Chinese entries added", "listing rounds", "names_listed",
        CALENDAR,
    )  # fmt: skip
    yield _level("laws_cn_chip", "laws", "chip bills in force as law", "bills introduced",
                 "laws_cn_chip", CALENDAR)  # fmt: skip
    for name, unit, says in (
        ("approval", "%", "approval of the President's office"),
        ("hawk", "share", "pressure for tighter controls"),
        ("congress_heat", "share", "heat in Congress over chip sales"),
        ("nationalist", "share", "weight in Beijing of those who refuse foreign chips"),
        ("trust", "share", "how far each side expects a deal to hold"),
        ("talks", "share", "how far talks have come"),
        ("alignment", "share", "allied controls matching Washington's"),
        ("fear", "share", "buyers' belief that a stop is near"),
        ("us_pressure", "index", "what the quarrel costs Washington"),
        ("cn_pressure", "index", "what the quarrel costs Beijing"),
    ):
        yield _mean(name, unit, says, "all", name, CALENDAR)


def list_plain(names: Iterable[str]) -> Iterator[Published]:
    """Yield quantities under their own names, month by month, in the model's own units."""
    taken = {one.name for one in list_series() if "month" in one.steps}
    for name in sorted(set(names) - taken):
        quantity = QUANTITIES.get(name)
        unit = quantity.unit if quantity else "as in the fields and levers"
        yield _level(name, unit, "a quantity of the model", "", name, MONTHLY)
