"""Plain sentences that name several actors and say nothing of how these stand to each other."""

import pytest

import workbench as wb
from workbench.pipeline.stance import stances

SENTENCES = """
The night train from Austria to Hungary takes four hours.
Ethiopia lies between Kenya and Sudan.
France borders Spain, Belgium and Germany.
The population of Nigeria is larger than that of Egypt.
The delegation flew from Norway to Iceland on Tuesday.
The Danube flows through Serbia and Romania.
Portugal and Greece published their inflation figures on Thursday.
The conference will be held in Peru and not in Chile.
Turkey's ambassador to Poland arrived in Warsaw.
Canada is the second largest country in the world after Russia.
An earthquake was felt in Pakistan, India and Afghanistan.
The Finnish president was born in Sweden.
Italy and Croatia share a maritime border.
Officials from Vietnam and Laos met in Hanoi on Monday.
The minister spoke to his counterpart from Kuwait by telephone.
Mexico's peso fell against the currency of the United States.
China's trade with Kazakhstan amounted to 40 billion dollars.
Ukraine and Moldova will hold elections in the autumn.
According to Reuters, Estonia has 1.3 million inhabitants.
The two-day summit between Uzbekistan and Tajikistan ended without a statement.
Bolivia's parliament debates the budget; Paraguay's does so in June.
The court in Uganda will hear the case of a man from Rwanda.
The border between Zambia and Malawi is 800 kilometres long.
South Korea and Mongolia resumed flights on Monday.
The price of gas in Germany depends on supplies from Norway.
The WHO counted more cases in Chad than in Niger.
Israel's embassy in Jordan is closed on Fridays.
Thailand's exports to Malaysia rose by a tenth last year.
Floods from Nepal struck villages in India.
The storm that battered Japan moved on to South Korea.
Chinese tourists spent more in Vietnam than Koreans did.
Vaccines made in India are cheaper than those from Germany.
Lithuania's debt is smaller than Latvia's.
The Indian company bought a rival in Britain.
Brazil beat Argentina 2-1 in the final on Sunday.
Germany knocked out Portugal on penalties.
Australia's cricketers thrashed England in Perth.
In 1895 Japan defeated China and took Taiwan.
Analysts doubt that Egypt will attack Ethiopia.
Nobody in Chad believes that Libya would invade.
What would happen if China blockaded Taiwan?
Spain denied that it had criticised Portugal.
Mali called on Niger and Burkina Faso to attend the meeting.
Greece received a letter from Malta.
Malta gave the Libyan envoy ten days to answer.
"""


@pytest.fixture(scope="module")
def nlp():
    return wb.load_pipeline()


@pytest.mark.parametrize("sentence", SENTENCES.strip().splitlines())
def test_a_plain_sentence_gives_no_stance(nlp, sentence):
    assert stances(nlp(sentence)) == []
