//! What stands for a page where somebody shares it: its card, or its first
//! picture.

use super::pictures;
use super::urls::Urls;
use super::view::PictureView;
use crate::address;
use crate::article::ArticleId;
use crate::language::{Language, Languages};
use crate::pictures::{CARD_SIZE, Card, Format, Picture};
use crate::site::{Annotated, Site};

/// The card of an article, or of all other pages.
pub(super) fn card(site: &Site, languages: &Languages, article: Option<&ArticleId>) -> Card {
    let Some(annotated) = article.map(|id| site.article(id)) else {
        let base = site.settings.base_url.as_ref();
        return Card {
            site: base.map_or_else(String::new, |base| base.host().to_owned()),
            title: site.settings.title.clone(),
            kicker: None,
            date: None,
        };
    };
    let article = &annotated.article;
    let language = language_of(languages, annotated);
    Card {
        site: site.settings.title.clone(),
        title: article.title.clone(),
        kicker: site.story_of(&article.id).map(|story| story.title.clone()),
        date: article.date.map(|date| language.day(date.day)),
    }
}

/// Whether there are cards: only a whole address can be shared.
pub(super) fn has_cards(site: &Site) -> bool {
    site.settings.share_cards && site.settings.base_url.is_some()
}

/// The language of what is said beside an article: its own if the program
/// speaks it, else the site's.
pub(super) fn language_of<'l>(languages: &'l Languages, annotated: &Annotated) -> &'l Language {
    let lang = annotated.article.metadata.lang.as_deref();
    let own = lang.and_then(|lang| languages.of(lang));
    own.unwrap_or_else(|| languages.site())
}

/// The picture that stands for an article: its card, else the first picture in
/// its text that networks can show.
pub(super) fn of_article(site: &Site, urls: &Urls, annotated: &Annotated) -> Option<PictureView> {
    if has_cards(site) {
        let page = address::article(&annotated.article);
        return card_view(site, urls, &page, &annotated.article.title);
    }
    let (path, picture) = pictures::first(site, &site.written(annotated))?;
    let (address, shown) = best(&path, picture);
    let is_drawing = address.rsplit('.').next().and_then(Format::named) == Some(Format::Svg);
    let url = urls.absolute(&address).filter(|_| !is_drawing)?;
    Some(PictureView {
        url,
        width: shown.map(|size| size.0),
        height: shown.map(|size| size.1),
        alt: annotated.article.title.clone(),
    })
}

/// The picture that stands for any other page.
pub(super) fn of_site(site: &Site, urls: &Urls) -> Option<PictureView> {
    has_cards(site)
        .then(|| card_view(site, urls, "", &site.settings.title))
        .flatten()
}

fn card_view(site: &Site, urls: &Urls, page: &str, title: &str) -> Option<PictureView> {
    let name = &site.settings.title;
    Some(PictureView {
        url: urls.absolute(&address::share_card(page))?,
        width: Some(CARD_SIZE.0),
        height: Some(CARD_SIZE.1),
        alt: if title == name {
            title.to_owned()
        } else {
            format!("{title} · {name}")
        },
    })
}

/// Whole addresses of what shows an article, for structured data: the first
/// picture of its text, then its card.
pub(super) fn addresses(site: &Site, urls: &Urls, annotated: &Annotated) -> Vec<String> {
    let first = pictures::first(site, &site.written(annotated));
    let first = first.map(|(path, picture)| best(&path, picture).0);
    let page = address::article(&annotated.article);
    let card = has_cards(site).then(|| address::share_card(&page));
    let addresses = first.into_iter().chain(card);
    addresses
        .filter_map(|address| urls.absolute(&address))
        .collect()
}

/// Where the best form of a picture lies that isn't needlessly large, and its
/// width and height.
fn best(path: &str, picture: &Picture) -> (String, Option<(u32, u32)>) {
    let size = picture.size.map(|size| (size.width, size.height));
    match picture.variants.last() {
        Some(variant) if !picture.is_modest() => {
            let address =
                address::variant(path, &picture.fingerprint, variant.width, variant.extension);
            let height = |(width, height): (u32, u32)| {
                let height = u64::from(height) * u64::from(variant.width);
                u32::try_from(height.div_ceil(u64::from(width.max(1)))).ok()
            };
            let size = size.and_then(height).map(|height| (variant.width, height));
            (address, size)
        }
        _ => (path.to_owned(), size),
    }
}
