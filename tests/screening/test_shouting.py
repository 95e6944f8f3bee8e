"""Sentences in capitals are told from acronyms, codes, signs and scripts that have none."""

import pytest

from comments_service.screening.finding import Outcome
from comments_service.screening.reading import read
from comments_service.screening.shouting import find


def found(body: str) -> list[str]:
    return [body[finding.start : finding.end] for finding in find(read(body))]


@pytest.mark.parametrize(
    "run",
    [
        "WHY DOES NOBODY ANSWER",
        "DAS IST EINE FRECHHEIT",
        "POURQUOI PERSONNE NE RÉPOND",
        "DLACZEGO NIKT NIE ODPOWIADA",
        "ПОЧЕМУ НИКТО НЕ ОТВЕЧАЕТ",
        "ΓΙΑΤΙ ΔΕΝ ΑΠΑΝΤΑ ΚΑΝΕΙΣ",
        "I DON'T BELIEVE THIS ANY MORE",
        "WE **REALLY** WANT OUR MONEY",
        "ＷＨＹ ＤＯＥＳ ＮＯＢＯＤＹ ＡＮＳＷＥＲ",
    ],
)
def test_a_run_of_capitals_is_found(run: str) -> None:
    assert found(run) == [run]
    assert found(f"I asked twice. {run}!!! Thanks.") == [run]


@pytest.mark.parametrize(
    "body",
    [
        "NO",
        "PLEASE FIX IT",
        "HACCP GDPR WMS RFID",
        "DGUV, TÜV, HACCP, DSGVO, ERP",
        "SNCF, RATP, URSSAF, CPAM, URSSAF",
        "HR IT QA WMS DC UK EU",
        "AB-4471-K CD-5512-L EF-9912-M GH-1223-N",
        "Der Betriebsrat Und Die Geschäftsführung Reden Über Schichtpläne",
        "the sign says “EMERGENCY EXIT, KEEP CLEAR AT ALL TIMES”",
        "« SORTIE DE SECOURS, NE PAS BLOQUER »",
        "متى سيتم دفع بدل العمل الليلي",
        "为什么没有人回答我们的问题",
        "",
    ],
)
def test_other_capitals_are_left_alone(body: str) -> None:
    assert found(body) == []


def test_it_only_advises() -> None:
    assert [finding.outcome for finding in find(read("WHY DOES NOBODY ANSWER"))] == [Outcome.ADVISE]
