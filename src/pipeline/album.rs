//! The pictures that pages show: which they are, and what is wrong with them.
//!
//! Only what a page shows is looked at, and only such pictures leave the
//! folders of the articles, so a hidden article's stay at home.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pulldown_cmark::{Event, Tag};

use crate::address;
use crate::diagnostic::{Diagnostic, Place};
use crate::pictures::{Fault, LARGEST, Picture};
use crate::site::Site;
use crate::source::{Asset, SourcePath, Sources};

/// The pictures of a site's pages.
#[derive(Debug)]
pub(super) struct Album<'s> {
    /// Those of `static/`, by their place in the site.
    fixed: BTreeMap<&'s str, &'s Asset>,
    /// Those that lie beside the articles.
    pub(super) beside: BTreeMap<&'s str, &'s Asset>,
}

impl<'s> Album<'s> {
    pub(super) fn of(site: &Site, sources: &'s Sources) -> Self {
        let shown = shown(site);
        let among = |assets: &'s [Asset]| {
            let found = shown.iter().filter_map(|path| {
                let at = assets.binary_search_by(|asset| asset.path.as_str().cmp(path));
                at.ok().map(|at| (assets[at].path.as_str(), &assets[at]))
            });
            found.collect()
        };
        Self {
            fixed: among(&sources.assets),
            beside: among(&sources.pictures),
        }
    }

    /// All of them; where two have one place, that of `static/`.
    pub(super) fn pictures(&self) -> BTreeMap<&'s str, &'s Asset> {
        let mut all = self.beside.clone();
        all.extend(&self.fixed);
        all
    }

    /// What to say of them.
    pub(super) fn diagnostics(
        &self,
        looked_at: &BTreeMap<String, Arc<Picture>>,
    ) -> Vec<Diagnostic> {
        let said = looked_at.iter().flat_map(|(path, picture)| {
            let place = self.place(path);
            let faults = picture.faults.iter();
            faults.map(move |fault| diagnostic(fault).at(place.clone()))
        });
        said.collect()
    }

    /// Where a picture lies among the sources.
    pub(super) fn place(&self, path: &str) -> Place {
        let folder = if self.fixed.contains_key(path) {
            "static"
        } else {
            "content"
        };
        Place::file(&SourcePath::new(format!("{folder}/{path}")))
    }
}

/// The places of the site that its pages show pictures from.
fn shown(site: &Site) -> BTreeSet<String> {
    let texts = site.texts().filter(|text| site.has_page(&text.subject));
    let pictures = texts.flat_map(|text| {
        text.body
            .nodes
            .iter()
            .filter_map(move |node| match &node.event {
                Event::Start(Tag::Image { dest_url, .. }) => address::picture(dest_url, text.path),
                _ => None,
            })
    });
    pictures.collect()
}

fn diagnostic(fault: &Fault) -> Diagnostic {
    match fault {
        Fault::Damaged(why) => Diagnostic::warning(
            "damaged-picture",
            format!("the picture can't be read: {why}"),
        )
        .hint("open it in an image editor and export it again; until then it is copied as it is"),
        Fault::TooLarge(size) => Diagnostic::warning(
            "large-picture",
            format!("the picture has {size} pixels, so no smaller ones are made of it"),
        )
        .hint(format!(
            "scale it down to {} million pixels at most",
            LARGEST / 1_000_000
        )),
        Fault::Mislabelled(format) => Diagnostic::warning(
            "mislabelled-picture",
            format!(
                "the picture is in the format {}, which its name doesn't say",
                format.name()
            ),
        )
        .hint("give the file the extension of its format"),
        Fault::Located => Diagnostic::warning(
            "located-picture",
            "the picture says where it was taken, and readers can find out",
        )
        .hint("export it without location, or take its Exif and XMP data out"),
    }
}
