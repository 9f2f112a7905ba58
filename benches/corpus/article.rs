//! One article: its story, its sentences, and the forms it is written in.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::{Date, date};
use slug::slugify;

use super::Corpus;
use super::draw::{Draw, Popularity};
use super::names::Named;
use super::words;

/// How many articles a running story has.
const STORY: usize = 8;

/// The first day on which a story may begin, and on how many days one may.
const FIRST_DAY: Date = date(2012, 1, 2);
const DAYS: usize = 1_500;

/// An article, in the parts that any generator wants.
pub(crate) struct Article {
    /// Its file's name without the extension, and the end of its address.
    pub(crate) stem: String,
    pub(crate) title: String,
    pub(crate) date: Date,
    publisher: &'static str,
    tags: Vec<String>,
    /// Markdown, the same for every generator.
    pub(crate) body: String,
}

impl Article {
    /// The file, with front matter that Dateline and Hugo both read.
    pub(crate) fn markdown(&self) -> String {
        let Self {
            title,
            date,
            publisher,
            tags,
            body,
            ..
        } = self;
        format!(
            "+++\ntitle = \"{title}\"\ndate = {date}\ntags = [\"{}\"]\nsource = {{ publisher = \"{publisher}\" }}\n+++\n\n{body}",
            tags.join("\", \"")
        )
    }

    /// The record that `dateline annotate` reads.
    pub(crate) fn record(&self) -> String {
        serde_json::json!({
            "id": self.stem,
            "date": self.date.to_string(),
            "title": self.title,
            "text": self.body,
        })
        .to_string()
    }
}

/// A running story: whom and what it is about, and when it begins.
struct Story<'c> {
    people: Vec<&'c Named>,
    organisations: Vec<&'c Named>,
    places: Vec<&'c Named>,
    matters: Vec<&'static str>,
    tags: Vec<String>,
    begins: Date,
}

pub(super) fn write(corpus: &Corpus, number: usize) -> Article {
    let story = story(corpus, number / STORY);
    let mut draw = Draw::of(corpus.seed, "article", number);
    let days = (number % STORY) * 3 + draw.below(3);
    let date = later(story.begins, days);
    let publisher = draw.pick(words::PUBLISHERS);
    let tags = tags(corpus, &story, &mut draw);
    let mut writer = Writer {
        corpus,
        story: &story,
        date,
        draw,
        named: BTreeSet::new(),
        in_sentence: BTreeSet::new(),
    };
    let mut blocks = writer.blocks();
    writer.add_links(&mut blocks, number);
    Article {
        stem: stem(corpus, number),
        title: title(corpus, number),
        date,
        publisher,
        tags,
        body: blocks.join("\n\n") + "\n",
    }
}

fn story(corpus: &Corpus, number: usize) -> Story<'_> {
    let mut draw = Draw::of(corpus.seed, "story", number);
    let names = &corpus.names;
    let mut matters = words::MATTERS.to_vec();
    draw.shuffle(&mut matters);
    matters.truncate(3);
    Story {
        people: core(&names.people, &corpus.people, 4, &mut draw),
        organisations: core(&names.organisations, &corpus.organisations, 4, &mut draw),
        places: core(&names.places, &corpus.places, 3, &mut draw),
        matters,
        tags: (0..4).map(|_| tag(corpus, &mut draw)).collect(),
        begins: later(FIRST_DAY, draw.below(DAYS)),
    }
}

/// Those that a story is about. No two go by one short name, since a newspaper
/// would tell them apart.
fn core<'c>(
    list: &'c [Named],
    popularity: &Popularity,
    count: usize,
    draw: &mut Draw,
) -> Vec<&'c Named> {
    let mut core: BTreeMap<&str, &Named> = BTreeMap::new();
    while core.len() < count {
        let named = &list[popularity.draw(draw)];
        core.entry(&named.short).or_insert(named);
    }
    core.into_values().collect()
}

fn tag(corpus: &Corpus, draw: &mut Draw) -> String {
    let rank = corpus.tags.draw(draw);
    let (tail, tag) = (rank / words::TAGS.len(), rank % words::TAGS.len());
    format!("{}{}", words::TAGS[tag], words::TAG_TAILS[tail])
}

/// Two or three tags of the story, and one to three more.
fn tags(corpus: &Corpus, story: &Story<'_>, draw: &mut Draw) -> Vec<String> {
    let mut tags = story.tags.clone();
    draw.shuffle(&mut tags);
    tags.truncate(draw.between(2, 3));
    tags.extend((0..draw.between(1, 3)).map(|_| tag(corpus, draw)));
    let mut met = BTreeSet::new();
    tags.retain(|tag| met.insert(tag.clone()));
    tags
}

fn title(corpus: &Corpus, number: usize) -> String {
    let story = story(corpus, number / STORY);
    let mut draw = Draw::of(corpus.seed, "title", number);
    let template = draw.pick(words::TITLES);
    filled(template, |gap| match gap {
        "person" => draw.pick(&story.people).name.clone(),
        "body" => draw.pick(&story.organisations).name.clone(),
        "place" => draw.pick(&story.places).name.clone(),
        "matter" => (*draw.pick(&story.matters)).to_owned(),
        _ => draw.between(12, 980).to_string(),
    })
}

fn stem(corpus: &Corpus, number: usize) -> String {
    format!("{}-{number}", slugify(title(corpus, number)))
}

/// A template with its gaps filled, and a capital at the start.
fn filled(template: &str, mut fill: impl FnMut(&str) -> String) -> String {
    let mut text = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (gap, after) = after.split_once('}').expect("each gap is closed");
        text += before;
        text += &fill(gap);
        rest = after;
    }
    text += rest;
    let first = text.find(|c: char| c.is_alphanumeric()).unwrap_or_default();
    text[first..=first].make_ascii_uppercase();
    text
}

fn later(day: Date, days: usize) -> Date {
    let days = i64::try_from(days).expect("a corpus spans a few years");
    day.checked_add(days.days())
        .expect("a corpus spans a few years")
}

fn earlier(day: Date, days: usize) -> Date {
    let days = i64::try_from(days).expect("a corpus spans a few years");
    day.checked_sub(days.days())
        .expect("a corpus spans a few years")
}

/// Writes one article from its first word to its last, so that everybody is
/// named in full before they are named in short.
struct Writer<'c> {
    corpus: &'c Corpus,
    story: &'c Story<'c>,
    date: Date,
    draw: Draw,
    /// Who has been named.
    named: BTreeSet<&'c str>,
    /// Who has been named in this sentence: nobody is named twice in one.
    in_sentence: BTreeSet<&'c str>,
}

impl<'c> Writer<'c> {
    fn blocks(&mut self) -> Vec<String> {
        let mut sentences = words::SENTENCES.to_vec();
        self.draw.shuffle(&mut sentences);
        let mut sentences = sentences.into_iter().cycle();
        let length = self.draw.between(360, 470);
        let (quote, list) = (self.draw.between(2, 6), self.draw.between(3, 8));
        let has_quote = self.draw.percent(40);
        let has_list = self.draw.percent(35);
        let has_code = self.draw.percent(5);
        let lead = *self.draw.pick(words::LEADS);
        let mut blocks = vec![self.sentence(lead)];
        let mut words = 0;
        while words < length {
            let paragraph: Vec<String> = (0..self.draw.between(1, 3))
                .filter_map(|_| sentences.next())
                .map(|template| self.sentence(template))
                .collect();
            blocks.push(paragraph.join(" "));
            if has_quote && blocks.len() == quote {
                blocks.push(self.quotation());
            }
            if has_list && blocks.len() == list {
                blocks.extend(self.list());
            }
            words = blocks
                .iter()
                .map(|block| block.split_whitespace().count())
                .sum();
        }
        if has_code {
            blocks.push((*self.draw.pick(words::CODE)).to_owned());
        }
        blocks
    }

    fn quotation(&mut self) -> String {
        let quote = *self.draw.pick(words::QUOTES);
        self.in_sentence.clear();
        format!("> {quote}.\n>\n> — {}", self.person())
    }

    fn list(&mut self) -> [String; 2] {
        let heading = self.draw.pick(words::HEADINGS);
        let count = self.draw.between(3, words::ITEMS.len());
        let items: Vec<String> = words::ITEMS[..count]
            .iter()
            .map(|item| format!("- {}", self.sentence(item)))
            .collect();
        [format!("## {heading}"), items.join("\n")]
    }

    /// One to three links, to earlier articles of the story and elsewhere, and
    /// words in italics and bold.
    fn add_links(&mut self, blocks: &mut [String], number: usize) {
        let is_prose = |block: &String| !block.starts_with(['>', '-', '#', '`']);
        let mut prose: Vec<&mut String> = blocks.iter_mut().filter(|b| is_prose(b)).collect();
        let earlier = number % STORY;
        for _ in 0..self.draw.between(1, 3) {
            let at = self.draw.below(prose.len());
            let sentence = if earlier > 0 && self.draw.percent(50) {
                let other = number - self.draw.between(1, earlier);
                let (title, stem) = (title(self.corpus, other), stem(self.corpus, other));
                format!(" See [{title}](/briefings/{stem}/).")
            } else {
                let file = self.draw.below(1_000_000);
                format!(" The [full record](https://example.org/records/{file}) is open to all.")
            };
            prose[at].push_str(&sentence);
        }
        if self.draw.percent(60) {
            let at = self.draw.below(prose.len());
            *prose[at] += " The vote was *not* unanimous, and **no reason** was given.";
        }
    }

    fn sentence(&mut self, template: &str) -> String {
        self.in_sentence.clear();
        filled(template, |gap| match gap {
            "person" => self.person(),
            "body" => self.body(),
            "place" => self.place(),
            "past" => self.past(),
            "before" => self.before(),
            "ahead" => self.ahead(),
            "year" => (usize::try_from(self.date.year()).unwrap_or_default()
                - self.draw.between(1, 9))
            .to_string(),
            "count" => self.draw.between(12, 980).to_string(),
            "share" => format!("{}.{}", self.draw.between(1, 19), self.draw.below(10)),
            "matter" => (*self.draw.pick(&self.story.matters)).to_owned(),
            "quote" => (*self.draw.pick(words::QUOTES)).to_owned(),
            gap => unreachable!("nothing fills {gap:?}"),
        })
    }

    /// Four times of five somebody of the story, else anybody.
    fn one_of(
        &mut self,
        core: &[&'c Named],
        all: &'c [Named],
        popularity: &Popularity,
    ) -> &'c Named {
        loop {
            let named = if self.draw.percent(80) {
                *self.draw.pick(core)
            } else {
                &all[popularity.draw(&mut self.draw)]
            };
            if self.in_sentence.insert(&named.name) {
                return named;
            }
        }
    }

    fn person(&mut self) -> String {
        let (corpus, story) = (self.corpus, self.story);
        let person = self.one_of(&story.people, &corpus.names.people, &corpus.people);
        if !self.named.insert(&person.name) {
            return person.short.clone();
        }
        match person.role {
            Some(role) => format!("{role} {}", person.name),
            None => person.name.clone(),
        }
    }

    fn body(&mut self) -> String {
        let (corpus, story) = (self.corpus, self.story);
        let names = &corpus.names.organisations;
        let body = self.one_of(&story.organisations, names, &corpus.organisations);
        if !self.named.insert(&body.name) {
            return body.short.clone();
        }
        let is_acronym = body.short.chars().all(char::is_uppercase);
        if is_acronym {
            format!("the {} ({})", body.name, body.short)
        } else {
            body.name.clone()
        }
    }

    fn place(&mut self) -> String {
        let (corpus, story) = (self.corpus, self.story);
        let place = self.one_of(&story.places, &corpus.names.places, &corpus.places);
        place.name.clone()
    }

    /// In the days before.
    fn past(&mut self) -> String {
        match self.draw.below(6) {
            0 => "yesterday".to_owned(),
            1 => "earlier this week".to_owned(),
            2 => {
                let back = self.draw.between(8, 20);
                format!("on {}", day(earlier(self.date, back)))
            }
            _ => {
                let back = self.draw.between(1, 6);
                format!("on {}", weekday(earlier(self.date, back)))
            }
        }
    }

    /// In the weeks and months before.
    fn before(&mut self) -> String {
        match self.draw.below(4) {
            0 => "last week".to_owned(),
            1 => "last month".to_owned(),
            2 => {
                let back = self.draw.between(30, 150);
                format!("in {}", month(earlier(self.date, back)))
            }
            _ => {
                let back = self.draw.between(30, 800);
                let then = earlier(self.date, back);
                format!("on {}, {}", day(then), then.year())
            }
        }
    }

    /// In the days and weeks after.
    fn ahead(&mut self) -> String {
        match self.draw.below(4) {
            0 => "next week".to_owned(),
            1 => "next month".to_owned(),
            2 => {
                let on = self.draw.between(1, 6);
                format!("on {}", weekday(later(self.date, on)))
            }
            _ => {
                let on = self.draw.between(7, 60);
                format!("on {}", day(later(self.date, on)))
            }
        }
    }
}

fn weekday(date: Date) -> &'static str {
    words::WEEKDAYS[nth(date.weekday().to_monday_zero_offset())]
}

fn month(date: Date) -> &'static str {
    words::MONTHS[nth(date.month() - 1)]
}

fn day(date: Date) -> String {
    format!("{} {}", month(date), date.day())
}

fn nth(number: i8) -> usize {
    usize::try_from(number).expect("calendars count upwards")
}
