"""regions.csv: the Delta, China and the seats of makers."""
from csvio import read_table

COLUMNS = ["region_code", "name_zh", "name_en", "parent_code", "tier", "lon", "lat"]
TIER_ORDER = {"country": 0, "area": 1, "province": 2, "city": 3, "foreign": 4}
DELTA_PROVINCES = ("310000", "320000", "330000", "340000")


class Regions:
    def __init__(self, table, cities):
        self.rows = []
        self.codes = {row["region_code"] for row in table}
        if len(self.codes) != len(table):
            raise ValueError("region_names.csv: a region code appears twice")
        self.by_raw_city = {row["raw_city"]: row["region_code"] for row in table if row["raw_city"]}
        centre = {row["adcode"]: row for row in cities}
        for row in table:
            place = centre.pop(row["region_code"], None)
            if place and place["name"] != row["name_zh"]:
                raise ValueError(f"region {row['region_code']}: {place['name']} is not {row['name_zh']}")
            self.rows.append({
                "region_code": row["region_code"], "name_zh": row["name_zh"], "name_en": row["name_en"],
                "parent_code": row["parent_code"], "tier": row["tier"],
                "lon": place["lon"] if place else "", "lat": place["lat"] if place else ""})
        if centre:
            raise ValueError(f"cities without a name: {sorted(centre)}")
        self.rows.sort(key=lambda r: (TIER_ORDER[r["tier"]], r["region_code"]))
        self.delta_cities = sorted(row["adcode"] for row in cities)
        self.name = {row["region_code"]: row for row in self.rows}

    def seat(self, maker, report, number):
        """Where an entry of makers.csv stands: city code, else the city's name, else the country."""
        code, city, country = maker["city_code"], maker["city"], maker["country"]
        for known in (code, country):
            if known and known not in self.codes:
                raise ValueError(f"makers.csv row {number}: unknown region {known}")
        if code:
            return code
        if city in self.by_raw_city:
            found = self.by_raw_city[city]
            if not self.name[found]["name_zh"].startswith(city):
                report.add("makers.csv", number, "changed", f"{city} -> {found} {self.name[found]['name_zh']}",
                           "county-level city, placed in its prefecture")
            return found
        if city and maker["scope"] != "global_leader":
            report.add("makers.csv", number, "changed", f"{city} -> {country}", "no city known")
        return country


def load(raw, tables):
    cities = read_table(raw("yrd_cities.csv"), ["adcode", "name", "lon", "lat"])
    table = read_table(tables("region_names.csv"),
                       ["region_code", "name_zh", "name_en", "parent_code", "tier", "raw_city"])
    return Regions(table, cities)
