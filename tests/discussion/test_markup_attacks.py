"""Whatever is typed, only the markup that we write reaches a reader's browser, and what was typed stays readable."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from comments_service.discussion.body import clean_body
from comments_service.discussion.markup import render
from comments_service.refusals import Refusal

# How long an example takes is the benchmarks' business, and depends on what else the machine does.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

NAMES = {"amal": '<b onclick=x>"Amal"', "x": "javascript:alert(1)"}
ALLOWED = {
    "p": {"dir"},
    "blockquote": {"dir"},
    "ul": {"dir"},
    "ol": {"dir", "start"},
    "pre": {"dir"},
    "li": set(),
    "br": set(),
    "em": set(),
    "strong": set(),
    "s": set(),
    "code": set(),
    "a": {"href", "rel"},
    "span": {"class"},
}
HREF = re.compile(r"(?:https?://[^/?#@\\\s]+(?:[/?#]|$)|mailto:[^\s@]+@|/(?![/\\]))", re.IGNORECASE)


class Inspector(HTMLParser):
    """Reads HTML as a browser does, and objects to whatever is not ours."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.wrong.append(f"<{tag}>")
            return
        if tag == "a" and "a" in self.open:
            self.wrong.append("a link in a link")
        for name, value in attrs:
            self._inspect(tag, name, value or "")
        if tag == "a" and dict(attrs).get("rel") != "ugc nofollow noopener":
            self.wrong.append("a link without its rel")
        if tag != "br":
            self.open.append(tag)

    def _inspect(self, tag: str, name: str, value: str) -> None:
        fine = {
            "dir": value in {"auto", "ltr"},
            "start": value.isdigit(),
            "class": value in {"mention", "host"},
            "href": bool(HREF.match(value)),
            "rel": True,
        }
        if name not in ALLOWED[tag] or not fine.get(name, False):
            self.wrong.append(f"{tag} {name}={value!r}")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self.wrong.append(f"<![{data}]>")


def inspect(html: str) -> Inspector:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    inspector.wrong += [f"<{tag}> is never closed" for tag in inspector.open]
    return inspector


SCRIPT = "alert(1)"
ELEMENTS = [
    f"<script>{SCRIPT}</script>",
    f"<ScRiPt>{SCRIPT}</sCrIpT>",
    f"<script >{SCRIPT}</script\t\n bar>",
    f"<scr<script>ipt>{SCRIPT}</scr</script>ipt>",
    "<script src=//elsewhere.example/x.js></script>",
    "<script\x0csrc=//elsewhere.example>",
    f"<script/x>{SCRIPT}</script>",
    f"<<script>{SCRIPT}//<</script>",
    f"<img src=x onerror={SCRIPT}>",
    f'<img src="x" onerror="{SCRIPT}"',
    f"<img/src/onerror={SCRIPT}>",
    f"<img src=x:x onerror\n={SCRIPT}>",
    f'<IMG """><SCRIPT>{SCRIPT}</SCRIPT>">',
    f"<image src=x onerror={SCRIPT}>",
    f"<svg onload={SCRIPT}>",
    f"<svg/onload={SCRIPT}>",
    f"<svg><script>{SCRIPT}</script></svg>",
    f"<svg><animate onbegin={SCRIPT} attributeName=x>",
    f"<svg><a xlink:href=javascript:{SCRIPT}><text y=20>x",
    f"<svg><foreignObject><iframe onload={SCRIPT}>",
    f"<math><mtext><table><mglyph><style><img src onerror={SCRIPT}>",
    f"<math href=javascript:{SCRIPT}>x</math>",
    f"<iframe src=javascript:{SCRIPT}></iframe>",
    f"<iframe srcdoc='<script>{SCRIPT}</script>'>",
    f"<object data=javascript:{SCRIPT}>",
    "<embed src=//elsewhere.example/x.swf>",
    f"<body onload={SCRIPT}>",
    f"<details open ontoggle={SCRIPT}>",
    f"<video><source onerror={SCRIPT}>",
    f"<audio src onerror={SCRIPT}>",
    f"<marquee onstart={SCRIPT}>",
    f"<input autofocus onfocus={SCRIPT}>",
    f"<select autofocus onfocus={SCRIPT}>",
    f"<textarea autofocus onfocus={SCRIPT}>",
    f"<button formaction=javascript:{SCRIPT}>press",
    f"<form action=javascript:{SCRIPT}><input type=submit>",
    f"<isindex action=javascript:{SCRIPT}>",
    f"<a href=javascript:{SCRIPT}>x</a>",
    f"<a href=' javascript:{SCRIPT}'>x</a>",
    "<a href=//elsewhere.example target=_blank>x</a>",
    "<a href=https://elsewhere.example onclick=x>x</a>",
    "<base href=//elsewhere.example>",
    "<link rel=stylesheet href=//elsewhere.example>",
    "<meta http-equiv=refresh content=0;url=//elsewhere.example>",
    f"<style>@import'javascript:{SCRIPT}'</style>",
    "<style>*{display:none}</style>",
    "<div style=position:fixed;inset:0>cover</div>",
    "<p dir=rtl class=official>official</p>",
    '<span class="mention">@Ines Okafor</span>',
    '<span class="host">(bank.example)</span>',
    "<template><script>x</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={SCRIPT}>'>",
    f"<title><img src=x onerror={SCRIPT}></title>",
    f"<xmp><img src=x onerror={SCRIPT}></xmp>",
    f"<plaintext><img src=x onerror={SCRIPT}>",
    f"<!--<img src=x onerror={SCRIPT}>-->",
    f"<!--><img src=x onerror={SCRIPT}>",
    f"<!--!><img src=x onerror={SCRIPT}>-->",
    f"<![CDATA[<script>{SCRIPT}</script>]]>",
    f"<!DOCTYPE x [<!ENTITY x '{SCRIPT}'>]>",
    "<?xml-stylesheet href='javascript:x'?>",
    f"<%<!--'%><script>{SCRIPT}</script>-->",
    f"</p></article><script>{SCRIPT}</script>",
    "</li></ul></div></townhall-discussion>",
    "<townhall-discussion thread=x></townhall-discussion>",
    f"<x onclick={SCRIPT}>press",
    f"<x contenteditable onblur={SCRIPT}>",
    f"<table background=javascript:{SCRIPT}>",
    "<portal src=//elsewhere.example>",
    f"<dialog open onclose={SCRIPT}>",
    f"&lt;script&gt;{SCRIPT}&lt;/script&gt;",
    f"&#60;script&#62;{SCRIPT}",
    f"&#x3c;img src=x onerror={SCRIPT}&#x3e;",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    f"\uff1cscript\uff1e{SCRIPT}\uff1c/script\uff1e",
    f"<\x00script>{SCRIPT}</script>",
    f"<scr\u200bipt>{SCRIPT}</script>",
]
SCHEMES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "java\x00script:alert(1)",
    "java\u00adscript:alert(1)",
    "\u0001javascript:alert(1)",
    "\u200bjavascript:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "&#0000106avascript:alert(1)",
    "javascript&#58;alert(1)",
    "javas&Tab;cript:alert(1)",
    "javas&NewLine;cript:alert(1)",
    "%6aavascript:alert(1)",
    "javascript%3Aalert(1)",
    r"javascript\:alert(1)",
    "javascript://elsewhere.example/%0Aalert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "jar:javascript:alert(1)",
    "blob:https://elsewhere.example/x",
    "about:blank",
    "file:///etc/passwd",
    "ftp://elsewhere.example/x",
    "tel:0800",
    "intent://elsewhere.example#Intent;end",
    "ms-word:ofe|u|https://elsewhere.example",
    "//elsewhere.example",
    "///elsewhere.example",
    r"\\elsewhere.example",
    r"/\elsewhere.example",
    "https:elsewhere.example",
    "https:/elsewhere.example",
    r"https:\\elsewhere.example",
    "https:///elsewhere.example",
    "https://",
    "https://?",
    "https://bank.example@elsewhere.example",
    "https://bank.example%40elsewhere.example",
    r"https://bank.example\@elsewhere.example",
    r"https://elsewhere.example\.bank.example",
    "https://bank.example&#64;elsewhere.example",
    "https://bank.example\uff0eelsewhere.example",
    "https://bank.example\u2044elsewhere.example",
    "https://\u202eelpmaxe.knab",
    "https://[::1]/",
    "https://[::1",
    "https://0x7f.1/",
    "mailto:a@b@c.example",
    "mailto:<img src=x>@elsewhere.example",
    'https://elsewhere.example/"onmouseover="alert(1)',
    "https://elsewhere.example/'onmouseover='alert(1)",
    "https://elsewhere.example/<script>alert(1)</script>",
    "https://elsewhere.example/`onclick=alert(1)",
    "https://elsewhere.example/&quot;onclick=alert(1)&quot;",
    "https://elsewhere.example/ onclick=alert(1)",
]
MARKUP = [
    "[x](<javascript:alert(1)>)",
    "[x](https://elsewhere.example \"' onclick=alert(1) x='\")",
    "[x](https://elsewhere.example '\"><script>alert(1)</script>')",
    "[x](https://elsewhere.example (<script>))",
    "[<script>alert(1)</script>](https://elsewhere.example)",
    "[![x](javascript:alert(1))](https://elsewhere.example)",
    '![x" onerror="alert(1)](https://elsewhere.example/x.png)',
    "![x](https://elsewhere.example/x.png 'a\" onerror=alert(1)')",
    "![<img src=x>](x)",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x]: <javascript:alert(1)>\n\n[y][x]",
    "[x][]\n\n[x]: data:text/html,x",
    "<javascript:alert(1)>",
    "<JAVASCRIPT:alert(1)>",
    "<data:text/html,x>",
    "<https://elsewhere.example/<script>>",
    '<https://elsewhere.example/"onclick=alert(1)>',
    '<x"onclick=alert(1)@elsewhere.example>',
    "https://elsewhere.example/<script>alert(1)</script>",
    'https://elsewhere.example/"><img src=x onerror=alert(1)>',
    "https://elsewhere.example/'><img src=x>",
    "`<script>alert(1)</script>`",
    "```\n</code></pre><script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "```js onload=alert(1)\nx\n```",
    '~~~ "><img src=x onerror=alert(1)>\nx',
    "**<img src=x onerror=alert(1)>**",
    "- <script>alert(1)</script>\n- </li></ul><b>",
    "999999999999. x\n1. <script>",
    "999999999. x",
    "> </blockquote><script>alert(1)</script>",
    "@amal<script>alert(1)</script>",
    "@amal @x **@amal** [@amal](javascript:alert(1))",
    '@amal"onclick=alert(1)',
    "[a](https://elsewhere.example)[b](javascript:alert(1))",
    "[a [b](https://elsewhere.example) c](https://bank.example)",
    "[a <https://elsewhere.example> c](https://bank.example)",
    "[a https://elsewhere.example c](https://bank.example)",
    "[a @amal c](https://bank.example)",
    "*[a*](https://elsewhere.example)*",
    "[*a](https://elsewhere.example)*",
    "~~[a~~](https://elsewhere.example)",
    "***[a](https://elsewhere.example)**",
    r"\<script>alert(1)\</script>",
    r"[x](javascript\:alert\(1\))",
    "[x\\](https://elsewhere.example)",
    "|<script>|\n|---|\n|<img src=x>|",
    "<script>\n\nalert(1)\n\n</script>",
    "<div>\n**x**\n</div>",
    "<pre>\n<script>alert(1)</script>\n</pre>",
    "a\u2028<script>alert(1)</script>",
    "<a\u2028href=javascript:alert(1)>",
]
ATTACKS = [*ELEMENTS, *(f"[x]({address})" for address in SCHEMES), *(f"<{address}>" for address in SCHEMES), *MARKUP]


def test_there_are_enough_attacks_to_mean_something() -> None:
    assert len(set(ATTACKS)) >= 150


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_shown_as_the_text_it_is(attack: str) -> None:
    assert inspect(render(attack, names=NAMES, site_host="meridale.example")).wrong == []
    assert inspect(render(clean_body(f"before {attack} after"), names=NAMES)).wrong == []


@pytest.mark.parametrize("attack", ELEMENTS)
def test_raw_html_is_not_swallowed(attack: str) -> None:
    shown = inspect(render(clean_body(attack), names=NAMES)).text

    assert "".join(clean_body(attack).split()) == "".join(shown.split())


PIECES = [
    *"[]()!*_~`<>@\\:/-+#&|\"' \n\t.1a",
    *("](", "**", "```\n", "\n\n", "> ", "- ", "1. ", "@amal", "http://", "https://a.b", "javascript:", "mailto:a@b.c"),
    *("<a ", "<!--", "&#60;", "\u202e", "\u0430", "\u0627", "\u200d", "  ", "    "),
]
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@PATIENT
@given(st.one_of(HOSTILE, st.text(max_size=200)))
@example("[" * 2_000)
@example("> " * 200)
@example("<a href=x>" * 300)
def test_any_text_gives_only_our_own_markup(body: str) -> None:
    assert inspect(render(body, names=NAMES)).wrong == []


@PATIENT
@given(st.one_of(HOSTILE, st.text(max_size=200)))
def test_no_word_is_lost_but_addresses_languages_and_numbers_of_lists(body: str) -> None:
    try:
        body = clean_body(body.translate(str.maketrans("[`~@1", "(  a2")).replace("2.", "2,"))
    except Refusal:
        return
    shown = "".join(filter(str.isalnum, inspect(render(body)).text))

    assert [word for word in re.findall(r"[^\W_]+", body) if word not in shown] == []


@PATIENT
@given(st.one_of(HOSTILE, st.text(max_size=200)))
def test_something_can_always_be_seen(body: str) -> None:
    try:
        body = clean_body(body)
    except Refusal:
        return

    assert inspect(render(body)).text.strip() != ""


@PATIENT
@given(st.text(max_size=40), st.text(max_size=40))
def test_names_and_hosts_are_text_too(name: str, host: str) -> None:
    html = render("@amal [x](https://elsewhere.example)", names={"amal": name}, site_host=host)

    assert inspect(html).wrong == []
    assert "<script" not in unescape(html) or "<script" in name
