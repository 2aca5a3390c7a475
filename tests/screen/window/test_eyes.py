"""What the eyes of one user need is chosen under View, kept in the settings, and in no session."""

import pytest

from gradviz.screen.settings import Settings

CHOICES = ["reduced_motion", "line_styles"]


@pytest.mark.parametrize("name", CHOICES)
def test_a_choice_is_turned_on_and_off_and_told_once_each(open_window, name):
    window = open_window()
    command, told = getattr(window.commands.looks, name), []
    window.look.changed.connect(told.append)
    for wanted in (True, False):
        command.trigger()
        assert getattr(window.look, name) is wanted
        assert command.isChecked() is wanted
        assert getattr(window.settings(), name) is wanted
    assert len(told) == 2
    setattr(window.look, name, False)
    assert len(told) == 2


def test_everything_that_moves_honours_reduced_motion_at_once_and_when_it_is_made_later(open_window):
    window = open_window()
    window.commands.looks.reduced_motion.trigger()
    for reduced in (True, False):
        text, pace = window.cells.page.text, window.cells.session.pace
        assert window.player.reduced_motion is reduced
        assert window.lecture.staging.gliding.reduced_motion is reduced
        assert pace.reduced_motion is reduced
        assert text.glide.reduced is reduced
        window.commands.looks.reduced_motion.trigger()


@pytest.mark.parametrize("reduced", [True, False])
def test_progress_of_unknown_length_runs_to_and_fro_only_where_motion_is_wanted(open_window, reduced):
    window = open_window()
    window.look.reduced_motion = reduced
    window.status._show_progress()
    assert (window.status.progress.maximum() > 0) is reduced
    window.session.runner.busy_changed.emit(False)


@pytest.mark.parametrize("name", CHOICES)
def test_both_pages_have_it_under_view(open_window, name):
    commands = open_window().commands
    for menu in (commands.menu(), commands.text_menu()):
        view = next(made.menu() for made in menu.actions() if made.text() == "View")
        assert getattr(commands.looks, name) in view.actions()


def test_the_window_opens_as_they_were_chosen(open_window, look):
    look.reduced_motion = look.line_styles = True
    window = open_window(Settings(reduced_motion=True, line_styles=True))
    assert window.commands.looks.reduced_motion.isChecked()
    assert window.commands.looks.line_styles.isChecked()


def test_light_or_dark_still_changes_what_is_seen_where_lines_have_styles(look):
    look.line_styles = True
    for _ in range(3):
        before = look.theme.name
        look.cycle()
        assert look.theme.name != before
        assert look.theme.line_styles
