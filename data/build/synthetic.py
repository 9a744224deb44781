"""The synthetic layer as a whole: fictional firms, their capabilities and supplies."""
import market
import synthetic_capabilities
import synthetic_firms
import synthetic_supplies
import uscc
from csvio import read_table

TRIAL_ONLY = 0.98


def build(raw, tables, chains, goods, links, entries, companies, abilities, facts, uses, places):
    kind = market.kinds(tables, goods)
    external = market.dependence(goods, facts, uses, companies, abilities)
    counts, qualified = synthetic_firms.slots(goods, external, companies, abilities)
    for code in external:
        if code not in qualified:
            external[code] = max(external[code], TRIAL_ONLY)
    shares = market.cost_shares(goods, links, kind)
    output, _ = market.domestic_output(tables, goods, links, shares, external, counts)
    roles = read_table(raw("chain_cities.csv"), ["chain", "city_code"])
    inside, outside = synthetic_firms.city_weights(goods, entries, roles, chains, places)
    founded = synthetic_firms.found(goods, counts, inside, outside, kind, places, synthetic_firms.short_names(tables))
    triples = synthetic_capabilities.assign(founded, goods, counts)
    made = synthetic_capabilities.build(triples, output, kind, qualified)
    firms = synthetic_capabilities.firm_rows(founded, made, goods, uscc.fictional)
    supplies = synthetic_supplies.build(made, links, shares, external, counts, kind)
    return firms, made, supplies
