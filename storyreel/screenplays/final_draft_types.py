"""What the types of Final Draft's paragraphs mean, in the languages that programs write them in."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TypeVar

from storyreel.film.screenplay import ElementKind

Meaning = TypeVar("Meaning")

# Labels of the elements in Final Draft, Fade In, WriterDuet, Celtx, KIT Scenarist/Starc and Beat, as their
# interfaces name them in each language; a program that is not set to English writes its own names into the
# file.
_NAMES: dict[ElementKind, str] = {
    ElementKind.HEADING: """
        scene heading, scene header, slugline, slug line, slug, heading, scene, master scene heading,
        secondary scene heading
        szenenüberschrift, szenenkopf, szenentitel, szene, überschrift | en-tête de scène,
        entête de scène, intitulé de scène, titre de scène, séquence, en-tête, scène
        encabezado de escena, encabezado, título de escena, escena, cabecera de escena |
        intestazione scena, intestazione di scena, intestazione, titolo scena, scena
        cabeçalho de cena, cabeçalho da cena, cabeçalho, título da cena, cena | scènekop, scène kop,
        scènetitel, scene kop | nagłówek sceny, nagłówek, scena
        заголовок сцены, время и место, сцена | заголовок сцени, час і місце | scenrubrik,
        sceneoverskrift, scenerubrikk, sceneoverskrift | 柱, 柱書き, シーン見出し | 场景标题, 場景標題,
        场景 | 씬 제목, 씬 헤딩, 장면 제목
        sahne başlığı | כותרת סצנה | عنوان المشهد | दृश्य शीर्षक""",
    ElementKind.ACTION: """
        action, description, scene action, scene description, stage direction, stage directions, general,
        normal text, body text, shot, camera shot
        handlung, aktion, beschreibung, szenenbeschreibung, allgemein, einstellung, standardtext |
        description, didascalies, général, plan
        acción, descripción, general, plano, toma | azione, descrizione, generale, inquadratura | ação,
        acção, descrição, geral, plano | actie, handeling, beschrijving, algemeen
        akcja, didaskalia, opis, ogólny, ujęcie | действие, описание действия, описание, кадр | дія,
        опис дії, опис | handling, beskrivning, regi, allmänt | ト書き | 动作, 動作, 描述 | 지문, 동작 |
        aksiyon | פעולה | الحدث, وصف | क्रिया""",
    ElementKind.CHARACTER: """
        character, character name, cue, speaker, figur, charakter, rolle, rollenname, figurenname,
        sprecher | personnage, nom du personnage | personaje, nombre del personaje
        personaggio, nome personaggio | personagem, nome da personagem | personage, karakter | postać,
        bohater | персонаж, имя персонажа, герой | персонаж, ім'я персонажа
        karaktär, rollfigur, karakter, rolle | 登場人物, 人物, 役名 | 角色, 人物 | 인물, 등장인물 | דמות |
        شخصية, الشخصية | पात्र""",
    ElementKind.PARENTHETICAL: """
        parenthetical, wryly, personal direction, klammer, klammerzusatz, klammertext, parenthese,
        spielanweisung, regieanweisung, anweisung
        parenthèse, parenthèses, didascalie, indication | acotación, paréntesis | parentetica, parentesi |
        parênteses, parentético, parentética, rubrica | tussen haakjes, regieaanwijzing, parenthese
        nawias, w nawiasie, parenteza | ремарка | ремарка | parentes, parentetisk | カッコ書き, 括弧 |
        括号, 括号注释, 括號 | 괄호, 괄호 지문 | סוגריים | ملاحظة""",
    ElementKind.DIALOGUE: """
        dialogue, dialog, speech, dialogtext, rede, sprechtext | dialogue, réplique | diálogo,
        parlamento | dialogo, battuta | diálogo, fala | dialoog | dialog | диалог, реплика,
        реплика персонажа | діалог, репліка
        replik, replikk | セリフ, 台詞, 会話 | 对白, 对话, 對白, 對話, 台词 | 대사 | diyalog | דיאלוג |
        حوار, الحوار | संवाद""",
    ElementKind.LYRIC: """
        lyrics, lyric, singing, gesang, liedtext, lied, paroles, chant, letra, canción, testo canzone,
        canto, letra de música, liedtekst, песня, пісня, 歌词, 歌詞, 가사""",
    ElementKind.TRANSITION: """
        transition, scene transition, übergang, überblendung | transición | transizione | transição |
        overgang, overgang | przejście | переход | перехід | övergang, overgang, övertoning | 場面転換,
        転換 | 转场, 轉場 | 전환, 장면 전환 | geçiş | מעבר | انتقال""",
    ElementKind.SECTION: """
        new act, act, act break, start of act, start act, teaser, cold open, cold opening, opening, tag,
        end tag, prologue, epilogue, intermission, interlude, part, outline 1, outline 2, outline 3,
        outline 4, sequence, chapter, neuer akt, akt, nouvel acte, acte, nuevo acto, acto, nuovo atto,
        atto
        novo ato, ato, nieuwe akte, nieuw bedrijf, nowy akt, новый акт, акт, папка, sequenz, prolog,
        epilog, épilogue, epilogo, prólogo, epílogo, пролог, эпилог""",
    ElementKind.SYNOPSIS: """
        synopsis, summary, outline body, scene summary, beat, zusammenfassung, résumé, sinopsis, sinossi,
        sinopse""",
    ElementKind.TITLE: """
        title card, super, superimpose, superimposition, chyron, on screen text, text on screen,
        texteinblendung, einblendung, texttafel, carton, rótulo, cartello,
        didascalia in sovraimpressione, letreiro, титр, титры, titel, テロップ, 字幕, 자막""",
}  # fmt: skip
_LEFT_OUT = {
    "a page mark": """
        more, dialogue more, continued, scene continued, (more), page #, page number, page, weiter,
        seitenzahl, suite, suite du dialogue, continúa, continua, sayfa""",
    "a list of the cast": """
        cast list, cast, character list, characters in scene, besetzungsliste, besetzung, figurenliste,
        rollenliste, distribution, liste des personnages, reparto, lista de reparto, elenco,
        elenco personaggi, lista de personagens, cast lijst, obsada, список персонажей, участники сцены,
        персонажи сцены, персонажі сцени, 登場人物リスト, 演员表, 人物表""",
    "a header or footer": """
        header, footer, kopfzeile, fußzeile, en-tête de page, pied de page, encabezado de página,
        pie de página""",
    "the show's title": """
        show/ep. title, show title, episode title, show, episode, serientitel, episodentitel,
        titre de l'épisode, título del episodio""",
    "a note": """
        note, notes, script note, general note, comment, notiz, anmerkung, kommentar, remarque,
        commentaire, nota, comentario, commento, comentário, notitie, notatka, заметка, комментарий,
        примечание, нотатка, anteckning, メモ, 备注, 注释, 메모""",
    "the end of an act": """
        end of act, end act, end of teaser, ende des akts, aktende, fin d'acte, fin de l'acte,
        fin de acto, fine atto, fim de ato, fim do ato, einde akte, koniec aktu, конец акта""",
}  # fmt: skip


@cache
def kind_of_type(name: str) -> ElementKind | None:
    """What paragraphs of a type are: by its whole name, else by how the name begins ('Action (revised)').

    None for an unknown type.

    >>> kind_of_type("Szenenüberschrift"), kind_of_type("Scene Heading 2"), kind_of_type("Banner")
    (<ElementKind.HEADING: 'heading'>, <ElementKind.HEADING: 'heading'>, None)
    """
    return _named(name, _by_word(_NAMES))


@cache
def why_left_out(name: str) -> str:
    """Why paragraphs of a type are neither filmed nor spoken; '' if they are.

    >>> why_left_out("More"), why_left_out("Action")
    ('a page mark', '')
    """
    return _named(name, _by_word(_LEFT_OUT)) or ""


def _by_word(listed: dict[Meaning, str]) -> dict[str, Meaning]:
    return {word: meaning for meaning, names in listed.items() for word in _words(names)}


def _named(name: str, known: dict[str, Meaning]) -> Meaning | None:
    folded = _folded(name)
    if folded in known:
        return known[folded]
    words = folded.split()
    return next(
        (found for end in range(len(words) - 1, 0, -1) if (found := known.get(" ".join(words[:end])))), None
    )


@cache
def _words(names: str) -> tuple[str, ...]:
    return tuple(
        _folded(name)
        for line in names.replace("|", ",").split("\n")
        for name in line.split(",")
        if name.strip()
    )


def _folded(name: str) -> str:
    """Without case, accents and what stands between words."""
    return " ".join(_without_accents(name.casefold()).replace("-", " ").replace("_", " ").split())


def _without_accents(text: str) -> str:
    parted = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in parted if not unicodedata.combining(sign))
