"""What people must always be able to talk about: pay, hours, safety, conditions, union, discrimination, wrongdoing.

No rule may hold or block a comment for its topic. Whoever changes rules asks `silenced_by` first; a test asks it of the
rules that come with the house. The sentences are ones that colleagues write, in the languages they write in.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from comments_service.screening.finding import Outcome
from comments_service.screening.screen import Rules, screen

SENTENCES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "pay": (
            "What is the pay scale for drivers in Leeds, and when was it last reviewed?",
            "I earn £12.60 an hour and the agency staff beside me get £14.10.",
            "Our salary has not moved since 2023 while prices went up 11%.",
            "Has anybody compared the Rotterdam and Gdańsk bonuses for the same work?",
            "My payslip for October was wrong by €87.40 and payroll has not answered for three weeks.",
            "Are we allowed to tell each other what we earn? I think we should.",
            "Le salaire de base n'a pas bougé depuis deux ans, alors que le loyer a pris 9 %.",
            "Quand est-ce que la prime de nuit sera payée ? Il me manque 240 euros.",
            "Warum verdienen die Kollegen in der Spätschicht 1,80 Euro mehr pro Stunde?",
            "Das Weihnachtsgeld wurde gekürzt, ohne dass jemand mit uns gesprochen hat.",
            "Ons loon is lager dan dat van de uitzendkrachten, dat klopt toch niet?",
            "Kiedy będzie podwyżka płac w magazynie? Zarabiam 31,40 zł za godzinę.",
            "متى سيتم دفع بدل العمل الليلي؟ راتبي لم يتغير منذ 2024.",
            "¿Por qué el sueldo de los conductores es distinto en cada país?",
        ),
        "hours": (
            "Four nights of 22:00-06:00 and then a day shift at 14:00 is not enough rest.",
            "I worked 61 hours last week and was asked to come in on Sunday 22.11.2026 as well.",
            "Can somebody explain how overtime is counted after 48 hours?",
            "The rota for weeks 48-51 was changed two days before it started.",
            "We are told to clock out for breaks that we cannot take.",
            "Les heures supplémentaires de juillet ne sont toujours pas comptées : 14 h 30 en tout.",
            "On nous demande d'être joignables à 5 h du matin, même les jours de repos.",
            "Die Ruhezeit von 11 Stunden wird zwischen Spät- und Frühschicht nicht eingehalten.",
            "Wie viele Überstunden dürfen wir in diesem Quartal noch abbauen?",
            "Het rooster verandert elke week, ik kan geen oppas meer vinden.",
            "Nadgodziny z września nie zostały rozliczone, 06:00-18:00 przez cztery dni.",
            "نعمل اثنتي عشرة ساعة في اليوم دون استراحة كافية.",
        ),
        "safety": (
            "The emergency exit by dock 7 was blocked again on Tuesday.",
            "Two colleagues slipped on the ice in cold store 3; nobody salted it before 05:30.",
            "The forklift with fleet number 114 has had no working horn since the 3rd.",
            "At -25 °C we get ten minutes to warm up every two hours. That is dangerous.",
            "I was told not to report the near miss with the pallet stacker.",
            "Le chariot 22 freine mal et on nous dit de continuer quand même.",
            "Il n'y a plus de gants anti-froid à Casablanca depuis lundi.",
            "Der Notausgang an Rampe 4 ist seit Wochen zugestellt.",
            "Nach dem Unfall vom 12.10.2026 hat niemand mit uns über Sicherheit gesprochen.",
            "De rookmelder in hal B piept al een maand en niemand doet iets.",
            "Podłoga w chłodni jest oblodzona, wczoraj znowu ktoś upadł.",
            "مخرج الطوارئ مغلق بالصناديق، وهذا خطر على الجميع.",
        ),
        "conditions": (
            "The changing room has had no heating since October and nobody tells us why.",
            "There are four toilets for 130 people on the late shift.",
            "I am exhausted and I am not the only one; three people in my team are on sick leave.",
            "We are filmed at the packing tables. Who watches it, and for how long is it kept?",
            "My manager shouts at people in front of customers.",
            "La salle de pause est trop petite et il y fait 31 degrés en été.",
            "On doit demander la permission pour aller aux toilettes.",
            "Die Kantine ist ab 20 Uhr geschlossen, die Nachtschicht bekommt nichts Warmes.",
            "We krijgen te weinig pauze en de werkdruk is echt te hoog.",
            "Szatnia jest nieogrzewana, a rękawice trzeba kupować samemu.",
            "لا توجد غرفة تغيير ملابس كافية للعمال في المستودع.",
        ),
        "union": (
            "When is the next works council meeting, and can shop stewards come?",
            "I would like to join the union. Whom do I talk to on the Leeds site?",
            "We should organise, negotiate together and, if it comes to that, strike.",
            "Who voted for the collective agreement, and where can I read all of it?",
            "Le syndicat appelle à la grève jeudi ; que dit le comité d'entreprise ?",
            "Der Betriebsrat wurde vor der Änderung des Schichtplans nicht angehört.",
            "De ondernemingsraad moet hier toch over meebeslissen?",
            "Czy związek zawodowy został zapytany o nowy regulamin?",
            "هل يمكننا تأسيس نقابة في موقع الدار البيضاء؟",
            "El sindicato ha pedido una reunión con la dirección y no hay respuesta.",
        ),
        "discrimination": (
            "Women on my team are never asked when a shift lead is needed.",
            "I was told my accent is a problem for customers. That is discrimination.",
            "Pregnant colleagues lose the day shift the moment they tell anyone.",
            "He keeps making jokes about my headscarf and HR has done nothing since May.",
            "On m'a refusé le poste à cause de mon âge, on me l'a dit en face.",
            "Ich werde wegen meiner Behinderung nie für Schulungen vorgeschlagen.",
            "Oudere collega's krijgen geen vast contract meer, dat is leeftijdsdiscriminatie.",
            "Jestem traktowana gorzej, bo wróciłam z urlopu macierzyńskiego.",
            "أتعرض للتمييز بسبب ديني ولا أحد يستمع إلي.",
        ),
        "wrongdoing": (
            "Temperature logs for truck 9 were filled in afterwards. I have seen it happen.",
            "We relabelled a batch that was past its date and I think that is illegal.",
            "How do I report fraud without my manager finding out it was me?",
            "I raised this in March, and since then I have been left out of every meeting.",
            "Somebody signed the safety checklist of 14 November with my name.",
            "On nous a demandé de cacher les relevés de température à l'inspecteur.",
            "Mir wurde gedroht, nachdem ich den Vorfall der Behörde gemeldet habe.",
            "Er wordt gesjoemeld met de temperatuurlijsten, en wie er iets van zegt krijgt straf.",
            "Kazano nam poprawić daty na etykietach, a to jest oszustwo.",
            "طُلب منا تغيير سجلات الحرارة قبل زيارة المفتش.",
        ),
    }
)


def silenced_by(rules: Rules) -> list[str]:
    """Return the sentences that these rules would hold or block; rules that silence one must not be saved.

    A watch word for the pages of one language is tried on all: people write as they speak, on whatever page.
    """
    anywhere = replace(rules, watch_words=tuple(replace(word, lang="") for word in rules.watch_words))
    return [
        sentence
        for sentences in SENTENCES.values()
        for sentence in sentences
        if screen(sentence, anywhere).outcome >= Outcome.HOLD
    ]
