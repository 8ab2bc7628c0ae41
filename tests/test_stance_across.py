"""Stances that take two sentences to tell: whom a pronoun means, and who did "the move"."""

import pytest

import workbench as wb
from workbench.pipeline.stance import encoder, stances

FOUND = """
The foreign minister of Kenya met his Ugandan counterpart. He accused Ethiopia of lying.
    Kenya|Ethiopia|hostile
Prime Minister Ilona Vashti flew to Norway on Monday. She thanked Norway for its help.
    Ilona Vashti|Norway|friendly
Peru closed its embassy in Quito. It also expelled two Ecuadorian diplomats.
    Peru|Ecuador|hostile
Finland and Sweden held a joint parade on Friday. They condemned Belarus for the raid.
    Sweden|Belarus|hostile
"We have lost three men at sea," said Ilona Vashti of Norway. She blamed Russia.
    Ilona Vashti|Russia|hostile
The United States imposed sanctions on two Turkish banks. Ankara condemned the move.
    Turkey|United States|hostile
Russian missiles hit a port in the north. Romania denounced the strikes as barbaric.
    Romania|Russia|hostile
Norway said it would open an embassy in Hargeisa. The decision was criticised by Somalia.
    Somalia|Norway|hostile
"Russia has bombed Ukrainian towns again," the Ukrainian foreign ministry said.
    Ministry of Foreign Affairs|Russia|hostile
Two Azerbaijani jets bombed an Armenian village on Friday. Yerevan called it murder.
    Armenia|Azerbaijan|hostile
Kyiv had expelled a Hungarian diplomat, and Hungary expelled two Ukrainians in June.
    Hungary|Ukraine|hostile
Kyiv had expelled a Hungarian diplomat, and Hungary expelled two Ukrainians in June.
    Ukraine|Hungary|hostile
"""

NOT_FOUND = """
Peru praised Ilona Vashti in May. She accused Chile of lying.
    Peru|Chile
Some say that Peru is poor. It praised Chile.
    Peru|Chile
"It is late," Ilona Vashti said in Norway. Some fear him. He accused Chile of lying.
    Norway|Chile
Norway said that taxes were too high. Sweden criticised the move.
    Sweden|Norway
Norway accused Peru of lying. Sweden criticised the move.
    Sweden|Norway
The strikes by Israel hit a town. Norway condemned the strikes of the rebels.
    Norway|Israel
Peru's main opposition party condemned Chile. It is the third to do so.
    Peru|Chile
Two Azerbaijani jets bombed an Armenian village. It is bad that France waits.
    France|Azerbaijan
"He is late," she told Ilona Vashti. He praised Chile.
    Ilona Vashti|Chile
"""


@pytest.fixture(scope="module")
def nlp():
    return wb.load_pipeline()


def rows(text):
    lines = [line.strip() for line in text.strip().splitlines()]
    return [[lines[n], *lines[n + 1].split("|")] for n in range(0, len(lines), 2)]


@pytest.mark.parametrize(("text", "source", "target", "stance"), rows(FOUND))
def test_found(nlp, monkeypatch, text, source, target, stance):
    monkeypatch.setattr(encoder, "encoder", lambda: None)
    found = {(row.source, row.target, row.stance) for row in stances(nlp(text))}
    assert (source, target, stance) in found


@pytest.mark.parametrize(("text", "source", "target"), rows(NOT_FOUND))
def test_not_found(nlp, monkeypatch, text, source, target):
    monkeypatch.setattr(encoder, "encoder", lambda: None)
    assert (source, target) not in {(r.source, r.target) for r in stances(nlp(text))}
