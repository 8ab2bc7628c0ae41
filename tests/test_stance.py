import pytest

import workbench as wb

SHARED = "shared"

PLAIN = """
Oslo condemned Budapest in strong terms.|Oslo|Budapest|hostile
Oslo condemned Budapest in strong terms.|Budapest|Oslo|none
Budapest was condemned by Oslo.|Oslo|Budapest|hostile
Canada accused India of interfering in its elections.|Canada|India|hostile
Turkey was accused by Greece of violating its airspace.|Greece|Turkey|hostile
Peru praised Chile for its help after the earthquake.|Peru|Chile|friendly
Chile was praised by Peru.|Peru|Chile|friendly
Chile was praised by Peru.|Chile|Peru|none
Russian forces shelled Ukrainian positions near the river.|Russian|Ukrainian|hostile
Rebels backed by Rwanda seized the town from Congo.|Rwanda|Rebels|friendly
Poland sent tanks to Ukraine.|Poland|Ukraine|friendly
Poland sent Ukraine two hundred tanks.|Poland|Ukraine|friendly
The EU imposed new sanctions on Belarus.|The EU|Belarus|hostile
The EU lifted its sanctions on Syria.|The EU|Syria|friendly
Norway suspended aid to Niger.|Norway|Niger|hostile
Iran launched a drone attack on Israel.|Iran|Israel|hostile
Iran launched a drone attack on Israel.|Israel|Iran|none
Ethiopia signed a defence pact with Kenya.|Ethiopia|Kenya|friendly
Brazil is a close ally of Argentina.|Brazil|Argentina|friendly
Vietnam protested against the Chinese drilling.|Vietnam|Chinese|hostile
Finland expelled two diplomats of Russia.|Finland|Russia|hostile
Qatar released four hostages and thanked Egypt.|Qatar|Egypt|friendly
Cuba voiced solidarity with Venezuela.|Cuba|Venezuela|friendly
Lithuania described Belarus as a dictatorship that is a danger to Europe.|Lithuania|Belarus|hostile
Sudan severed ties with Iran.|Sudan|Iran|hostile
Serbia backed Armenia and criticised Azerbaijan.|Serbia|Armenia|friendly
Serbia backed Armenia and criticised Azerbaijan.|Serbia|Azerbaijan|hostile
Serbia backed Armenia and criticised Azerbaijan.|Armenia|Azerbaijan|none
Portugal offered medical assistance to Mozambique.|Portugal|Mozambique|friendly
Jordan shot down an Iranian drone.|Jordan|Iranian|hostile
"""

NEGATED = """
Seoul did not condemn Moscow.|Seoul|Moscow|none
Tokyo denied that it had criticised Beijing.|Tokyo|Beijing|none
France stopped short of condemning Turkey.|France|Turkey|none
Germany refused to condemn Hungary.|Germany|Hungary|none
Austria never threatened Slovenia.|Austria|Slovenia|none
Ghana declined to criticise Mali.|Ghana|Mali|none
If Iran attacked, the US would defend Israel.|Iran|Israel|none
Had Laos attacked Thailand, talks would have ended.|Laos|Thailand|none
Denmark refrained from accusing Iceland.|Denmark|Iceland|none
Spain has not imposed sanctions on Morocco.|Spain|Morocco|none
Kenya failed to condemn Uganda.|Kenya|Uganda|none
It is not true that Latvia attacked Estonia.|Latvia|Estonia|none
Malta wondered whether Libya had threatened Tunisia.|Libya|Tunisia|none
"""

NOTHING = """
The minister met his Japanese counterpart in Seoul.|The minister|Japanese|none
Washington urged North Korea to return to talks.|Washington|North Korea|none
The train from Vienna to Prague was late.|Vienna|Prague|none
The president flew from Lima to Bogota on Monday.|Lima|Bogota|none
Trade figures for Chile and Peru were published on Friday.|Chile|Peru|none
A delegation from Jordan arrived in Cairo.|Jordan|Cairo|none
Analysts in Dublin compared Norway with Sweden.|Norway|Sweden|none
Spain, which lies south of France, had a dry summer.|Spain|France|none
"""

NESTED = """
China, which backs Pakistan, rejected India's protest.|China|Pakistan|friendly
China, which backs Pakistan, rejected India's protest.|China|India|hostile
China, which backs Pakistan, rejected India's protest.|Pakistan|India|none
Hamas has used weapons sourced from North Korea to target Israel.|Hamas|Israel|hostile
Hamas has used weapons sourced from North Korea to target Israel.|North Korea|Hamas|friendly
The allies called the military cooperation between Russia and North Korea a serious threat.\
|The allies|Russia|hostile
The allies called the military cooperation between Russia and North Korea a serious threat.\
|The allies|North Korea|hostile
The allies called the military cooperation between Russia and North Korea a serious threat.\
|Russia|North Korea|friendly
Biden hailed the political courage of President Yoon.|Biden|Yoon|friendly
Germany condemned the attack by Hamas on Israel.|Germany|Hamas|hostile
Germany condemned the attack by Hamas on Israel.|Germany|Israel|friendly
Germany condemned the attack by Hamas on Israel.|Hamas|Israel|hostile
Egypt opposed sanctions against Iran.|Egypt|Iran|friendly
Amnesty urged all states to condemn Eritrea.|Amnesty|Eritrea|hostile
Romania vowed to defend Moldova.|Romania|Moldova|friendly
Algeria threatened to attack Morocco.|Algeria|Morocco|hostile
Ukraine thanked Britain for striking Russia.|Ukraine|Britain|friendly
Ukraine thanked Britain for striking Russia.|Britain|Russia|hostile
"""

LISTS = """
The United States, South Korea and Japan jointly issued a stern warning against Russia.\
|South Korea|Russia|hostile
The United States, South Korea and Japan jointly issued a stern warning against Russia.\
|United States|Russia|hostile
The United States, South Korea and Japan jointly issued a stern warning against Russia.\
|South Korea|Japan|none
Sweden denounced Iran, Syria and Belarus.|Sweden|Belarus|hostile
Sweden denounced Iran, Syria and Belarus.|Iran|Syria|none
Sweden denounced Iran, Syria and Belarus.|Syria|Sweden|none
China and Laos have stepped up military cooperation.|China|Laos|friendly
China and Laos have stepped up military cooperation.|Laos|China|friendly
The war between Ethiopia and Eritrea went on.|Eritrea|Ethiopia|hostile
"""


@pytest.fixture(scope="module")
def nlp():
    return wb.load_pipeline()


def cases(block):
    return [tuple(line.split("|")) for line in block.strip().splitlines()]


def between(nlp, text, source, target):
    doc = nlp(text)
    spans = []
    for words in (source, target):
        start = doc.text.index(words)
        spans.append(doc.char_span(start, start + len(words), alignment_mode="expand"))
    return wb.stance_between(*spans)


@pytest.mark.parametrize(
    ("text", "source", "target", "stance"),
    [case for block in (PLAIN, NEGATED, NOTHING, NESTED, LISTS) for case in cases(block)],
)
def test_stance_between_reads_the_sentence(nlp, text, source, target, stance):
    assert between(nlp, text, source, target).stance == stance
