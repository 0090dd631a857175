"""Why a law does not hold yet, and what was tried; told under its numbers while it does not."""

from __future__ import annotations

SHORTFALLS = {
    1: (
        "Which setting is best differs too little from line-up to line-up: enforcement, the "
        "road map and research cadence pay against everybody, "
        "so that a plan that knows them comes close to any policy. Tried: aims scaled by games "
        "in which a third of the seats are led by plans and players that need no search; upkeep "
        "of standing settings; policies that take the same settings by themselves, found by "
        "adding and dropping clauses on other seeds."
    ),
    2: (
        "One mark a seat holds for all line-ups of a scenario, and scores differ more between "
        "line-ups than between players: against open rivals even a seat that does nothing "
        "reaches its mark, and at *max* Washington is at the settings that pay against "
        "everybody. Tried: scales of aims as under law 1."
    ),
    3: (
        "A seat's score depends on what others do at least as much as on its own orders, and a "
        "strategist of the smallest size sees one turn ahead under luck it cannot know: it is "
        "ahead of the best ordinary policy at most seats, by less than five points."
    ),
    6: (
        "Scales are those of the end, between games of random line-ups; a scenario's own line-up "
        "lies to one side of some, and minerals or diversion that nobody uses yet stand at an "
        "end of theirs. One seat's plans move little of what five seats decide, so that most "
        "aims move far in one direction only. Tried: standings that count the usual course of "
        "each aim, by which most aims open in the middle; makers scored by list prices and by "
        "units, so that sales pull against share."
    ),
    7: (
        "Congress, Nvidia and the makers have few public settings that are worth moving each "
        "quarter; hearings and letters do not count. Tried: committees that speak again when "
        "the deal that bought their silence is over, one bill at a time, papers in more "
        "situations."
    ),
    8: (
        "Deals between reciprocal actors are hardly ever broken, and in some line-ups those "
        "between actors drawn for their difference too often. How a promise is kept is one "
        "condition a policy "
        "(`keeps_word`), the same for all papers."
    ),
    9: (
        "A licence costs more political capital a step to take back than a deal-maker of "
        "December 2025 has left after it has policed smugglers and named firms. Tried: "
        "taking it back by one step, which doubles reversals and makes Washington tighter in a "
        "truce than out of one (mechanism M10)."
    ),
    10: (
        "In April 2025 and October 2022 Beijing's ordinary policies answer the broad lists of "
        "the first year with a rung, in nearly every game. Offers of reciprocal actors hold the "
        "hazard of a truce down, and not everywhere by half."
    ),
    11: (
        "Beijing's gate opens when shortage is felt, which the end of stored memory brings "
        "about in the same quarters of every game, and a gate that has opened has no reason to "
        "shut while the shortage lasts."
    ),
    12: (
        "It fails in October 2022 alone, where parts cut to the line serve most of what buyers "
        "want and a repeal sets little free. Why it lowers China's compute there for two years "
        "is not known; that orders ahead of the next line fall away is one candidate."
    ),
    13: (
        "In December 2025 makers sell all they make with the gate open or shut, because demand "
        "exceeds both supplies; home sales, and with them money and learning, then hardly "
        "depend on imports. Eight quarters of refusal raise investment, but what is built in "
        "them is a small part of the lines of the fifth year. In October 2022 "
        "there is little to refuse with. Tried: money split by what binds, lower trust in "
        "supply, directed innovation; not tried: a larger share of expected sales that is "
        "built, for which there is no source."
    ),
    14: (
        "Most of what is counted is slow: exports of minerals move little at first and less "
        "later, since nothing in the scenario's own game moves them. Two "
        "observables open at nothing because they are sums over a quarter, and no quarter lies "
        "behind the opening. Fear, pressure and talks relax from where the record left them."
    ),
    16: (
        "See docs/patterns.md, pattern by pattern. Tried: clauses that act on what the "
        "mechanism moves in place of clauses that act on the event, which is how F7 and F12 "
        "came to count. Their thresholds lie above the pressure and the pride at which a "
        "knock-out holds both, so they show that the mechanism is needed and not how large it "
        "is. F8 "
        "turns on parameters set by the orders that it looks for, and stands at the edge of its "
        "mark."
    ),
    17: (
        "More mechanisms than five are weak or do not act. Those that are have the right sign "
        "and are smaller than what the page asks for; their sizes are judged numbers without a "
        "source to raise them by. Tried and taken back: more weight for an easing in talks, by "
        "which M14 would act."
    ),
    19: (
        "Deals that are worth a point to both capitals are found in some openings and vanish as "
        "interests settle. Terms are worth fixed points in a policy's eyes "
        "(`configs/terms.yaml`) and their effect on the score is smaller."
    ),
    20: (
        "Most policies are written as a temperament and not as a best reply: many are nowhere "
        "within a point of the best, and at many seats one policy is best in most line-ups. Not "
        "tried: aims that differ by temperament."
    ),
    21: (
        "A standing setting works from the turn in which it is ordered, so that the best order "
        "of the first turn is worth most and later ones find little left to gain. Marks are "
        "those of the best ordinary policy, and too many of those who lead at half time miss "
        "theirs."
    ),
    23: (
        "Every game is played to its last turn: the ends that configs/endings names (collapse "
        "of talks, parity, loss of office) need conditions that stand for several turns, and "
        "ordinary policies turn before they do."
    ),
    25: (
        "The lead in compute after five years grows with tightness in every line-up, from a "
        "repeal to all that Washington has: what refusal builds in China is too small to turn "
        "that (law 13). Why steady rules are a best reply hardly anywhere is not known."
    ),
}
