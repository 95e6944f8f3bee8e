"""What somebody said becomes the beginning of an answer to it."""

from hypothesis import given
from hypothesis import strategies as some

from comments_service.discussion import markup
from comments_service.discussion.body import clean_body
from comments_service.discussion.quoting import quoted


def test_each_line_is_quoted_and_there_is_a_line_to_go_on_from() -> None:
    assert quoted("One **word**.\n\n- a point") == "> One **word**.\n>\n> - a point\n\n"


def test_what_it_quoted_itself_is_left_out_unless_there_is_nothing_else() -> None:
    assert quoted("> old\n>\n> words\n\nNew ones.") == "> New ones.\n\n"
    assert quoted("> old") == "> > old\n\n"


def test_of_many_words_the_first_are_quoted_and_no_half_a_word() -> None:
    text = quoted("longer " * 200)

    assert len(text) < 620
    assert text.endswith("longer …\n\n")


@given(some.text(alphabet="ab *_`>-1.\n[]()@", min_size=1, max_size=80).filter(str.strip))
def test_an_answer_stands_outside_the_quote_whatever_was_said(said: str) -> None:
    html = markup.render(clean_body(quoted(said) + "The answer."))

    assert html.rstrip().endswith('<p dir="auto">The answer.</p>')
    assert html.startswith("<blockquote")
