"""The rules of a month, in the order in which they work."""

from game.model.rules.allies import align_allies
from game.model.rules.bargaining import feel_pressure, negotiate
from game.model.rules.beijing import sway_beijing
from game.model.rules.buyers import sell_domestic
from game.model.rules.capability import advance_capability
from game.model.rules.capacity import build_fabs, build_memory, develop_tools
from game.model.rules.chipmaking import follow_roadmap, improve_yield, make_domestic, stock_memory
from game.model.rules.congress import heat_congress, move_bills
from game.model.rules.cut_parts import design_to_line
from game.model.rules.deals import sign_deals, watch_deals
from game.model.rules.demand import expect_stops, grow_budgets, place_orders, ship_licensed
from game.model.rules.events import split_by_event, strike_events
from game.model.rules.fleets import install_chips, power_up
from game.model.rules.gates import apply_import_gate, heed_guidance
from game.model.rules.gray_market import divert_chips, prosecute
from game.model.rules.investment import feel_controls, invest
from game.model.rules.minerals import build_alternatives, license_exports, price_minerals
from game.model.rules.offshore import rent_offshore
from game.model.rules.political_capital import refill_capital
from game.model.rules.regime import apply_regime, track_rule_changes
from game.model.rules.revenue import book_revenue, value_firm
from game.model.rules.software import mature_software, move_developers
from game.model.rules.supply import expand_packaging, make_chips
from game.model.rules.washington import hold_elections, sway_washington
from game.state.rule import Parts, Rule

RULES: tuple[Rule, ...] = (
    strike_events,  # nature and the calendar act before anyone reacts
    follow_roadmap,  # next parts come nearer or slip before anyone weighs them
    apply_regime,  # rules on the books decide what may be sold
    track_rule_changes,  # what moved is noticed before anyone answers it
    apply_import_gate,  # Beijing decides what may be bought; both gates must be open
    heed_guidance,  # buyers hear what they are advised
    design_to_line,  # a new line starts a part cut to it
    expand_packaging,  # capacity grows before it is used
    make_chips,  # the world's chips, China's share of them among them
    grow_budgets,  # buyers know what they can spend
    expect_stops,  # and what they fear
    place_orders,  # so they order
    ship_licensed,  # and get what both gates and the stock let through
    stock_memory,  # memory is bought before it is built in
    improve_yield,  # this month's wafers run at this month's yield
    make_domestic,  # the smallest of wafers, memory and packaging decides
    sell_domestic,  # home supply meets what imports left open
    divert_chips,  # what neither served draws smugglers
    prosecute,  # and, late, prosecutors
    rent_offshore,  # or is rented abroad
    feel_controls,  # scarcity is felt once the month's trade is done
    invest,  # money follows it
    build_fabs,  # and fabs follow money
    build_memory,  # as do memory lines
    develop_tools,  # and tools of one's own
    move_developers,  # developers go where the chips are
    mature_software,  # and software follows developers
    install_chips,  # this month's chips join the fleets, old ones leave
    power_up,  # fleets run as far as there is power
    advance_capability,  # what runs makes models
    license_exports,  # Beijing's ladder decides what minerals leave
    price_minerals,  # buyers abroad draw on stocks, pay, and stop plants
    build_alternatives,  # and build their own
    book_revenue,  # the month's sales are booked
    value_firm,  # and the market prices what it saw
    sign_deals,  # what was offered and accepted binds
    watch_deals,  # and is kept or broken, for all to see
    feel_pressure,  # both capitals count the cost
    negotiate,  # and talk, or stop talking
    sway_washington,  # opinion and access move the White House
    hold_elections,  # when it is time
    heat_congress,  # committees hear of it
    move_bills,  # and bills move, seldom far
    sway_beijing,  # the balance in Beijing shifts
    align_allies,  # allies follow late
    refill_capital,  # and everyone's standing pays out
)

# Rules whose change has parts with names of their own.
PARTS: dict[Rule, Parts] = {strike_events: split_by_event}
