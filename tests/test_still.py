import pandas as pd

from workbench.panels.still import still_html, table_html


def test_a_table_is_shown_with_plain_numbers_and_escaped_words():
    table = pd.DataFrame(
        {
            "source": ["<script>x</script>", "Arvia"],
            "of_articles": [1200, 1],
            "balance": [-1.0, None],
            "period": pd.to_datetime(["2023-10-02", None]),
        }
    )
    html = table_html(table)
    assert "&lt;script&gt;x&lt;/script&gt;" in html
    assert ">of articles</th>" in html
    assert ">1,200</td>" in html
    assert ">−1.00</td>" in html
    assert '<td class="wb-day">2023-10-02</td>' in html
    assert '<td class="wb-day">–</td>' in html


def test_shares_are_told_in_per_cent_as_in_the_charts_and_zero_has_no_sign():
    html = table_html(pd.DataFrame({"share": [0.974, None], "low": [0.004, -0.0], "n": [38, 1]}))
    assert ">97 %</td>" in html
    assert ">0.4 %</td>" in html
    assert ">0 %</td>" in html
    html = table_html(pd.DataFrame({"npmi": [0.97], "low": [-0.001], "high": [0.99]}))
    assert ">0.97</td>" in html
    assert ">0.00</td>" in html


def test_a_long_table_says_how_many_rows_are_shown():
    html = table_html(pd.DataFrame({"actor": [f"A{n}" for n in range(30)]}), most=20)
    assert html.count("<tr>") == 21
    assert "30 rows; the first 20 are shown" in html


def test_a_still_is_a_described_picture_its_caption_and_its_table():
    html = still_html(
        b"\x89PNG", alt='"A" & B', caption="n < 3.", table=pd.DataFrame({"a": [1]}), width=760
    )
    assert 'alt="&quot;A&quot; &amp; B" width="760"' in html
    assert "<p>n &lt; 3.</p>" in html
    assert "1 row</div>" in html


def test_a_table_of_pandas_typesets_no_formula():
    html = pd.DataFrame({"text": ["paid $x^2$ and $y^2$"]})._repr_html_()
    assert "mathjax_ignore" in html
    assert "$x^2$" not in table_html(pd.DataFrame({"text": ["paid $x^2$ and $y^2$"]}))


def test_a_long_name_of_a_file_may_be_folded_and_other_words_stay_whole():
    name = f"wire/{'g' * 90}.txt"
    html = table_html(pd.DataFrame({"path": [name, "wire/short_name.txt and <more>"]}))
    assert f"wire/{'g' * 35}<wbr>{'g' * 40}<wbr>" in html
    assert "<td>wire/short_name.txt and &lt;more&gt;</td>" in html
