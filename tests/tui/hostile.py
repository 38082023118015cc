"""Texts that a record may hold and that no screen may be broken by."""

HOSTILE = {
    "markup": "Fund [/oops] [bold red]now[/] [@click=app.bell]x[/]",
    "escape": "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J",
    "controls": "nul\x00 bell\x07 back\x08 delete\x7f",
    "lines": "one\ntwo\r\nthree\tfour\u2028five\u2029six",
    "bidi": "safe \u202eevil\u202c \u2066isolate\u2069 \u200fmark",
    "surrogate": "half \ud800 of one",
    "chinese": "联合国安全理事会第二千三百七十九号决议",
    "family": "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦",
    "emoji": "❤️ ❤️‍🔥 🙂‍↔️ 👍🏽 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🤷‍♂️",
    "flags": "🇧🇪🇮🇹🇲🇦🇳🇪🇸🇦🇺🇸",
    "zalgo": "Z" + "\u0301\u0316\u0332\u0489" * 60 + "algo",
    "joiners": "a\u200db क्‍ष \u200d\u200d 漢\u200d字 👩\u200d",
    "leading marks": "\u0301\ufe0f\u200dabc",
    "arabic": "مجموعة العمل المعنية بمكافحة التمويل",
    "halfwidth": "ｱｲｳ ＡＢＣ 가각",
    "long": "long " * 1000,
    "long and wide": "漢" * 5000,
    "nothing": "",
}
