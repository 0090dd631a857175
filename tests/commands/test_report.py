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


def test_where_the_page_is_told(highfence, monkeypatch, tmp_path):
    monkeypatch.setattr("game.reports.report.write_report", lambda folder: folder / "report.html")
    code, told, _ = highfence("report", tmp_path)
    assert code == 0
    assert told.startswith(f"{tmp_path / 'report.html'}: open it in a browser")
