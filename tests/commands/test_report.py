"""The command `report` as a person runs it."""

import pytest


@pytest.mark.parametrize("unfinished", [False, True])
def test_a_folder_without_a_finished_batch_is_one_line(highfence, unfinished, tmp_path):
    if unfinished:
        (tmp_path / "manifest.json").write_text("{}")
    code, told, mistake = highfence("report", tmp_path)
    assert (code, told) == (2, "")
    reason = "is no manifest of a batch" if unfinished else "holds no batch; name the --out"
    assert reason in mistake
    assert mistake.count("\n") == 1


def write_only(sections):
    """Return a writer of pages that keeps what it is handed and draws nothing."""

    def write(folder, shares, why_not):
        sections.append((shares, why_not))
        return folder / "report.html"

    return write


def test_where_the_page_is_told_and_clauses_are_counted(highfence, monkeypatch, batch):
    handed: list[tuple[object, str]] = []
    monkeypatch.setattr("game.reports.report.write_report", write_only(handed))
    code, told, _ = highfence("report", batch)
    assert code == 0
    assert told.startswith(f"{batch / 'report.html'}: open it in a browser")
    ((shares, why_not),) = handed
    assert shares is not None
    assert why_not == ""


def test_a_file_that_is_handed_over_and_is_not_there_is_told(highfence, batch):
    code, told, mistake = highfence("report", batch, "--pack", "nosuch.yaml")
    assert (code, told) == (2, "")
    assert "nosuch.yaml" in mistake


def test_a_batch_of_another_program_is_written_up_without_clauses(highfence, monkeypatch, batch):
    handed: list[tuple[object, str]] = []
    monkeypatch.setattr("game.reports.report.write_report", write_only(handed))
    monkeypatch.setattr("game.batch.study.code_hash", lambda: "another")
    code, _, _ = highfence("report", batch)
    assert code == 0
    ((shares, why_not),) = handed
    assert shares is None
    assert why_not.startswith("these games cannot be played again here")
