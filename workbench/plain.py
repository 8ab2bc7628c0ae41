"""Text of strangers as HTML, XML or a spreadsheet's cell that shows it and does nothing else.

What stands in an article may be markup, a formula, an escape code for terminals or a mark that
turns the direction of writing. All of it is shown; none of it reaches beyond its own words.
"""

import re
from html import escape

RISKY = tuple("=+-@\t\r\n＝＋－＠")  # begins what a spreadsheet may run (OWASP, CSV injection)
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PICTURES = {code: chr(0x2400 + code) for code in range(32) if code not in (9, 10, 13)}
_PICTURES |= {127: "␡", **dict.fromkeys(range(0x80, 0xA0), "�")}
# Marks that turn or pop the direction of writing: shown as a sign, for the reader should know.
_PICTURES |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], "⸱")


def plain_text(text: str) -> str:
    r"""Return the text with a sign in the place of each character that acts and does not show.

    >>> plain_text("\x1b[31m")
    '␛[31m'
    """
    return text.translate(_PICTURES)


def plain_xml(text: str) -> str:
    r"""Return the text with a sign in the place of each character that XML cannot hold.

    Lines end as they do in XML. What is markup in XML is left to whoever writes it.

    >>> plain_xml("a\x0b\r\nb\ufffe")
    'a�\nb�'
    """
    return _NO_XML.sub("�", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain_html(text: str) -> str:
    r"""Return the text as HTML that shows it, sign by sign.

    >>> plain_html("<b>$x$</b> \x1b[31m")
    '&lt;b&gt;<span>&#36;</span>x<span>&#36;</span>&lt;/b&gt; ␛[31m'
    """
    # A dollar sign in an element of its own: no typesetter joins it to the next one.
    shown = escape(plain_text(text)).replace("$", "<span>&#36;</span>")
    return shown.replace("\\(", "<span>\\</span>(").replace("\\[", "<span>\\</span>[")
