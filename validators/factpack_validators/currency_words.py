"""Which currencies words can mean, for the independent reader of amounts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from factpack_validators.codes import CURRENCIES

_NAMED: Mapping[str, str] = {
    "dollar dollars dólar dólares dollari dollaro buck bucks greenback greenbacks": (
        "USD AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD SGD SRD TTD TWD XCD "
        "ZWD ZWL"
    ),
    "cent cents ¢": (
        "USD AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD SGD SRD TTD TWD XCD "
        "EUR ZAR KES LKR NLG MUR CYP MTL"
    ),
    "euro euros": "EUR",
    "pound pounds pfund sterlina sterline livre livres libra libras pond": (
        "GBP EGP FKP GIP SHP SSP SDG LBP SYP IEP CYP"
    ),
    "pence penny pennies p": "GBP FKP GIP SHP IEP",
    "sterling quid": "GBP",
    "yen yens yenes ienes": "JPY",
    "yuan yuans yuanes renminbi rmb kuai": "CNY",
    "rupee rupees rupien roupies rs re": "INR PKR LKR NPR MUR SCR MVR",
    "paise paisa": "INR PKR NPR",
    "franc francs fr franken franco francos franchi frank": (
        "CHF FRF BEF LUF XAF XOF XPF RWF BIF CDF GNF DJF KMF"
    ),
    "centime centimes": "CHF FRF BEF LUF XAF XOF XPF DZD MAD",
    "krona kronor kronas krónur króna": "SEK ISK",
    "krone kroner krones": "NOK DKK",
    "kr": "SEK NOK DKK ISK EEK",
    "crown crowns": "SEK NOK DKK ISK CZK SKK EEK",
    "øre öre ore": "SEK NOK DKK",
    "koruna korunas koruny korun kč": "CZK SKK",
    "won": "KRW KPW",
    "rouble roubles ruble rubles rubel rubli rublos roebel": "RUB BYN",
    "kopeck kopecks kopek kopeks": "RUB BYN UAH",
    "real reais reals reales": "BRL",
    "peso pesos": "MXN ARS CLP COP CUP DOP PHP UYU BOP",
    "centavo centavos": "MXN ARS CLP COP CUP DOP PHP BRL PTE BOB",
    "rand rands": "ZAR",
    "lira liras lire": "TRY TRL ITL LBP SYP MTL CYP",
    "shekel shekels sheqel sheqels nis": "ILS",
    "dirham dirhams": "AED MAD",
    "riyal riyals": "SAR QAR YER",
    "rial rials": "IRR OMR YER SAR QAR",
    "toman tomans": "IRR",
    "dinar dinars": "KWD BHD IQD JOD LYD RSD TND DZD",
    "fils": "AED KWD BHD IQD JOD",
    "baht bahts": "THB",
    "ringgit ringgits": "MYR",
    "sen": "MYR JPY IDR",
    "rupiah rupiahs": "IDR",
    "dong dongs": "VND",
    "zloty zlotys zlotych złoty": "PLN",
    "groszy": "PLN",
    "forint forints": "HUF",
    "leu lei": "RON MDL",
    "lev leva levs": "BGN",
    "lek leks": "ALL",
    "kuna kunas": "HRK",
    "denar denars": "MKD",
    "hryvnia hryvnias hryvnya": "UAH",
    "naira nairas": "NGN",
    "cedi cedis": "GHS",
    "kwacha kwachas": "ZMW MWK",
    "kwanza kwanzas": "AOA",
    "birr birrs": "ETB",
    "pula pulas": "BWP",
    "shilling shillings": "KES UGX TZS SOS",
    "schilling schillings": "ATS",
    "taka takas": "BDT",
    "tenge tenges": "KZT",
    "manat manats": "AZN TMT",
    "lari laris": "GEL",
    "dram drams": "AMD",
    "som soms sum": "KGS UZS",
    "tugrik tugriks togrog": "MNT",
    "kip kips": "LAK",
    "kyat kyats": "MMK",
    "riel riels": "KHR",
    "pataca patacas": "MOP",
    "sol soles": "PEN",
    "boliviano bolivianos": "BOB",
    "bolivar bolivars bolivares bolívares": "VEF VES VED VEB",
    "guarani guaranis guaraníes": "PYG",
    "quetzal quetzals quetzales": "GTQ",
    "lempira lempiras": "HNL",
    "colon colones colón": "CRC",
    "cordoba cordobas córdobas": "NIO",
    "balboa balboas": "PAB",
    "gourde gourdes": "HTG",
    "mark marks": "DEM BAM FIM",
    "deutschmark deutschmarks deutschemark deutschemarks": "DEM",
    "pfennig pfennigs": "DEM",
    "markka markkaa": "FIM",
    "guilder guilders": "NLG XCG ANG",
    "peseta pesetas": "ESP",
    "drachma drachmas drachmae": "GRD",
    "escudo escudos": "PTE CVE",
    "punt punts": "IEP",
    "bitcoin bitcoins": "BTC XBT",
}
"""Forms of a noun to every currency that it names somewhere."""

_NOUNS: Mapping[str, frozenset[str]] = {
    form: frozenset(codes.split()) for forms, codes in _NAMED.items() for form in forms.split()
}
_DOLLARS = _NOUNS["dollar"] | frozenset({"ARS", "CLP", "COP", "CUP", "DOP", "MXN", "UYU"})
_SIGNS: Mapping[str, frozenset[str]] = {
    "$": _DOLLARS,
    "€": frozenset({"EUR"}),
    "£": _NOUNS["pound"],
    "₤": _NOUNS["pound"] | _NOUNS["lira"],
    "¥": frozenset({"JPY", "CNY"}),
    "￥": frozenset({"JPY", "CNY"}),
    "元": frozenset({"CNY"}),
    "円": frozenset({"JPY"}),
    "원": frozenset({"KRW", "KPW"}),
    "₹": frozenset({"INR"}),
    "₨": _NOUNS["rupee"],
    "₩": frozenset({"KRW", "KPW"}),
    "₽": frozenset({"RUB"}),
    "₺": frozenset({"TRY"}),
    "₪": frozenset({"ILS"}),
    "₫": frozenset({"VND"}),
    "₦": frozenset({"NGN"}),
    "₱": frozenset({"PHP"}),
    "฿": frozenset({"THB"}),
    "₴": frozenset({"UAH"}),
    "₼": frozenset({"AZN"}),
    "₾": frozenset({"GEL"}),
    "₡": frozenset({"CRC"}),
    "₲": frozenset({"PYG"}),
    "₭": frozenset({"LAK"}),
    "₮": frozenset({"MNT"}),
    "₸": frozenset({"KZT"}),
    "₵": frozenset({"GHS"}),
    "₿": frozenset({"XBT", "BTC"}),
}
_BEFORE_SIGN: Mapping[str, str] = {
    "us": "USD", "u.s": "USD", "usd": "USD", "a": "AUD", "au": "AUD", "aus": "AUD", "aud": "AUD",
    "c": "CAD", "ca": "CAD", "can": "CAD", "cdn": "CAD", "cad": "CAD", "hk": "HKD", "hkd": "HKD",
    "nz": "NZD", "nzd": "NZD", "s": "SGD", "sg": "SGD", "sgd": "SGD", "nt": "TWD", "ntd": "TWD",
    "twd": "TWD", "r": "BRL", "brl": "BRL", "mx": "MXN", "mex": "MXN", "mxn": "MXN", "j": "JMD",
    "tt": "TTD", "b": "BND", "bds": "BBD", "ec": "XCD", "fj": "FJD", "g": "GYD", "n": "NAD",
    "cl": "CLP", "clp": "CLP", "col": "COP", "ar": "ARS", "z": "ZWL",
    "e": "EGP", "ir": "IEP", "l": "LBP", "cn": "CNY", "jp": "JPY",
}  # fmt: skip
"""Letters before a sign that many countries share, and the currency that they make it."""

_ABBREVIATED: Mapping[str, str] = {
    "RM": "MYR", "Rp": "IDR", "R": "ZAR", "DM": "DEM", "SFr": "CHF", "Fr": "CHF", "KSh": "KES",
    "USh": "UGX", "TSh": "TZS", "Tk": "BDT", "Php": "PHP", "NTD": "TWD", "CDN": "CAD", "STG": "GBP",
    "SKr": "SEK", "NKr": "NOK", "DKr": "DKK", "Ft": "HUF", "zł": "PLN", "GHC": "GHS", "RMB": "CNY",
}  # fmt: skip

_OF_COUNTRY: Mapping[str, str] = {
    "american": "USD", "u.s.": "USD", "united states": "USD", "canadian": "CAD",
    "australian": "AUD", "aussie": "AUD", "hong kong": "HKD", "singapore": "SGD",
    "singaporean": "SGD", "new zealand": "NZD", "taiwan": "TWD", "taiwanese": "TWD",
    "jamaican": "JMD", "fiji": "FJD", "fijian": "FJD", "bahamian": "BSD", "barbadian": "BBD",
    "bermudian": "BMD", "belize": "BZD", "brunei": "BND", "caribbean": "XCD", "cayman": "KYD",
    "guyanese": "GYD", "liberian": "LRD", "namibian": "NAD", "surinamese": "SRD",
    "trinidad": "TTD", "tobago": "TTD", "zimbabwean": "ZWL ZWD", "zimbabwe": "ZWL ZWD",
    "british": "GBP", "egyptian": "EGP", "lebanese": "LBP", "sudanese": "SDG SSP",
    "south sudanese": "SSP", "syrian": "SYP", "irish": "IEP", "gibraltar": "GIP",
    "falkland": "FKP", "cypriot": "CYP", "japanese": "JPY", "chinese": "CNY", "indian": "INR",
    "pakistani": "PKR", "pakistan": "PKR", "sri lankan": "LKR", "nepalese": "NPR",
    "nepali": "NPR", "mauritian": "MUR", "mauritius": "MUR", "seychelles": "SCR",
    "maldivian": "MVR", "swiss": "CHF", "french": "FRF", "belgian": "BEF", "luxembourg": "LUF",
    "cfa": "XAF XOF", "central african": "XAF", "west african": "XOF", "pacific": "XPF",
    "congolese": "CDF", "rwandan": "RWF", "burundian": "BIF", "guinean": "GNF",
    "djibouti": "DJF", "comorian": "KMF", "swedish": "SEK", "icelandic": "ISK",
    "norwegian": "NOK", "danish": "DKK", "czech": "CZK", "slovak": "SKK", "estonian": "EEK",
    "north korean": "KPW", "south korean": "KRW", "korean": "KRW KPW", "russian": "RUB",
    "belarusian": "BYN", "belarus": "BYN", "brazilian": "BRL", "mexican": "MXN", "mexico": "MXN",
    "argentine": "ARS", "argentinian": "ARS", "argentina": "ARS", "chilean": "CLP",
    "chile": "CLP", "colombian": "COP", "colombia": "COP", "cuban": "CUP", "dominican": "DOP",
    "philippine": "PHP", "philippines": "PHP", "filipino": "PHP", "uruguayan": "UYU",
    "south african": "ZAR", "turkish": "TRY TRL", "italian": "ITL", "maltese": "MTL",
    "israeli": "ILS", "uae": "AED", "emirati": "AED", "emirates": "AED", "moroccan": "MAD",
    "saudi": "SAR", "qatari": "QAR", "yemeni": "YER", "iranian": "IRR", "omani": "OMR",
    "kuwaiti": "KWD", "bahraini": "BHD", "iraqi": "IQD", "jordanian": "JOD", "libyan": "LYD",
    "serbian": "RSD", "tunisian": "TND", "algerian": "DZD", "romanian": "RON", "moldovan": "MDL",
    "zambian": "ZMW", "malawian": "MWK", "kenyan": "KES", "kenya": "KES", "ugandan": "UGX",
    "uganda": "UGX", "tanzanian": "TZS", "tanzania": "TZS", "somali": "SOS", "austrian": "ATS",
    "azerbaijani": "AZN", "azeri": "AZN", "turkmen": "TMT", "kyrgyz": "KGS", "uzbek": "UZS",
    "german": "DEM", "finnish": "FIM", "bosnian": "BAM", "dutch": "NLG", "antillean": "ANG XCG",
    "portuguese": "PTE", "cape verdean": "CVE",
}  # fmt: skip

_SMALL_CODES = frozenset("usd eur gbp chf aud cad nzd jpy cny hkd sgd sek nok dkk inr".split())
"""Codes that are no words when they stand in small letters."""

_SIGN = re.compile(
    r"(?:(?<![A-Za-z])([A-Za-z]{1,3}|U\.S|u\.s)\.?( ?))?([" + re.escape("".join(_SIGNS)) + "])"
)
_WORD = re.compile(r"[^\W\d_]+")
_COUNTRY = re.compile(
    r"(?<!\w)(?:"
    + "|".join(re.escape(name) for name in sorted(_OF_COUNTRY, key=len, reverse=True))
    + r")(?!\w)"
)


@dataclass(frozen=True, slots=True)
class ReadCurrencies:
    """What words say about the currency.

    Attributes:
        codes: every currency that they can mean; empty where they name none.
        open: whether the words alone leave it open whose currency it is ("pesos").
    """

    codes: frozenset[str]
    open: bool


def read_currencies(words: str) -> ReadCurrencies:
    """Currencies that words can mean: all dollars for a bare dollar sign.

    >>> sorted(read_currencies("US$5m").codes), sorted(read_currencies("5 million euros").codes)
    (['USD'], ['EUR'])
    >>> read_currencies("300 million pesos").open
    True
    """
    firm: set[str] = set()
    shared: set[str] = set()
    for mark, space, sign in _SIGN.findall(words):
        codes = _SIGNS[sign]
        lettered = _BEFORE_SIGN.get(mark.casefold())
        if lettered and sign in "$£¥":
            # "A $5 fund" may begin with an article; letters that touch the sign belong to it.
            codes = codes | {lettered} if space and mark in ("a", "A") else frozenset({lettered})
        firm |= codes
    for word in _WORD.findall(words):
        plain = word.casefold()
        if word in CURRENCIES:
            firm.add(word)
        elif word[:1] == "M" and word[1:] in CURRENCIES:
            firm.add(word[1:])
        elif word in _ABBREVIATED:
            firm.add(_ABBREVIATED[word])
        elif plain in _NOUNS:
            codes = _NOUNS[plain]
            (firm if len(codes) == 1 else shared).update(codes)
        elif plain in _SMALL_CODES:
            firm.add(plain.upper())
    found = firm | shared
    of_country = {
        code for name in _COUNTRY.findall(words.casefold()) for code in _OF_COUNTRY[name].split()
    }
    if of_country & found:
        return ReadCurrencies(frozenset(of_country & found), False)
    return ReadCurrencies(frozenset(found), not firm)
