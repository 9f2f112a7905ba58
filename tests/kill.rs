//! Builds that are killed at any moment.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "meets the disk and the clock")]

mod common;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::{Files, Folder, files_below};

const KILLS: u64 = 100;

/// Two versions of a site that share files, and have some of their own.
fn version(number: u64) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = (0..12)
        .map(|article| {
            let day = article + 1;
            let number = if article % 3 == 0 { number } else { 0 };
            let text = format!("# Article {article}\n\nNATO met in Warsaw, version {number}.\n");
            (format!("content/2016-07-{day:02}-a{article}.md"), text)
        })
        .collect();
    let own = format!("content/2016-08-01-only-{number}.md");
    files.push((own, "# Only here\n\nText.\n".to_owned()));
    files
}

fn lay(site: &Folder, number: u64) {
    let _ = std::fs::remove_dir_all(site.path("content"));
    for (path, text) in version(number) {
        site.write(&path, text);
    }
}

fn built(site: &Folder, number: u64) -> Files {
    lay(site, number);
    site.dateline(&["build"]).ends_with(0);
    files_below(&site.path("public"))
}

/// Steele's and Vigna's `SplitMix64`: the same moments in every run.
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[test]
fn a_killed_build_leaves_the_old_or_the_new_site() {
    let site = Folder::new("");
    let golden = [built(&site, 0), built(&site, 1)];
    assert_ne!(golden[0], golden[1]);
    lay(&site, 0);
    let start = Instant::now();
    site.dateline(&["build", "--no-cache"]).ends_with(0);
    let whole = start.elapsed().max(Duration::from_millis(2));

    let (mut state, mut killed) = (2016, 0);
    for round in 1..=KILLS {
        lay(&site, round % 2);
        let mut build = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["build", "--quiet", "--no-cache"])
            .current_dir(site.root())
            .env_remove("SOURCE_DATE_EPOCH")
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Most of a build's time goes by before it writes, so every other kill
        // comes in the last third or soon after it.
        let moment = random(&mut state) % 1000;
        let moment = if round % 4 < 2 {
            moment
        } else {
            700 + moment / 2
        };
        std::thread::sleep(whole * u32::try_from(moment).unwrap() / 1000);
        build.kill().unwrap();
        killed += u64::from(!build.wait().unwrap().success());
        let left = files_below(&site.path("public"));
        let is_whole = golden.contains(&left);
        assert!(
            is_whole,
            "round {round}: torn at {moment} of 1000: {:?}",
            left.keys()
        );
        if round % 7 == 0 {
            let which = round % 2;
            let expected = &golden[usize::try_from(which).unwrap()];
            assert_eq!(&built(&site, which), expected, "round {round}");
            assert_eq!(
                names(&site),
                [".dateline-cache", "content", "public"],
                "round {round}"
            );
        }
    }
    // Some builds are over before they are killed.
    assert!(
        killed > KILLS / 3,
        "only {killed} of {KILLS} builds were killed"
    );
}

/// What lies in the site's folder.
fn names(site: &Folder) -> Vec<String> {
    let entries = std::fs::read_dir(site.root()).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
