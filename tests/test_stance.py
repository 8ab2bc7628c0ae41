import time
from pathlib import Path

import pytest
from spacy.tokens import Doc

import workbench as wb
from workbench.pipeline.actors import mentions
from workbench.pipeline.quotes import quotations
from workbench.pipeline.stance import encoder, find, judgement, predicates, scorer, stances
from workbench.pipeline.stance.stretch import Stretch

ARTICLES = Path(__file__).parents[2] / "shared" / "articles"

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
Vietnam accused China of ramming one of its boats.|China|Vietnam|hostile
Poland said that Belarus had violated its airspace.|Belarus|Poland|hostile
Poland said that Belarus had violated its airspace.|Poland|Belarus|hostile
Poland said that Belarus had violated its own airspace.|Belarus|Poland|none
Latvia has given two Belarusian consuls two days to leave.|Latvia|Belarusian|hostile
Oman has let Qatari ships reload at Sohar.|Oman|Qatari|friendly
Slovakia halted emergency power supplies to Ukraine.|Slovakia|Ukraine|hostile
Iran sold four ferries to Oman.|Iran|Oman|none
Iran sold Oman two submarines.|Iran|Oman|friendly
Bulgaria donated its old reactors to Ukraine, to the dismay of Russia.|Bulgaria|Russia|none
Serbia's envoy, named in March, was praised at home and lauded by Russia.|Russia|Serbia|friendly
The envoy of Kenya visited Eritrea, whose help he praised.|Kenya|Eritrea|friendly
Mali has broken with Ukraine, which it charges with aiding Hezbollah.|Ukraine|Hezbollah|friendly
Peru's raid angered many, prompting a furious protest from Chile.|Chile|Peru|hostile
Hungary's veto infuriated Poland.|Poland|Hungary|hostile
Greece was angered by Turkey's seizure of a ship.|Greece|Turkey|hostile
Kazakhstan handed the Ukrainian envoy a note of protest.|Kazakhstan|Ukrainian|hostile
Turkey offered to help end Russia's war on Ukraine.|Russia|Ukraine|hostile
Turkey offered to help end Russia's war on Ukraine.|Turkey|Ukraine|none
Israel agreed to stop its attacks on Lebanon.|Israel|Lebanon|none
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

PHRASES = """
India was right to throw out six Canadian diplomats.|India|Canadian|hostile
Peru did not hesitate to condemn Ecuador.|Peru|Ecuador|hostile
Jordan was forced to close its border with Syria.|Jordan|Syria|hostile
Cyprus has not only condemned Malta but recalled its envoy.|Cyprus|Malta|hostile
"An affront to Cyprus is an affront to us," declared Greece.|Greece|Cyprus|friendly
Russia cast a veto that Denmark called shameful.|Denmark|Russia|hostile
Two Chinese ships turned their water cannon on a Philippine boat.|Chinese|Philippine|hostile
Taliban guards opened fire on Iranian border troops.|Taliban|Iranian|hostile
Benin fights beside Togo against the rebels.|Benin|Togo|friendly
South Africa took Israel to court over the islands.|South Africa|Israel|hostile
Paris overruled the objections of Berlin.|Paris|Berlin|hostile
Israel levelled the quarter, and Ireland cursed it for that.|Ireland|Israel|hostile
Japan has decided to lift the sanctions imposed on India.|Japan|India|friendly
KFOR has kept Kosovo calm, and I thank its Italian commander.|KFOR|Italian|none
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
The allies called the arms cooperation between Russia and Belarus a serious threat.\
|The allies|Russia|hostile
The allies called the arms cooperation between Russia and Belarus a serious threat.\
|The allies|Belarus|hostile
The allies called the arms cooperation between Russia and Belarus a serious threat.\
|Russia|Belarus|friendly
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
Australia, Canada and Spain together issued a sharp warning against Libya.\
|Canada|Libya|hostile
Australia, Canada and Spain together issued a sharp warning against Libya.\
|Australia|Libya|hostile
Australia, Canada and Spain together issued a sharp warning against Libya.\
|Canada|Spain|none
Sweden denounced Iran, Syria and Belarus.|Sweden|Belarus|hostile
Sweden denounced Iran, Syria and Belarus.|Iran|Syria|none
Sweden denounced Iran, Syria and Belarus.|Syria|Sweden|none
China and Laos have stepped up military cooperation.|China|Laos|friendly
China and Laos have stepped up military cooperation.|Laos|China|friendly
The war between Ethiopia and Eritrea went on.|Eritrea|Ethiopia|hostile
"""

SUPPOSED = """
Will China invade Taiwan?|China|Taiwan|none
Should Russia attack Lithuania, Germany would come to its aid.|Russia|Lithuania|none
Were Russia to attack Moldova, Romania would face a hard choice.|Russia|Moldova|none
No Western country has sent troops to Ukraine, the minister noted.|Western|Ukraine|none
Peru dismissed rumours that it had recalled its envoy from Mexico.|Peru|Mexico|none
The Vatican stopped short of naming Russia as the aggressor.|Vatican|Russia|none
France called for an immediate ceasefire between Thailand and Cambodia.|Thailand|Cambodia|none
"""

MUTUAL = """
Chile is collaborating with Peru.|Peru|Chile|friendly
Peru has entered into an agreement with Chile.|Chile|Peru|friendly
Togo quit the treaty with Ghana.|Ghana|Togo|none
Germany blocked the loan again, to the open anger of France.|France|Germany|hostile
China vetoed the text, much to Japan's dismay.|Japan|China|hostile
Norway paid tribute to Ukraine.|Norway|Ukraine|friendly
"""

NEWS = """
A U.S.-led embargo on Iran has halved its oil exports.|U.S.|Iran|hostile
The Saudi-led blockade of Qatar ended in 2021.|Saudi|Qatar|hostile
Russia's annexation of Crimea shocked Kazakhstan.|Russia|Crimea|hostile
Colombia recalled its ambassador from Argentina after the remarks.|Colombia|Argentina|hostile
Britain froze the assets of five Myanmar generals.|Britain|Myanmar|hostile
Spain extradited two suspected drug lords to Morocco.|Spain|Morocco|friendly
Ukraine was given fifty armoured vehicles by Denmark.|Denmark|Ukraine|friendly
Moldova was promised 300 million euros by the European Union.|European Union|Moldova|friendly
Iran and Belgium swapped prisoners in Muscat.|Belgium|Iran|friendly
Tajik and Kyrgyz border guards exchanged fire for the second day.|Kyrgyz|Tajik|hostile
Israel's bombardment of Gaza drew condemnation from Jordan.|Jordan|Israel|hostile
Germany approved the sale despite objections from Ireland.|Ireland|Germany|hostile
Rebels took the town with help from Rwanda.|Rwanda|Rebels|friendly
Israel charged that Hezbollah had stored rockets supplied by Iran.|Iran|Hezbollah|friendly
A U.N. report accused Rwanda of sending troops into Congo.|Rwanda|Congo|hostile
Belarus, a close ally of Russia, has been sanctioned by Japan.|Belarus|Russia|friendly
Japan's emperor sent condolences to Turkey after the quake.|Japan|Turkey|friendly
France beat Croatia in the final of the 2018 World Cup.|France|Croatia|none
"""

AGENCY = """
Mali turned its back on France.|Mali|France|hostile
What Chad did to Niger was a crime.|Chad|Niger|hostile
"Togo must be punished," Benin's minister said.|Benin|Togo|hostile
Kuwait said that Oman should be helped.|Kuwait|Oman|friendly
"Finland is our brother," the Estonian president told parliament.|Estonian|Finland|friendly
Iraq called the attack on Greece a disgrace.|Iraq|Greece|friendly
Malta will not be bullied by Libya, its minister said.|Malta|Libya|hostile
Armenia feels let down by Kazakhstan.|Armenia|Kazakhstan|hostile
Peru waived Bolivia's debt.|Peru|Bolivia|friendly
Niger's jets razed a camp in Nigeria.|Niger|Nigeria|hostile
Laos received a threat from Thailand.|Thailand|Laos|hostile
Vietnam drove Chinese trawlers out of its waters.|Vietnam|Chinese|hostile
There is no doubt that Egypt attacked Ethiopia.|Egypt|Ethiopia|hostile
Chad blamed neither Niger nor Benin for the breakdown.|Chad|Niger|none
Neither Norway nor Benin condemned Mali.|Benin|Mali|none
Togo handed Ghana a list of questions about the crash.|Togo|Ghana|none
Togo handed Ghana forty ambulances.|Togo|Ghana|friendly
Malta gave Libya ten days to answer.|Malta|Libya|none
Peru has lodged a complaint with the OAS against Bolivia.|Peru|Bolivia|hostile
Oman welcomed the ceasefire between Yemen and Israel.|Yemen|Israel|none
Spain condemned the flogging of a Cuban student in Iran.|Spain|Cuban|none
Kuwait urged the world not to abandon Lebanon.|Kuwait|Lebanon|none
It would be a mistake to call Hungary an enemy, Austria said.|Austria|Hungary|none
If Cuba were to send troops to Angola, Zambia would protest.|Cuba|Angola|none
Chad shelled Malian positions in solidarity with Niger.|Chad|Niger|friendly
Italy left the talks, blaming France's courtship of Egypt.|Italy|Egypt|none
Canada cautioned against blaming India before the facts were known.|Canada|India|none
Latvia will sign no contract with Belarus.|Latvia|Belarus|none
The Chilean team beat Peru 3-1 on Sunday.|Chilean|Peru|none
"""

BLOCKS = (PLAIN, PHRASES, NEGATED, NOTHING, NESTED, MUTUAL, LISTS, SUPPOSED, NEWS, AGENCY)


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
    [case for block in BLOCKS for case in cases(block)],
)
def test_stance_between_reads_the_sentence(nlp, text, source, target, stance):
    assert between(nlp, text, source, target).stance == stance


def rows(nlp, text):
    return {(row.source, row.target): row for row in stances(nlp(text))}


def test_a_quoted_judgement_is_the_speakers(nlp):
    text = (
        "Iran and Iraq met.\n\n"
        '"The government of France is a danger to peace," Iranian President Masoud Pezeshkian said.'
    )
    row = rows(nlp, text)["Masoud Pezeshkian", "France"]
    assert (row.stance, row.voice, row.speaker) == ("hostile", "quoted", "Masoud Pezeshkian")


def test_a_judgement_of_two_subjects_is_of_both_and_not_of_who_passes_it_on(nlp):
    text = (
        "The alliance between Chad and Niger and the bloc NATO is a 'tumour' of the region, "
        "Iranian President Masoud Pezeshkian said, according to the Xinhua News Agency."
    )
    found = rows(nlp, text)
    for target in ("Chad", "Niger", "NATO"):
        assert found["Masoud Pezeshkian", target].stance == "hostile"
    assert not [pair for pair in found if "Xinhua News Agency" in pair]


@pytest.mark.parametrize(
    "text",
    [
        "Danish Transport Minister Omar Petrov thanked Chile.",
        "Omar Petrov, vice-president of Denmark, thanked Chile.",
        "The Danish chief of staff, General Omar Petrov, thanked Chile.",
        "Danish government spokesman Omar Petrov thanked Chile.",
    ],
)
def test_the_country_that_a_title_names_does_not_act_besides(nlp, text):
    assert [pair for pair in rows(nlp, text) if "Chile" in pair] == [("Omar Petrov", "Chile")]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("Former CIA deputy director Omar Petrov praised Chile.", {"Omar Petrov"}),
        (
            "Omar Petrov, Speaker of the US House of Representatives, praised Chile.",
            {"Omar Petrov"},
        ),
        ("Omar Petrov, an ethnic Dane from Aarhus, praised Chile.", {"Omar Petrov"}),
        (
            "Hamas spokesman Omar Petrov praised Chile.",
            {"Hamas", "Omar Petrov"},
        ),
    ],
)
def test_a_body_in_a_title_is_no_actor_unless_its_spokesman_speaks(nlp, text, sources):
    assert {source for source, target in rows(nlp, text) if target == "Chile"} == sources


def test_a_speech_tells_where_its_speaker_stands(nlp):
    text = (
        "Address by Foreign Minister Ana Soto to the assembly\n\nIt is late.\n\n"
        "We thank Peru and Chile for their help.\n\nI condemn Mali for its raids on our villages."
    )
    found = {pair: row.stance for pair, row in rows(nlp, text).items()}
    assert found == {
        ("Ana Soto", "Peru"): "friendly",
        ("Ana Soto", "Chile"): "friendly",
        ("Ana Soto", "Mali"): "hostile",
    }


def test_a_judgement_in_the_outlets_own_voice_is_nobodys_stance(nlp):
    assert stances(nlp("Chile and Peru talked.\n\nFrance is a danger to peace.")) == []


def test_the_speaker_of_a_long_quote_stands_towards_those_in_each_of_its_sentences(nlp):
    text = (
        'Russian President Vladimir Putin spoke for an hour. "The world has changed," he said. '
        '"Poland is an aggressor. Hungary is a reliable friend."'
    )
    found = rows(nlp, text)
    assert found["Vladimir Putin", "Poland"].stance == "hostile"
    assert found["Vladimir Putin", "Hungary"].stance == "friendly"


def test_the_cue_is_marked_in_the_document(nlp):
    doc = nlp("Norway praised Sweden for its help.")
    assert [span.text for span in doc.spans["stances"]] == ["praised"]
    assert stances(doc)[0].cue == "praised"


def test_deeds_are_material_and_words_verbal(nlp):
    assert rows(nlp, "Iran bombed Iraq.")["Iran", "Iraq"].mode == "material"
    assert rows(nlp, "Iran condemned Iraq.")["Iran", "Iraq"].mode == "verbal"


def test_a_president_is_one_source_and_not_his_country_too(nlp):
    found = rows(nlp, "French President Emmanuel Macron condemned Russia.")
    assert set(found) == {("Emmanuel Macron", "Russia")}


def test_spans_of_two_documents_are_refused(nlp):
    one, other = nlp("Iran condemned Iraq."), nlp("Iran condemned Iraq.")
    with pytest.raises(ValueError, match="spans of one Doc"):
        wb.stance_between(one[0:1], other[2:3])


def test_a_document_without_a_parse_is_refused_by_name_and_passed_over_by_the_pipeline(nlp):
    doc = Doc(nlp.vocab, words=["Iran", "condemned", "Iraq"])
    with pytest.raises(ValueError, match="no parse"):
        wb.stance_between(doc[0:1], doc[2:3])
    assert list(find(doc)) == []


def test_an_actor_has_no_stance_towards_itself(nlp):
    assert stances(nlp("Iran condemned Iran's rivals in Iran.")) == []


@pytest.mark.parametrize("at_once", [1, 20_000])
def test_a_document_at_once_is_judged_as_each_sentence_by_itself(nlp, monkeypatch, at_once):
    doc = nlp(
        "Norway praised Sweden for its help after the flood. Minister Ana Oslo of Chile spoke. "
        '"Peru and Cuba are a danger," she said. "Iran is a friend. If Laos attacks, I help."'
    )
    asked = [
        (
            Stretch(doc, sent.start, sent.end, quotations(doc), told=told),
            [(doc[6:7], doc[at : at + 1])],
        )
        for sent in doc.sents
        for told in (False, True)
        for at in range(sent.start, min(sent.end, sent.start + 3))
        if told or sent.start <= 6 < sent.end
    ]
    monkeypatch.setattr(judgement, "AT_ONCE", at_once)
    together = judgement.judged(asked)
    assert len(together) == len(asked) > 10
    for (stretch, pairs), found in zip(asked, together, strict=True):
        for one, other in zip(judgement.judged([(stretch, pairs)])[0][0], found[0], strict=True):
            assert one.score == pytest.approx(other.score, abs=1e-5)
            assert one._replace(score=0, confidence=0) == other._replace(score=0, confidence=0)


def test_overlapping_spans_are_judged_and_not_refused(nlp):
    doc = nlp("The army of Sudan attacked Sudan.")
    assert wb.stance_between(doc[0:4], doc[3:4]).stance in ("friendly", "hostile", "none")


def test_the_score_is_never_zero_so_that_its_sign_is_a_choice(nlp):
    assert between(nlp, "Trains run from Chile to Peru.", "Chile", "Peru").score != 0


def test_sixty_actors_in_a_sentence_take_bounded_time(nlp):
    names = (
        "Albania Algeria Angola Argentina Armenia Austria Bahrain Bangladesh Belarus "
        "Belgium Benin Bhutan Bolivia Botswana Brazil Brunei Bulgaria Burundi Cambodia "
        "Cameroon Canada Chile Colombia Croatia Cuba Cyprus Denmark Djibouti Ecuador "
        "Egypt Eritrea Estonia Ethiopia Fiji Finland France Gabon Gambia Germany Ghana "
        "Greece Guatemala Guinea Guyana Haiti Honduras Hungary Iceland India Indonesia "
        "Iran Iraq Ireland Israel Italy Jamaica Japan Jordan Kenya"
    )
    countries = ", ".join(names.split(" "))
    doc = nlp(f"{countries} and Kuwait condemned Laos.")
    start = time.process_time()
    list(find(doc))
    assert time.process_time() - start < 5


@pytest.mark.parametrize("kept", [0, 20, 100_000])
def test_damaged_weights_are_named_and_the_rules_go_on(nlp, tmp_path, monkeypatch, kept):
    damaged = tmp_path / "parse_network.npz"
    damaged.write_bytes(scorer.WEIGHTS.read_bytes()[:kept])
    with pytest.warns(UserWarning, match=r"parse_network\.npz cannot be read"):
        assert scorer.network(damaged) is None
    monkeypatch.setattr(scorer, "network", lambda: None)
    assert rows(nlp, "Norway praised Sweden.")["Norway", "Sweden"].stance == "friendly"


def test_damaged_settings_are_named_and_the_rules_go_on(nlp, tmp_path, monkeypatch):
    (tmp_path / "settings.toml").write_text("[network\nfriendly = ")
    monkeypatch.setattr(judgement, "SETTINGS", tmp_path / "settings.toml")
    judgement.settings.cache_clear()
    with pytest.warns(UserWarning, match=r"settings\.toml cannot be read"):
        assert rows(nlp, "Norway praised Sweden.")["Norway", "Sweden"].stance == "friendly"
    judgement.settings.cache_clear()


def test_missing_weights_are_named(tmp_path):
    with pytest.warns(UserWarning, match="Install the workbench again"):
        assert scorer.network(tmp_path / "parse_network.npz") is None


def test_the_lexicon_refuses_a_wrong_column(tmp_path, monkeypatch):
    (tmp_path / "predicates.csv").write_text("word,kind\npraise,verb\n")
    monkeypatch.setattr(predicates, "LEXICON", tmp_path / "predicates.csv")
    with pytest.raises(ValueError, match="must have the columns lemma, kind"):
        predicates.lexicon.__wrapped__()


TRILATERAL = ("United States", "South Korea", "Japan")
FRIENDS = {(one, other) for one in TRILATERAL for other in TRILATERAL if one != other}
FIRST = {
    "friendly": FRIENDS | {("NATO", "Japan"), ("NATO", "South Korea")},
    "hostile": {("North Korea", other) for other in (*TRILATERAL, "NATO")},
}
SECOND = {
    "friendly": FRIENDS
    | {(ally, "Israel") for ally in TRILATERAL}
    | {("Russia", "North Korea"), ("North Korea", "Russia")}
    | {("North Korea", "Hamas"), ("Iran", "Hamas")},
    "hostile": {(ally, foe) for ally in TRILATERAL for foe in ("Russia", "North Korea", "Hamas")}
    | {("South Korea", "China"), ("Human Rights Watch", "China"), ("Hamas", "Israel")},
}
ARGUABLE = {
    ("Japan", "NATO", "friendly"),
    ("NATO", "North Korea", "hostile"),
    *((ally, "North Korea", "hostile") for ally in TRILATERAL),  # as Pyongyang's diplomat says
    ("Israel", "Hamas", "hostile"),
    ("China", "North Korea", "hostile"),
    ("South Korea", "United Nations Security Council", "friendly"),
}


def by_country(doc):
    countries = {
        m.actor: m.country if m.country and m.kind != "armed group" else m.actor
        for m in mentions(doc)
    }
    return {(countries[row.source], countries[row.target], row.stance) for row in stances(doc)}


@pytest.mark.skipif(not ARTICLES.exists(), reason="the two articles are not beside the project")
@pytest.mark.parametrize(("number", "expected"), [(0, FIRST), (1, SECOND)])
def test_the_two_articles_give_what_a_careful_reader_writes_down(
    nlp, monkeypatch, number, expected
):
    monkeypatch.setattr(encoder, "encoder", lambda: None)
    text = sorted(ARTICLES.glob("*.txt"))[number].read_text(encoding="utf-8")
    found = by_country(nlp(text))
    wanted = {(*pair, stance) for stance, pairs in expected.items() for pair in pairs}
    assert wanted - found == set()
    assert found - wanted - ARGUABLE == set()
