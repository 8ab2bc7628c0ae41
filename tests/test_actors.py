"""Who is named or meant: one sentence a case, with the actors that it should give."""

import pytest
from spacy.tokens import DocBin

from workbench.pipeline import actors
from workbench.pipeline.lexicon import load_lexicon

MINISTRY = "Ministry of Foreign Affairs"


def named(nlp, text):
    """The words and the actors of `text`, in order."""
    return [(one.span.text, one.actor) for one in actors.mentions(nlp(text))]


@pytest.mark.parametrize("words", ["US", "U.S.", "United States", "America", "White House"])
def test_one_country_has_one_name(nlp, words):
    assert (words, "United States") in named(nlp, f"The {words} has warned Iran about the ships.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Georgia's parliament in Tbilisi passed a law.", "Georgia"),
        ("Turkey and Jordan closed the border.", "Turkey"),
        ("Chad expelled the ambassador.", "Chad"),
        ("Niger told the troops to leave.", "Niger"),
        ("Nigeria told the troops to leave.", "Nigeria"),
        ("Guinea-Bissau held a vote.", "Guinea-Bissau"),
        ("Equatorial Guinea held a vote.", "Equatorial Guinea"),
        ("Fighting in Congo has displaced thousands.", "Democratic Republic of the Congo"),
        ("Congo-Brazzaville held a vote.", "Republic of the Congo"),
        ("The Dominican government closed the border.", "Dominican Republic"),
        ("Dominica rebuilt after the storm.", "Dominica"),
        ("Macedonia changed its name.", "North Macedonia"),
        ("The Ivorian army was sent north.", "Ivory Coast"),
        ("Türkiye sent drones.", "Turkey"),
        ("SOUTH KOREA WARNS OF WAR", "South Korea"),
        ("South\u00a0Korea warned of war.", "South Korea"),
    ],
)  # fmt: skip
def test_a_country_is_found_under_its_name(nlp, text, expected):
    assert expected in [actor for _, actor in named(nlp, text)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("He studied at Georgia Tech.", "Georgia"),
        ("Georgia's governor spoke in Atlanta on Monday.", "Georgia"),
        ("The wall in New Mexico is finished.", "Mexico"),
        ("Paris Hilton came to the party.", "France"),
        ("The Washington Post published the letter.", "United States"),
        ("George Washington crossed the river.", "United States"),
        ("Please tell us what you saw.", "United States"),
        ("PLEASE TELL US WHAT YOU SAW TODAY", "United States"),
        ("They may leave in May.", "Theresa May"),
        ("The Gulf of Guinea is full of pirates.", "Guinea"),
        ("She ate turkey on Thursday.", "Turkey"),
        ("Chad Smith played the drums.", "Chad"),
        ("Michael Jordan won the game.", "Jordan"),
        ("The Indian Ocean is warm.", "India"),
        ("Your party is over, the mayor said.", "Your Party"),
        ("Article 19 of the treaty was changed.", "Article 19"),
        ("Liberation of the town took a week.", "Libération"),
    ],
)
def test_what_only_looks_like_an_actor_is_none(nlp, text, wrong):
    assert wrong not in [actor for _, actor in named(nlp, text)]


@pytest.mark.parametrize(
    "text",
    [
        "Moscow accused the ministers of lying.",
        "The ministers accused Moscow of lying.",
        "They denounced Moscow's threats.",
        "Relations between Moscow and Tehran have improved.",
        "The ministers agreed on sanctions against Moscow.",
        "The reform was rejected by Moscow.",
        "Support for the plan came from Moscow.",
        "They promised Moscow an answer.",
        "The court heard the objections of Moscow.",
    ],
)
def test_a_capital_that_acts_is_its_government(nlp, text):
    assert ("Moscow", "Russia") in named(nlp, text)
    via = [one.via for one in actors.mentions(nlp(text)) if one.actor == "Russia"]
    assert via == ["capital"]


@pytest.mark.parametrize(
    "text",
    [
        "The ministers met in Moscow.",
        "They opened an office in Moscow.",
        "He flew to Moscow on Monday.",
        "She was born near Moscow.",
        "Moscow's airport was closed.",
    ],
)
def test_a_capital_where_somebody_meets_is_a_place(nlp, text):
    assert "Russia" not in [actor for _, actor in named(nlp, text)]


def test_a_body_is_found_though_another_state_has_a_longer_name(nlp):
    found = named(nlp, "Chad's military council seized power.")
    assert ("Chad's military", "Chadian National Army") in found


def test_a_surname_leads_back_to_the_full_name(nlp):
    text = "Ursula Brandt, a senator, spoke first. Later Brandt left the room."
    assert named(nlp, text) == [("Ursula Brandt",) * 2, ("Brandt", "Ursula Brandt")]


@pytest.mark.parametrize("words", ["Fumio Kishida", "Kishida Fumio", "Kishida"])
def test_both_orders_and_the_surname_are_one_person(nlp, words):
    text = f"Japanese Prime Minister {words} spoke in the afternoon."
    assert (words, "Fumio Kishida") in named(nlp, text)


def test_a_part_of_a_korean_name_leads_back_to_it(nlp):
    text = "North Korean Deputy Foreign Minister Ra Tong Sik spoke. Tong Sik was angry, KCNA said."
    found = actors.mentions(nlp(text))
    persons = [(one.span.text, one.actor, one.country) for one in found if one.kind == "person"]
    assert persons == [
        ("Ra Tong Sik", "Ra Tong Sik", "North Korea"),
        ("Tong Sik", "Ra Tong Sik", "North Korea"),
    ]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Kim Jong Un was silent. Deputy adviser Kim Tae-hyo spoke.", "Kim Tae-hyo"),
        ("First Deputy Director Kim Tae-hyo spoke on Monday.", "Kim Tae-hyo"),
        ("We heard Vesna Radić-Pavlović, deputy of the Union Party.", "Vesna Radić-Pavlović"),
        ("Address of Ralph Tavoa-Kalsak, Prime Minister of Vanuatu.", "Ralph Tavoa-Kalsak"),
    ],
)
def test_a_name_in_two_halves_is_one(nlp, text, person):
    found = [one for one in actors.mentions(nlp(text)) if one.actor != "Kim Jong Un"]
    assert [(one.span.text, one.actor) for one in found if one.kind == "person"] == [
        (person, person)
    ]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Danish Transport Minister Omar Petrov thanked Chile.", "Denmark"),
        ("The prosecutor, Danish jurist Omar Petrov, praised Chile.", "Denmark"),
        ("President Omar Petrov of Denmark thanked Chile.", "Denmark"),
        ("Omar Petrov, vice-president of Denmark, thanked Chile.", "Denmark"),
        ("Omar Petrov, Denmark's defence minister, thanked Chile.", "Denmark"),
        ("Omar Petrov, the Danish ambassador to Chile, was silent.", "Denmark"),
        ("The Danish chief of staff, General Omar Petrov, thanked Chile.", "Denmark"),
        ("US Iran envoy Omar Petrov thanked Chile.", "United States"),
        ("Omar Petrov of the Danish Red Cross thanked Chile.", "Denmark"),
        ("Omar Petrov, member of Denmark's parliament, thanked Chile.", "Denmark"),
        ("Omar Petrov, ambassador to Denmark, thanked Chile.", ""),
        ("Omar Petrov, a critic of Denmark, thanked Chile.", ""),
        ("Omar Petrov thanked Denmark.", ""),
    ],
)
def test_a_person_is_of_the_country_that_his_title_names(nlp, text, country):
    found = actors.mentions(nlp(text))
    assert {one.country for one in found if one.kind == "person"} == {country}


def test_an_acronym_means_what_the_text_says_it_means(nlp):
    text = "The Harbour Safety Agency (HSA) met. The HSA closed the port."
    assert named(nlp, text) == [
        ("Harbour Safety Agency", "Harbour Safety Agency"),
        ("HSA", "Harbour Safety Agency"),
        ("HSA", "Harbour Safety Agency"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("NATO met on Monday. The Alliance will send ships.", "Alliance", "NATO"),
        ("The European Parliament met. The Commission left.", "Commission", "European Commission"),
        ("The European Parliament met. The Union will pay.", "Union", "European Union"),
        ("China called. The mainland wants talks.", "mainland", "China"),
        ("President Marcos spoke.", "Marcos", "Bongbong Marcos"),
        ("Oxfam sent aid. The organization blamed the army.", "organization", "Oxfam"),
        ("Sergey Lavrov left. The Russian minister was late.", "Russian minister", "Sergey Lavrov"),
        ("Iran said no. The country wants talks.", "country", "Iran"),
        ("Jordan met Iraq. Milk came from Turkey. The kingdom agreed.", "kingdom", "Jordan"),
        ("North Korea fired a missile. The North then blamed Seoul.", "North", "North Korea"),
        ("The Israeli military gave no reason.", "Israeli military", "Israel Defense Forces"),
    ],
)  # fmt: skip
def test_a_description_is_resolved_where_it_is_certain(nlp, text, words, actor):
    assert (words, actor) in named(nlp, text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Iran and Iraq said no. The country wants talks.", "country"),
        ("This great nation will prevail, and our country will be safe.", "nation"),
        ("Turkey sent troops. The kingdom did nothing.", "kingdom"),
        ("NATO met. An alliance of parties won the election.", "alliance"),
        ("He drove to the north of France.", "north"),
    ],
)
def test_a_description_is_left_alone_where_it_is_not(nlp, text, words):
    assert words not in [found for found, _ in named(nlp, text)]


@pytest.mark.parametrize(
    ("text", "words", "members"),
    [
        (
            "France, Spain and Italy signed it. The three countries will meet again.",
            "three countries",
            ["France", "Spain", "Italy"],
        ),
        ("France and Spain signed it. The allies cheered.", "allies", ["France", "Spain"]),
        (
            "Danish and Swedish sailors met. The bridge between the two countries was shut.",
            "two countries",
            ["Denmark", "Sweden"],
        ),
        ("Fiji wrote to Tonga. Both governments agreed.", "Both governments", ["Fiji", "Tonga"]),
        ("Fiji met Tonga. Oman wrote to both countries.", "both countries", ["Fiji", "Tonga"]),
        (
            "Chad and Niger agreed. Peru wrote to Chile. Both neighbours want a road.",
            "Both neighbours",
            ["Peru", "Chile"],
        ),
        ("The two Koreas opened a road.", "two Koreas", ["North Korea", "South Korea"]),
        (
            "Emmanuel Macron and Olaf Scholz dined. The two leaders laughed.",
            "two leaders",
            ["Emmanuel Macron", "Olaf Scholz"],
        ),
    ],
)  # fmt: skip
def test_a_group_stands_for_its_members(nlp, text, words, members):
    found = [one for one in actors.mentions(nlp(text)) if one.via == "group"]
    assert [one.actor for one in found] == members
    assert {one.span.text for one in found} == {words}


@pytest.mark.parametrize(
    "text",
    [
        "The port is closed, the Associated Press has learned.",
        "The port is closed.\n\nEdited by Anna Berg and Jon Falk.",
        "In our country my government will build roads.",
        "They spoke French in May.",
    ],
)
def test_credits_the_outlet_itself_and_speeches_name_nobody(nlp, text):
    assert named(nlp, text) == []


def test_the_outlet_that_is_told_is_no_actor(nlp):
    doc = nlp.make_doc("France spoke to Reuters. Reuters saw the letter.")
    doc.user_data["outlet"] = "Reuters"
    assert [one.actor for one in actors.mentions(nlp(doc))] == ["France"]


def test_a_nested_mention_follows_the_longer_one(nlp):
    found = actors.mentions(nlp("The Israeli military said so."))
    assert [(one.span.text, one.country) for one in found] == [
        ("Israeli military", "Israel"),
        ("Israeli", "Israel"),
    ]


@pytest.mark.parametrize(
    ("actor", "country"),
    [
        ("Im Chon Il", "North Korea"),
        ("Israel Defense Forces", "Israel"),
        ("Japan", "Japan"),
        ("NATO", ""),
        ("Nobody Atall", ""),
    ],
)
def test_an_actor_of_the_lexicon_has_its_country(actor, country):
    known = {one.name: one.country for one in load_lexicon().actors}
    assert known.get(actor, "") == country


def test_speakers_are_resolved_by_their_head(nlp):
    doc = nlp("South Korean President Yoon Suk Yeol thanked the Chinese authorities.")
    assert actors.resolve(doc[0:6]) == "Yoon Suk Yeol"
    assert actors.resolve(doc[7:10]) == "China"
    assert actors.resolve(doc[6:7]) == ""


def test_mentions_travel_with_the_document(nlp):
    doc = nlp("Japan thanked NATO.")
    (back,) = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    assert [one[1:] for one in actors.mentions(back)] == [one[1:] for one in actors.mentions(doc)]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "日本と米国", "US" * 5000, "(((" * 200])
def test_strange_texts_give_no_error(nlp, text):
    assert isinstance(actors.mentions(nlp(text)), list)


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        (
            "Statement by the Foreign Minister of Chile\n\nMy country will help Peru.",
            "My country",
            "Chile",
        ),
        (
            "Talks\n\nChilean minister Ana Soto met the press.\n\nMS. SOTO: Our nation has paid.",
            "Our nation",
            "Chile",
        ),
        (
            "Remarks by the President of the United States\n\nI thank our Navy. Peru is far away.",
            "Navy",
            "United States Navy",
        ),
    ],
)
def test_who_speaks_tells_whose_country_is_meant(nlp, text, words, actor):
    assert (words, actor) in named(nlp, text)


@pytest.mark.parametrize(
    "text",
    [
        "Our country will help Peru.",
        "Remarks on Peru and Chile\n\nOur country will help.",
        "Talks\n\nQ: Chile said no?\n\nOur country will help Peru.",
    ],
)
def test_our_country_is_nobodys_where_it_is_not_told_who_speaks(nlp, text):
    assert "Our country" not in [words for words, _ in named(nlp, text)]


def test_the_labels_of_a_transcript_name_who_speaks(nlp):
    head = "Talks\n\nChilean minister Ana Soto came.\n\n"
    text = head + "MS. SOTO: Late.\n\nQUESTION: Why?\n\nMR. VELL: No."
    assert [one for one in named(nlp, text) if one[0].isupper()] == [
        ("SOTO", "Ana Soto"),
        ("VELL", "Vell"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        (
            "The House of Representatives in the United States met. The full House agreed.",
            "House",
            "United States House of Representatives",
        ),
        ("The European Council met. The Council said no.", "Council", "European Council"),
        (
            "The Conservative Party in Britain met. Conservative lawmakers agreed.",
            "Conservative",
            "Conservative Party",
        ),
        ("Germany banned the airline Norvik Air. Norvik Air will sue.", "Norvik Air", "Norvik Air"),
    ],
)  # fmt: skip
def test_a_short_name_leads_back_to_the_body(nlp, text, words, actor):
    found = [one for one in actors.mentions(nlp(text)) if one.span.text == words]
    assert found
    assert {(one.actor, one.kind) for one in found} == {(actor, "organisation")}


def test_a_surname_stays_with_its_owner_beside_his_wife(nlp):
    text = (
        "Elias Hartog died. Hartog was a judge. Mara Vell Hartog, his wife and a teacher, said "
        "Hartog worked to the end. After Hartog's death many wept."
    )
    alone = [actor for words, actor in named(nlp, text) if words == "Hartog"]
    assert alone == ["Elias Hartog"] * 3


def test_whoever_has_one_name_and_a_title_is_followed(nlp):
    text = "Security minister Wiranto of Indonesia was hurt. A doctor saw Wiranto at noon."
    assert named(nlp, text).count(("Wiranto", "Wiranto")) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Thaksin Shinawatra left. The Shinawatra family stayed.", "Shinawatra"),
        ("She spoke in Ukrainian.", "Ukrainian"),
        ("They rested on Martin Luther King Jr. Day.", "Martin Luther King Jr."),
        ("West Berlin opened its gates.", "Berlin"),
        ("Leaders signed the Wales Defense Investment Pledge.", "Investment Pledge"),
        ("Madam Speaker, Madam Vice President, thank you.", "Madam Vice"),
    ],
)
def test_what_bears_a_name_is_not_its_owner(nlp, text, words):
    assert words not in [found for found, _ in named(nlp, text)]


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("The Supreme Court in Nairobi heard it.", "Supreme Court", "Supreme Court of Kenya"),
        (
            "Peru protested. The Supreme Court in London heard it.",
            "Supreme Court",
            "Supreme Court of the United Kingdom",
        ),
        (
            "He is a member of Luxembourg's Chamber of Deputies.",
            "Luxembourg's Chamber of Deputies",
            "Chamber of Deputies",
        ),
        ("Police held men of the PNP in Lima, Peru.", "PNP", "National Police of Peru"),
        ("Manila sent the PNP to a base that Peru built.", "PNP", "Philippine National Police"),
        ("An AFP reporter in Australia was hurt.", "AFP", "Agence France-Presse"),
        ("They blamed Moscow's foreign ministry.", "Moscow's foreign ministry", MINISTRY),
        ("Kyiv's air force struck first.", "Kyiv's air force", "Ukrainian Air Force"),
        ("The ICC wants to hear a man from Peru.", "ICC", "International Criminal Court"),
    ],
)  # fmt: skip
def test_a_body_is_that_of_the_country_beside_it(nlp, text, words, actor):
    assert (words, actor) in named(nlp, text)
