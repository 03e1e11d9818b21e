"""Reads Final Draft files (.fdx), and refuses XML bombs."""

from __future__ import annotations

from pathlib import PurePath
from xml.sax import SAXException

import defusedxml.sax
from defusedxml import DefusedXmlException

from storyreel.film.errors import ScreenplayError
from storyreel.film.screenplay import Screenplay
from storyreel.screenplays.encoding import refuse_other_files
from storyreel.screenplays.final_draft_elements import elements_of
from storyreel.screenplays.final_draft_paragraphs import Paragraphs
from storyreel.screenplays.final_draft_title import title_card


def read_final_draft(content: bytes, name: str) -> Screenplay:
    """The screenplay in a Final Draft file; its lines are those of the XML.

    Raises:
        ScreenplayError: it is no Final Draft XML, or it declares entities or a document type (an XML bomb).
    """
    refuse_other_files(content, name)
    handler = Paragraphs()
    try:
        defusedxml.sax.parseString(content, handler, forbid_dtd=True)
    except DefusedXmlException as error:
        raise ScreenplayError(
            f"{name!r} declares XML entities or a document type ({type(error).__name__}); Final Draft writes"
            " neither, and they can swallow a machine. Export it again from Final Draft."
        ) from error
    except SAXException as error:
        line = getattr(error, "getLineNumber", lambda: None)()
        raise ScreenplayError(
            f"{name!r} is not whole XML (line {line}: {error.getMessage()}). Export it again from Final"
            " Draft, or give Fountain.",
            line=line,
        ) from error
    except (ValueError, LookupError) as error:
        raise ScreenplayError(f"{name!r} names an unusable encoding ({error}). Save it as UTF-8.") from error
    if not handler.is_final_draft:
        raise ScreenplayError(
            f"{name!r} is XML without a FinalDraft element. Only Final Draft's .fdx is read from XML; export"
            " it as .fdx or Fountain."
        )
    reading = elements_of(handler.body, handler.title_page)
    return Screenplay(
        title=title_card(handler.title_page, PurePath(name).stem),
        elements=tuple(reading.elements),
        ignored=tuple(reading.ignored),
        looks=reading.looks(),
        format="final draft",
        warnings=tuple(reading.warnings),
    )
