"""Cut the Chinese font of the window out of Noto Sans CJK.

    python -m docs.fonts /usr/share/fonts/opentype/noto

It keeps Latin, punctuation, the 3,755 commonest characters (GB 2312, level 1) and whatever else the
catalogues use, and takes over the line height of Noto Sans, so that both stand on one line.
Needs fontTools.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from game.paths import assets_dir

WEIGHTS = ("Regular", "Bold")
SIMPLIFIED = 2  # the place of Simplified Chinese in the collection
LEVEL_ONE = range(0xB0, 0xD8)
LATIN = (
    *range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2010, 0x2030), 0x2030, 0x2192, 0x2212,
    *range(0x3000, 0x3018), *range(0xFF00, 0xFF61),
)  # fmt: skip


def main(folder: str) -> None:
    """Write both weights beside the other fonts."""
    for weight in WEIGHTS:
        font = TTFont(Path(folder) / f"NotoSansCJK-{weight}.ttc", fontNumber=SIMPLIFIED)
        like = TTFont(assets_dir() / "fonts" / f"NotoSans-{weight}.ttf")
        options = subset.Options()
        options.layout_features = ["kern"]
        options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
        options.hinting = False
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=wanted())
        cutter.subset(font)
        _stand_like(font, like)
        font.save(assets_dir() / "fonts" / f"NotoSansSC-{weight}.otf")


def wanted() -> set[int]:
    """Return the characters to keep."""
    common = {
        code.decode("gb2312", "ignore")
        for code in (bytes((row, cell)) for row in LEVEL_ONE for cell in range(0xA1, 0xFF))
    }
    told = "".join(path.read_text("utf-8") for path in assets_dir().glob("locale/*/*.po"))
    return {*LATIN, *(ord(sign) for sign in {*"".join(common), *told})}


def _stand_like(font: TTFont, like: TTFont) -> None:
    """Give a font the line height of another."""
    by = font["head"].unitsPerEm / like["head"].unitsPerEm
    up, down = round(like["hhea"].ascent * by), round(like["hhea"].descent * by)
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = up, down, 0
    table = font["OS/2"]
    table.sTypoAscender, table.sTypoDescender, table.sTypoLineGap = up, down, 0
    table.usWinAscent, table.usWinDescent = up, -down


if __name__ == "__main__":
    main(sys.argv[1])
