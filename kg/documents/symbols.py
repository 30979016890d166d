"""Signs of symbol fonts, with which offices tick boxes: codes of a private area, which mean something in their font only."""

from __future__ import annotations

import re

#: (font, code) → the sign.
SYMBOLS = {
    ("wingdings", "fe"): "☑", ("wingdings", "fd"): "☒", ("wingdings", "a8"): "□", ("wingdings", "6f"): "□", ("wingdings", "fc"): "√",
    ("wingdings", "fb"): "×", ("wingdings", "6e"): "■", ("wingdings 2", "52"): "☑", ("wingdings 2", "54"): "☒", ("wingdings 2", "a3"): "□",
    ("wingdings 2", "50"): "√", ("wingdings 2", "4f"): "×", ("symbol", "b3"): "≥", ("symbol", "a3"): "≤", ("symbol", "b4"): "×",
    ("symbol", "b1"): "±", ("symbol", "b0"): "°",
}  # fmt: skip
#: Where office programs put the signs of symbol fonts: the code in the font behind F0.
PRIVATE = re.compile("[\uf020-\uf0ff]")


def symbol_of(font: str, code: int) -> str:
    """The sign that a code shows in a font: an empty box where it is an unknown one of Wingdings, nothing where the font is unknown too.
    Without a font, Wingdings is the likeliest."""
    name = font.lower()
    names = (name,) if any(name == known for known, _ in SYMBOLS) else (name, "wingdings")
    found = next((sign for each in names if (sign := SYMBOLS.get((each, f"{code & 0xFF:02x}"))) is not None), None)
    if found is not None:
        return found
    if not 0xE000 <= code <= 0xF8FF:
        return chr(code)
    return "□" if name.startswith("wingdings") else ""
