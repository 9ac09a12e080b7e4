"""What pilots have in common is read once."""

from swit_data.released.pilot_release import read_release
from tests.stand import ROOT


def test_pilots_of_one_framework_share_it() -> None:
    folders = (ROOT / "data" / "illustrative_released").glob("*/release.toml")
    frameworks = [each for at in folders for each in read_release(at.parent).frameworks.values()]
    assert len(frameworks) == 4
    assert all(each is frameworks[0] for each in frameworks)
