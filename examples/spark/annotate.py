"""Annotates a corpus that is too large for one machine, with Apache Spark.

    annotate.py INPUT OUTPUT [--dateline PROGRAM] [--root SITE] [--partitions N]

INPUT is whatever Spark reads as text, one record of `dateline annotate` a
line: a file, a folder, a pattern, `hdfs://` or `s3a://`. OUTPUT is a folder
that isn't there yet; its parts, one after the other, hold the answers in the
order of the records. docs/corpora.md says more.
"""

import argparse
import shlex

from pyspark import SparkConf, SparkContext


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--dateline", default="dateline", help="the program, on every machine")
    parser.add_argument("--root", help="a site's folder, on every machine, for its registry")
    parser.add_argument("--partitions", type=int, help="parts to cut the input into, at least")
    asked = parser.parse_args()

    # The master comes from spark-submit; without one, all cores of this machine.
    conf = SparkConf().setAppName("dateline annotate").setIfMissing("spark.master", "local[*]")
    with SparkContext(conf=conf) as spark:
        records = spark.textFile(asked.input, asked.partitions)
        answers = records.pipe(command(asked), checkCode=True)
        answers.saveAsTextFile(asked.output)


def command(asked):
    """The command that each partition is piped through.

    It ends with 1 when a record was bad. That record's answer says so in its
    place, and the others are none the worse, so the job goes on. Anything else
    ends it.
    """
    annotate = [asked.dateline, "annotate"]
    if asked.root:
        annotate += ["--root", asked.root]
    return shlex.join(["sh", "-c", '"$@" || [ $? -eq 1 ]', "sh", *annotate])


if __name__ == "__main__":
    main()
