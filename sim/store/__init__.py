"""Results on disk: one layout for a single run and for a sweep of thousands, written whole or not at all."""

from sim.store.digest import results_digest, run_digest
from sim.store.folder import check_place, replacing
from sim.store.keys import model_digest, run_key, seed_key, world_key
from sim.store.locks import Lock
from sim.store.manifest import read_manifest, surroundings, write_manifest
from sim.store.reading import completed_keys, read_columns, read_table
from sim.store.schema import TABLES, as_arrow
from sim.store.writing import FinishedRun, write_chunk, write_design, write_failure

__all__ = [
    "TABLES",
    "FinishedRun",
    "Lock",
    "as_arrow",
    "check_place",
    "completed_keys",
    "model_digest",
    "read_columns",
    "read_manifest",
    "read_table",
    "replacing",
    "results_digest",
    "run_digest",
    "run_key",
    "seed_key",
    "surroundings",
    "world_key",
    "write_chunk",
    "write_design",
    "write_failure",
    "write_manifest",
]
