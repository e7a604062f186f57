import re
from pathlib import Path

import pytest

from hld_portal.reports.drafting.scale import HOUSE_SCALE
from hld_portal.reports.sources import scale_of
from roundtables.loading.applying import apply_plan
from roundtables.loading.reading import read_dialogue_file
from roundtables.models import Dialogue

PAGE = Path(__file__).parents[2] / "docs" / "dialogue-file.md"


@pytest.mark.django_db
def test_the_pieces_of_the_page_are_a_whole_file_that_loads(tmp_path):
    pieces = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / "page.yaml"
    path.write_text("\n".join(pieces), encoding="utf-8")

    tally = apply_plan(read_dialogue_file(path))

    assert tally.created == 16
    dialogue = Dialogue.objects.get()
    assert scale_of(dialogue) == HOUSE_SCALE
    table = dialogue.events.get(slug="1").round_table
    assert table.co_chairs == ["Ruritania", "Syldavia"]
    assert table.guiding_questions == [{"en": "Who watches the cranes?"}]
