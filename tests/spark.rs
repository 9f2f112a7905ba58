//! The example for corpora that are too large for one machine, under Spark in
//! local mode. Where PySpark or Java is missing it says so and passes;
//! `PYSPARK_PYTHON` names a Python that has PySpark.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "starts programs, and says when one is missing"
)]

#[path = "../benches/corpus/mod.rs"]
mod corpus;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use corpus::{Corpus, SEED};

const DATELINE: &str = env!("CARGO_BIN_EXE_dateline");

#[test]
fn spark_gives_what_one_machine_gives() {
    let python = std::env::var("PYSPARK_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    for (program, arguments, what) in [
        (
            python.as_str(),
            ["-c", "import pyspark"].as_slice(),
            "PySpark",
        ),
        ("java", &["-version"], "Java"),
    ] {
        let asked = Command::new(program).args(arguments).output();
        if !asked.is_ok_and(|output| output.status.success()) {
            eprintln!(
                "skipped: {what} is missing (`{program} {}`)",
                arguments.join(" ")
            );
            return;
        }
    }

    let folder = tempfile::tempdir().unwrap();
    let records = folder.path().join("records.jsonl");
    fs::write(&records, text()).unwrap();
    let direct = run(Command::new(DATELINE).arg("annotate").arg(&records));
    assert_eq!(direct.status.code(), Some(1), "one record is bad");

    let output = folder.path().join("annotated");
    let spark = run(Command::new(&python)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/spark/annotate.py"))
        .arg(&records)
        .arg(&output)
        .args(["--dateline", DATELINE, "--partitions", "4"])
        .env("PYSPARK_PYTHON", &python)
        .env("SPARK_LOCAL_IP", "127.0.0.1"));
    let talk = String::from_utf8_lossy(&spark.stderr);
    assert!(spark.status.success(), "{talk}");
    let parts = parts(&output);
    assert!(parts.len() >= 4, "the corpus was not cut: {parts:?}");
    assert_eq!(parts.concat(), String::from_utf8(direct.stdout).unwrap());
}

/// Two hundred records; one of them is bad, which must not lose the others.
fn text() -> String {
    let corpus = Corpus::new(SEED);
    let record = |number| match number {
        70 => "{\"id\": 70}\n".to_owned(),
        _ => corpus.article(number).record() + "\n",
    };
    (0..200).map(record).collect()
}

fn run(command: &mut Command) -> Output {
    command.output().unwrap()
}

/// The texts of the parts that Spark wrote, in order.
fn parts(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("part-")
    });
    paths.sort();
    let texts = paths.iter().map(|path| fs::read_to_string(path).unwrap());
    texts.collect()
}
