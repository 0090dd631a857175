"""How orders read in English, lever by lever; each phrase is a key of the catalogues."""

from __future__ import annotations

from game.words.language import later

# Who in Washington signs what; every other order is signed by its actor.
OFFICES = later(
    {
        "ally_diplomacy": "the White House",
        "mineral_programme": "the White House",
        "tariff": "the White House",
        "us_truce": "the White House",
    }
)
SIGNATURES = later({"washington": "Commerce", "chipmakers": "chipmakers"})
PLURAL = frozenset({"chipmakers"})

# Levers whose titles name an effort, as the object of "raises" and "cuts".
OBJECTS = later(
    {
        "know_your_customer": "checks of its customers",
        "capital_raise": "capital raising",
        "diversification": "efforts in other markets",
        "inventory": "stock for China",
        "purchases": "purchases from the United States",
    }
)

TEXTS = later(
    {
        "oct_2022": "October 2022",
        "oct_2023": "October 2023",
        "apr_2025": "April 2025",
        "jan_2026": "January 2026",
    }
)
# How an order reads where "sets <title> to <setting>" would not be English.
PHRASES: dict[str, dict[str, str]] = later(
    {
        "chip_ceiling": {
            "none": "lifts the chip line altogether",
            "": "draws the chip line of {setting}",
        },
        "licence_policy": {
            "deny": "denies licences for {member} chips",
            "case_by_case": "weighs licences for {member} chips case by case",
            "approve": "approves licences for {member} chips",
        },
        "verification": {"none": "asks buyers for a promise only"},
        "entity_round": {"": "adds {setting} to the Entity List"},
        "ownership_rule": {
            "off": "suspends the ownership rule",
            "on": "puts the ownership rule in force",
        },
        "cloud_rule": {
            "off": "lifts the remote access rule",
            "on": "puts the remote access rule in force",
        },
        "informed_letter": {
            "none": "withdraws its is-informed letter",
            "": "stops {setting} chips at once by letter",
        },
        "us_truce": {"seek": "seeks a truce", "break_off": "breaks off the truce"},
        "bill": {
            "idle": "lets the {member} bill rest",
            "introduce": "introduces the {member} bill",
            "push": "pushes the {member} bill",
        },
        "defence_rider": {
            "none": "drops its defence act rider",
            "": "hangs a {setting} rider on the defence act",
        },
        "hearing": {"on": "holds a public hearing"},
        "letter": {"on": "sends a bipartisan letter"},
        "licence_hold": {"on": "puts a hold on pending licences"},
        "stand_down": {"off": "ends its stand-down", "on": "stands down for talks"},
        "design_target": {
            "none": "cuts no part for China",
            "": "designs China parts for the line of {setting}",
        },
        "location_software": {
            "off": "drops location software",
            "opt_in": "offers location software",
            "required": "requires location software",
        },
        "public_argument": {
            "none": "falls silent in public",
            "market_loss": "argues that controls give the market away",
            "security_partner": "offers itself as a partner in security",
        },
        "china_line": {"run": "restarts its China line", "halt": "halts its China line"},
        "import_gate": {
            "open": "opens the gate to {member} imports",
            "ratio": "lets {member} chips in only beside domestic ones",
            "case_by_case": "weighs {member} imports case by case",
            "block": "blocks {member} imports",
        },
        "state_ban": {
            "off": "lifts the state-sector ban",
            "on": "bars foreign chips from state sites",
        },
        "boycott_guidance": {
            "none": "drops its boycott guidance",
            "advise": "advises buyers to explain foreign orders",
            "discourage": "discourages foreign orders",
            "forbid": "forbids foreign orders",
        },
        "mineral_level": {
            "watch": "ends its mineral licences",
            "licence_one": "puts single metals under licence",
            "licence_seven": "puts seven rare earths and magnets under licence",
            "ban": "bans mineral exports to the United States",
            "extraterritorial": "reaches for foreign goods with Chinese minerals",
        },
        "probe": {
            "none": "closes its probe of US chip firms",
            "open": "opens a probe of US chip firms",
            "finding": "finds a US chip firm at fault",
        },
        "firm_retaliation": {"on": "retaliates against a named US firm"},
        "cn_truce": {"seek": "seeks a truce", "break_off": "breaks off the truce"},
        "protection_plea": {"on": "asks for protection from imports"},
    }
)
