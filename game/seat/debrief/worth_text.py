"""What a seat's orders were worth, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from game.config.scenarios import shipped_library
from game.seat.debrief.account import OrderWorth, Parts, Worth
from game.words.language import say, say_config, say_count
from game.words.numbers import lower_first, minus


def points_text(points: float) -> str:
    """Return points with their sign: `+3.1`, `0.0`."""
    text = f"{points:+.1f}"
    return "0.0" if text in {"+0.0", "-0.0"} else minus(text)


def parts_text(parts: Parts) -> str:
    """Return what moved a score: the seat's orders, the others', luck, and what was under way."""
    return say(
        "your orders {own}; others' orders {others}; luck {luck}; what was under way {course}",
        own=points_text(parts.own),
        others=points_text(parts.others),
        luck=points_text(parts.luck),
        course=points_text(parts.course),
    )


def parts_lines(worth: Worth) -> list[str]:
    """Return how a score came about, and what it would have been with others in the seat."""
    end = worth.end
    lines = [
        say(
            "{score}: {course} on average over other luck if nobody had ordered anything, this "
            "game's luck {luck}, others' orders {others}, your orders {own}.",
            score=f"{end.score:.1f}",
            course=f"{end.course:.1f}",
            luck=points_text(end.luck),
            others=points_text(end.others),
            own=points_text(end.own),
        ),
        say(
            "The same game without your orders: {held}. Led by the policy in your seat, {policy}: "
            "{score}.",
            held=f"{worth.held:.1f}",
            policy=policy_text(worth.policy_name),
            score=f"{worth.policy:.1f}",
        ),
    ]
    return lines if worth.strategist is None else [*lines, strategist_text(worth.strategist)]


def policy_text(name: str) -> str:
    """Return what a policy is called inside a sentence: a shipped one by its title."""
    for policies in shipped_library().policies.values():
        if name in policies:
            return lower_first(say_config(policies[name].name))
    return name.replace("_", " ")


def strategist_text(score: float) -> str:
    """Return what the same game came to with a seat that looks ahead."""
    return say(
        "Led by a small strategist, which looks ahead and sees no more than your seat: {score}.",
        score=f"{score:.1f}",
    )


def order_title(order: OrderWorth) -> str:
    """Return an order with its date, or how many orders are told as one."""
    if order.count == 1:
        return say("{date}: {order}", date=order.date, order=order.text)
    return say_count(
        "{order}, {count} order", "{order}, {count} orders", order.count, order=order.text
    )


def alone_text(order: OrderWorth) -> str:
    """Return what leaving an order out, and nothing else, would have changed."""
    return say("left out alone, it changes the score by {points}", points=points_text(-order.alone))


def worth_lines(worth: Worth, most: int) -> Iterator[tuple[str, str, str]]:
    """Yield the points, the title and what it does alone of each order; the smaller ones as one."""
    shown = worth.orders if len(worth.orders) == most + 1 else worth.orders[:most]
    for order in shown:
        yield points_text(order.share), order_title(order), alone_text(order)
    rest = worth.orders[len(shown) :]
    if rest:
        together = sum(order.share for order in rest)
        text = say("{count} smaller orders together", count=len(rest))
        yield points_text(together), text, ""


def sum_text(worth: Worth) -> str:
    """Return what the orders add up to, and how sure the share of each is."""
    if not worth.orders:
        return say("You gave no orders.")
    together = say_count(
        "Your {count} order: {sum}, the game played less the game without it.",
        "Your {count} orders together: {sum}, the game played less the game without them.",
        len(worth.orders),
        sum=points_text(worth.end.own),
    )
    error = max(order.error for order in worth.orders)
    if f"{error:.1f}" == "0.0":
        return together
    how_sure = say(
        "That sum is exact; how it is shared out is an estimate from {orderings} orderings, with "
        "standard errors up to {error}.",
        orderings=worth.orderings,
        error=f"{error:.1f}",
    )
    return say("{sentence} {another}", sentence=together, another=how_sure)
