"""The pipeline over many files: shards of inputs, workers that may be killed, Parquet shards written whole or not at all."""

from communique.scale.ending import FAILURES_FILE, Summary, failures
from communique.scale.plan import Job, Part, Shard, make_plan
from communique.scale.run import Progress, run

__all__ = ["FAILURES_FILE", "Job", "Part", "Progress", "Shard", "Summary", "failures", "make_plan", "run"]
