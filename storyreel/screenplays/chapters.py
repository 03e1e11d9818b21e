"""Headings of a story's chapters: 'Chapter Two', 'Kapitel 3', '第一章'. They are not read aloud."""

from __future__ import annotations

import re

_WORDS = """
chapter part book section episode prologue epilogue interlude kapitel teil buch prolog epilog
zwischenspiel chapitre partie livre prologue épilogue capítulo capitulo parte libro prólogo epílogo
capitolo prologo epilogo livro hoofdstuk deel boek proloog epiloog rozdział część księga глава часть книга
пролог эпилог розділ частина книга епілог الفصل الجزء الباب अध्याय भाग
"""
_ALONE = """
prologue epilogue interlude prolog epilog zwischenspiel épilogue prólogo epílogo prologo epilogo proloog
epiloog пролог эпилог епілог 序章 終章 终章 尾声 尾聲 楔子 序幕 プロローグ エピローグ 프롤로그 에필로그
"""
_NUMBERS = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty thirty first second third fourth fifth last
eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf erstes zweites drittes viertes fünftes
erster zweiter dritter vierter letztes
un une deux trois quatre cinq sept huit neuf dix onze douze premier première deuxième second seconde
troisième quatrième dernier
uno una dos tres cuatro cinco seis siete ocho nueve diez once doce primero primera primer segundo segunda
tercero tercera tercer cuarto último
due tre quattro cinque sei sette otto nove dieci undici dodici primo prima secondo terzo quarto ultimo
um uma dois duas três quatro oito dez doze primeiro primeira terceiro terceira quinto
een één twee drie vijf zes zeven negen tien eerste tweede derde vierde laatste
jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć pierwszy pierwsza drugi druga trzeci
trzecia czwarty ostatni
один одна два две три четыре пять шесть семь восемь девять десять первый первая вторая второй третья
третий четвёртая четвертая пятая последняя
дві чотири п'ять шість сім вісім дев'ять десять перший перша друга другий третя третій четверта остання
الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر الأخير एक दो तीन चार पाँच पांच छह सात
आठ नौ दस पहला दूसरा तीसरा
"""


def _one_of(words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words.split()), key=len, reverse=True))


_NUMBER = (
    r"(?:[\d०-९٠-٩]{1,3}(?:st|nd|rd|th|[ºª])?|[IVXLC]{1,7}|(?:twenty|thirty)-\w{3,5}"
    rf"|{_one_of(_NUMBERS)})"
)
_TITLE = r"(?:\s{0,2}[.:–—\-]\s{0,2}.{0,80}|\.)?"
_SPACED = re.compile(
    rf"(?:{_one_of(_WORDS)})\s{{1,2}}(?:nr\.?\s|no\.?\s|№\s?)?{_NUMBER}{_TITLE}"
    rf"|(?:the\s)?{_NUMBER}\.?\s(?:{_one_of(_WORDS)}){_TITLE}|(?:{_one_of(_ALONE)}){_TITLE}",
    re.IGNORECASE,
)
_UNSPACED = re.compile(
    r"第\s?[0-9０-９一二三四五六七八九十百〇零两]{1,5}\s?[章节節回部卷话話幕篇編](?:[\s\u3000:：、"
    r".—-]{1,3}.{0,40})?|제\s?[0-9일이삼사오육칠팔구십]{1,4}\s?[장부화편](?:[\s:.—-]{1,3}.{0,40})?"
)
_LONGEST = 120


def is_chapter(text: str) -> bool:
    """Whether a line is the heading of a chapter and no sentence.

    >>> is_chapter("Chapter Two"), is_chapter("Глава 3. Шторм"), is_chapter("第一章 灯台")
    (True, True, True)
    >>> is_chapter("Part one of the wall fell.")
    False
    """
    plain = text.strip(" *_#=~\t")
    return len(plain) <= _LONGEST and _is_numbered_chapter(plain)


def _is_numbered_chapter(plain: str) -> bool:
    return _SPACED.fullmatch(plain) is not None or _UNSPACED.fullmatch(plain) is not None
