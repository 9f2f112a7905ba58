//! Which words are verbs that a subject can stand before.
//!
//! There is no tagger here: lists of forms that are seldom anything else, the
//! ending "-ed", and what stands beside them. A form that is left out costs a
//! joint that isn't seen; one that is wrong costs a clause cut in two, so the
//! lists keep to what news writes.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::words::{Part, Word};

/// What a finite verb says about time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::annotate) enum Form {
    /// "will", "would", "may": it lies ahead or is only thought of.
    Modal,
    /// "is", "has": the sense comes with the words after it.
    Auxiliary,
    /// "was", "had".
    PastAuxiliary,
    /// "took", "announced".
    Past,
    /// "runs".
    Present,
}

type List = LazyLock<BTreeSet<&'static str>>;

const fn list(of: fn() -> BTreeSet<&'static str>) -> List {
    LazyLock::new(of)
}

static MODALS: List = list(|| {
    set(
        "will would shall should may might can could must cannot won't wouldn't can't couldn't \
         shouldn't he'll she'll they'll it'll we'll",
    )
});

static AUXILIARIES: List = list(|| {
    set(
        "is are am has have does do isn't aren't hasn't haven't doesn't don't it's he's she's \
         they're they've we've that's",
    )
});

static PAST_AUXILIARIES: List = list(|| set("was were had did wasn't weren't hadn't didn't"));

/// Past forms that no participle shares: whatever stands before them, they are
/// verbs.
static SIMPLE_PAST: List = list(|| {
    set(
        "arose ate began bit blew broke chose drew drove fell flew forgot froze gave grew knew lay \
         oversaw overtook rode rose sang sank saw shook shrank spoke sprang stole strode swam swore \
         threw took tore undertook went withdrew woke wore wrote",
    )
});

/// Past forms that don't end in "-ed" and are seldom nouns.
static PAST: List = list(|| {
    set("beat became bent brought broadcast built burnt bought \
         came caught clung dealt drank dug fed felt fled forbade \
         forgave fought found got held hit hung kept knelt laid led \
         left lent let lost made meant met mistook overthrew paid pled put \
         quit ran rang rebuilt said sat sent set shot shut \
         sold sought spent split spread stood struck stuck strove \
         swept swung taught thought told understood upheld \
         withheld withstood won")
});

/// Present forms that follow a singular subject.
static PRESENT: List = list(|| {
    set(
        "accuses adds affects agrees aims allows appears applies argues arrives asks begins \
         believes belongs brings carries ceases closes comes concerns confirms \
         considers consists contains continues decides declares denies depends \
         describes draws employs ends enters expects expires explains faces falls features \
         finds finishes flies follows gathers gets gives goes grants grows happens has \
         helps holds hosts includes insists intends introduces involves joins keeps \
         knows lacks lasts lays leads leaves lies lives loses maintains makes meets opens operates opposes owes owns passes pays plays prepares promises \
         proposes provides puts reaches receives refuses rejects remains replaces replies \
         represents requires resigns resumes retires returns rises rules runs says seeks \
         seems sees sells sends serves sets shows speaks spends stands starts states stays stops \
         strikes succeeds suggests supplies supports takes tells thinks travels tries turns \
         visits votes wants warns wins wishes works writes",
    )
});

/// Present forms that follow a plural subject.
static BARE: List = list(|| {
    set(
        "agree argue arrive ask begin believe bring call carry claim come continue decide deny \
         depend disagree expect face fall fear find fly follow gather get give go happen hold \
         hope insist keep know lead leave live lose make mean meet need offer oppose pay play \
         point prepare promise receive refuse remain require return run say see seek seem send \
         show speak stand start stay support take tell think travel try vote want warn win work",
    )
});

/// Words in "-ed" that are no verbs, or mostly stand before a noun.
static NOT_PAST: List = list(|| {
    set(
        "accused aged alleged allied armed ahead beloved bleed bred breed creed deed embed exceed heed reed shed \
         feed freed-up greed hatred heed hundred indeed limited masked mixed naked need proceed \
         red sacred seed so-called speed succeed supposed-to three-quarters united unmanned \
         unprecedented weed wicked wounded displaced mid-sized",
    )
});

/// Verbs of saying: what follows or goes before is what somebody says.
static SAYING: List = list(|| {
    set(
        "acknowledged added admitted alleged announced announces argued argues asserted \
         believes believed claimed claims concluded conceded confirmed confirms declared \
         denied disclosed estimated estimates explained granted indicated insisted insists \
         maintained noted pledged predicted promised pointed recalled remarked replied reported \
         reports revealed said say says saying stated states stressed suggested suggests tell \
         tells testified thinks told tweeted vowed warned warns wrote writes",
    )
});

/// Words after which "-ed" is an adjective or a participle.
const BEFORE_PARTICIPLES: &[&str] = &[
    "a", "an", "the", "his", "her", "its", "their", "our", "your", "my", "this", "these", "those",
    "of", "by", "with", "in", "on", "at", "for", "from", "being", "been", "be", "is", "are", "was",
    "were", "has", "have", "had", "having", "most", "more", "very", "newly", "recently", "get",
    "got", "as", "when", "if", "once", "than", "not", "all", "some", "no", "any", "other", "also",
    "already", "still", "first", "never", "ever", "now", "so", "much", "many", "several",
];

const ADVERBS: &[&str] = &[
    "also",
    "not",
    "never",
    "still",
    "already",
    "now",
    "then",
    "again",
    "once",
    "even",
    "only",
    "just",
    "always",
    "often",
    "later",
    "soon",
    "since",
    "all",
    "both",
    "first",
    "ever",
    "long",
    "thus",
    "therefore",
    "instead",
    "almost",
    "nearly",
    "about",
    "perhaps",
    "probably",
    "far",
];

fn set(words: &'static str) -> BTreeSet<&'static str> {
    words.split_whitespace().collect()
}

/// The form of the word at `at`, if it is a finite verb.
pub(in crate::annotate) fn finite(words: &[Word], at: usize) -> Option<Form> {
    let word = words.get(at)?;
    if word.part != Part::Plain || (word.is_capital && at > 0) {
        return None;
    }
    let lower = word.lower.as_str();
    let before = at.checked_sub(1).map(|before| &words[before]);
    if MODALS.contains(lower) {
        return Some(Form::Modal);
    }
    if before.is_some_and(|before| before.is(&["to"])) {
        return None;
    }
    if AUXILIARIES.contains(lower) {
        // "have" after "will" or "to" is no verb of its own.
        return (!follows_modal(words, at)).then_some(Form::Auxiliary);
    }
    if PAST_AUXILIARIES.contains(lower) {
        return Some(Form::PastAuxiliary);
    }
    if follows_modal(words, at) || before.is_none() {
        return None;
    }
    if SIMPLE_PAST.contains(lower) {
        return Some(Form::Past);
    }
    let is_participle = before.is_some_and(|before| {
        (before.is(BEFORE_PARTICIPLES) || before.lower.ends_with("'s"))
            && !before.is(&[
                "when", "if", "once", "all", "some", "many", "several", "also",
            ])
    }) || follows_auxiliary(words, at);
    if is_participle {
        return None;
    }
    if PAST.contains(lower) || is_regular_past(lower) {
        return Some(Form::Past);
    }
    is_present(words, at).then_some(Form::Present)
}

fn is_regular_past(lower: &str) -> bool {
    lower.len() > 3 && lower.ends_with("ed") && !NOT_PAST.contains(lower)
}

/// "runs" after what can be one thing, "run" after what can be many.
fn is_present(words: &[Word], at: usize) -> bool {
    let lower = words[at].lower.as_str();
    let Some(before) = at.checked_sub(1).map(|before| &words[before]) else {
        return false;
    };
    let is_free =
        !is_preposition(before) && !is_determiner(before) && !before.lower.ends_with("'s");
    if PRESENT.contains(lower) {
        return is_free && !before.is(&["military", "air"]);
    }
    let is_plural = before.is(&[
        "they", "we", "you", "i", "who", "which", "that", "people", "men",
    ]) || (before.lower.ends_with('s')
        && before.lower.len() > 3
        && !before.lower.ends_with("ss"));
    BARE.contains(lower) && is_free && is_plural && before.part != Part::Date
}

/// Whether only adverbs stand between a modal or "to" and the word.
fn follows_modal(words: &[Word], at: usize) -> bool {
    verb_before(words, at)
        .is_some_and(|word| MODALS.contains(word.lower.as_str()) || word.is(&["to"]))
}

fn follows_auxiliary(words: &[Word], at: usize) -> bool {
    verb_before(words, at).is_some_and(|word| {
        let lower = word.lower.as_str();
        AUXILIARIES.contains(lower)
            || PAST_AUXILIARIES.contains(lower)
            || word.is(&["be", "been", "being", "having"])
    })
}

/// The word before, past at most three adverbs.
fn verb_before(words: &[Word], at: usize) -> Option<&Word> {
    words[..at]
        .iter()
        .rev()
        .take(4)
        .find(|word| !is_adverb(word))
}

/// Whether it can stand between a subject and its verb.
pub(in crate::annotate) fn is_adverb(word: &Word) -> bool {
    word.part == Part::Plain
        && (word.is(ADVERBS) || (word.lower.len() > 4 && word.lower.ends_with("ly")))
}

/// Whether the verb at `at` is one of saying.
pub(in crate::annotate) fn is_saying(word: &Word) -> bool {
    SAYING.contains(word.lower.as_str())
}

/// Whether the word is a preposition.
pub(in crate::annotate) fn is_preposition(word: &Word) -> bool {
    word.part == Part::Plain
        && word.is(&[
            "about",
            "above",
            "across",
            "after",
            "against",
            "along",
            "amid",
            "among",
            "around",
            "as",
            "at",
            "before",
            "behind",
            "below",
            "beneath",
            "beside",
            "between",
            "beyond",
            "by",
            "despite",
            "down",
            "during",
            "for",
            "from",
            "in",
            "inside",
            "into",
            "like",
            "near",
            "of",
            "off",
            "on",
            "onto",
            "outside",
            "over",
            "past",
            "since",
            "than",
            "through",
            "throughout",
            "to",
            "toward",
            "towards",
            "under",
            "until",
            "up",
            "upon",
            "via",
            "with",
            "within",
            "without",
            "late",
            "early",
        ])
}

/// Whether the word opens a noun phrase.
pub(in crate::annotate) fn is_determiner(word: &Word) -> bool {
    word.part == Part::Plain
        && word.is(&[
            "a", "an", "the", "his", "her", "its", "their", "our", "your", "my", "this", "these",
            "those", "each", "every", "no", "some", "any", "both", "several", "many", "most",
            "more", "all", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        ])
}

/// Whether the word can be a subject by itself.
pub(in crate::annotate) fn is_pronoun(word: &Word) -> bool {
    word.is(&[
        "he", "she", "it", "they", "we", "i", "you", "this", "that", "these", "those", "there",
        "who", "which", "one", "some", "others", "both", "nobody", "none",
    ])
}
