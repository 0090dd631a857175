"""Functions that give the same bits on every machine, in place of numpy's and the C library's.

exp, expm1, log, log1p, power and tanh, made only of what IEEE 754 fixes to the last bit: addition,
subtraction, multiplication, division, comparison, and moves of a number's bits. No fused
multiply-add, no library function. An element of an array gives what it gives alone. Nothing raises
or warns: an overflow is inf, log(0) is -inf, and what has no value is nan.

The steps of each are one text of straight lines, with selects in place of branches. It is run on
floats, played over arrays (`program`), and can be written out as C, which gives the same bits if it
is compiled without contraction (`-ffp-contract=off`) and without unsafe mathematics.

The algorithms are published; each file names its own. For the parts taken from fdlibm: "Copyright
(C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems,
Inc. business. Permission to use, copy, modify, and distribute this software is freely granted,
provided that this notice is preserved."
"""

from game.mathematics.exponential import decay, exp, expm1
from game.mathematics.logarithm import LN2, LN10, log, log1p
from game.mathematics.powers import power
from game.mathematics.tangent import tanh
from game.mathematics.traced import Traced

# The kind of functions and luck, written into each log: another one wherever a function here, or a
# draw of `game.state.chance`, gives other bits. 1 was numpy's functions and PCG64.
ARITHMETIC = 2

__all__ = [
    "ARITHMETIC", "LN2", "LN10", "Traced", "decay", "exp", "expm1", "log", "log1p", "power", "tanh",
]  # fmt: skip
