//! Promise 11: what the program is made of comes from one registry, and none of
//! it is unsafe code or a build script of ours. `cargo deny check` in CI holds
//! licences, advisories and sources to `deny.toml`.

use std::path::Path;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

#[test]
fn every_dependency_comes_from_the_registry_with_a_checksum() {
    let lock = read("Cargo.lock");
    let packages: Vec<&str> = lock.split("[[package]]").skip(1).collect();
    assert!(packages.len() > 50);
    for package in packages {
        if package.contains("\nname = \"dateline\"\n") {
            assert!(!package.contains("\nsource ="));
            continue;
        }
        let source = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
        assert!(package.contains(source), "{package}");
        assert!(package.contains("\nchecksum = \""), "{package}");
    }
}

#[test]
fn we_have_no_build_script_and_no_unsafe_code() {
    let manifest = read("Cargo.toml");
    assert!(manifest.contains("\nunsafe_code = \"forbid\"\n"));
    assert!(!manifest.contains("\nbuild = "));
    assert!(
        !Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("build.rs")
            .exists()
    );
    assert!(!manifest.contains("git = \"") && !manifest.contains("path = \"../"));
}

#[test]
fn ci_looks_at_licences_advisories_and_sources() {
    let runs = |line: &str| {
        let workflow = read(".github/workflows/test.yml");
        workflow.lines().any(|it| it.contains(line))
    };
    assert!(runs("cargo-deny"), "no workflow runs cargo deny");
    let deny = read("deny.toml");
    for rule in [
        "unknown-registry = \"deny\"",
        "unknown-git = \"deny\"",
        "yanked = \"deny\"",
    ] {
        assert!(deny.contains(rule), "{rule}");
    }
}
