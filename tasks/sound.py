"""The sound department: speech, own recordings, effects and ambience, the score, and the mix."""

from blocks.kinds import Composer, Listener, Narrator, SoundDesigner
from storyreel.film.briefs import Music, MusicBrief, Sound, SoundBrief, Speech, SpeechBrief
from storyreel.film.cutting import MixBrief, MixedSound
from storyreel.film.narration import OwnLineBrief, Transcript, TranscriptBrief
from storyreel.graph.stages import Stage
from tasks._stage import ask, make, stage
from tasks.order import Order


@stage(Stage.HEARING)
def hear_words(brief: TranscriptBrief, listener: Listener, order: Order) -> Transcript:
    """The words of a recording and their times."""
    return ask(order, Stage.HEARING, listener, brief)


@stage(Stage.OWN_LINE)
def cut_own_line(brief: OwnLineBrief, order: Order) -> Speech:
    """One line, cut out of the person's own recording."""
    from storyreel.editing.lines import cut_line

    return make(order, Speech, lambda store: cut_line(brief, store))


@stage(Stage.SPEECH)
def speak(brief: SpeechBrief, narrator: Narrator, order: Order) -> Speech:
    """One spoken line."""
    return ask(order, Stage.SPEECH, narrator, brief)


@stage(Stage.SOUND)
def design_sound(brief: SoundBrief, sounds: SoundDesigner, order: Order) -> Sound:
    """One effect or ambience bed."""
    return ask(order, Stage.SOUND, sounds, brief)


@stage(Stage.MUSIC)
def compose_music(brief: MusicBrief, composer: Composer, order: Order) -> Music:
    """The score of a span of scenes."""
    return ask(order, Stage.MUSIC, composer, brief)


@stage(Stage.MIX)
def mix_film(brief: MixBrief, order: Order) -> MixedSound:
    """The film's one continuous sound."""
    from storyreel.editing.mix import mix_sound

    return make(order, MixedSound, lambda store: mix_sound(brief, store))
