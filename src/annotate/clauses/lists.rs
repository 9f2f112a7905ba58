//! The words that clauses, verbs and headlines are told by, as lists.
//!
//! A word is asked dozens of times whether it stands in some list, and most
//! stand in none. So each is looked up once, when the sentence is cut into
//! words, and carries the lists it stands in as bits. There is no tagger: the
//! lists keep to what news writes.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::quick::{Map, Quick};

/// Lists of words, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::annotate) struct Lists(u128);

impl Lists {
    /// The lists that a word in lower case stands in.
    pub(in crate::annotate) fn of(lower: &str) -> Self {
        OF_WORDS.get(lower).copied().unwrap_or_default()
    }

    /// Whether the two have a list in common.
    pub(in crate::annotate) fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

static OF_WORDS: LazyLock<Map<&str, Lists>> = LazyLock::new(|| {
    let mut of_words: Map<&str, Lists> = HashMap::with_capacity_and_hasher(1024, Quick::default());
    for (list, words) in ALL {
        for word in words.split_whitespace() {
            of_words.entry(word).or_default().0 |= list.0;
        }
    }
    of_words
});

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $words:literal;)*) => {
        /// The lists in their order, which numbers them.
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "named as the lists are")]
        enum Number { $($name),* }

        $($(#[$doc])* pub(in crate::annotate) const $name: Lists = Lists(1 << Number::$name as u32);)*

        const ALL: &[(Lists, &str)] = &[$(($name, $words)),*];
    };
}

lists! {
    /// Pronouns that open a relative clause.
    RELATIVES = "which who whom whose";
    /// Words that open an adverbial clause.
    SUBORDINATORS = "when while although though because if unless whereas where whether";
    /// Subordinators that are prepositions too.
    MAYBE_SUBORDINATORS = "after before since until as once so";
    /// Forms of "be".
    BE = "is are was were be been";
    /// Whom something is said to.
    HEARERS = "reporters journalists members them him her";
    /// Words that join clauses.
    CONJUNCTIONS = "and but or nor yet";
    /// "that".
    THAT = "that";
    /// "also".
    ALSO = "also";
    /// Plurals without an "s".
    PEOPLE = "people men women";
    /// Verbs that a plural doesn't go with.
    SINGULAR = "has is was";
    /// "it".
    IT = "it";
    /// Words in "-ing" that are no participles.
    NO_PARTICIPLES = "including according following during nothing something";
    /// "of".
    OF = "of";
    /// Auxiliaries that part nothing.
    PASSED_OVER = "be been being have has had";
    /// Pronouns that a headline can't begin with alone.
    PRONOUNS = "it they he she that";
    /// Words at the start of a sentence that tie it to the one before.
    LEADS = "but and yet so or nor then however meanwhile still indeed moreover instead";
    /// Words that can open an adverbial before a comma.
    ADVERBIAL = "according there here later earlier together elsewhere";
    /// Words that can stand before a date at the start of a clause.
    TO_DATE =
        "on in at by since from during before after late early until between the of first \
         last week weeks days months hours end beginning start middle only around about \
         within over through throughout as";
    /// Prepositions that take a date.
    DATE_PREPOSITIONS =
        "on in at by since from during before after around about through until till between \
         into over for within throughout of";
    /// Parts of a stretch of time.
    PARTS =
        "end beginning start middle course week weeks days months hours half part morning \
         evening";
    /// Words that say nothing at the end without the date that followed them.
    NEEDS_DATE =
        "is are was were be been spent it that expected due scheduled set planned have has \
         had will would";
    /// Words after which more must come.
    WAITING =
        "and or but to that which who given is are was were be been has have had will would \
         could should may not it as new first extended";
    /// What stands between two dates that go together.
    JOINS_DATES = "and to or through";
    /// "to".
    TO = "to";
    /// Words that begin the next phrase.
    NEXT_PHRASE = "and but or when while after before given";
    /// Prepositions that bind what follows to what stands before.
    BINDING = "of to than as about up out off";
    /// Adverbs that may end a headline.
    MAY_END = "again later once";
    /// Words that mean nothing once the date after them is gone.
    BEFORE_LOST_DATE = "and to or again perhaps";
    /// Forms of "have".
    HAVE = "has have had";
    /// "the".
    THE = "the";
    /// What may stand before a part of a stretch of time.
    OPENS_PART = "the first last very early";
    /// What may stand before the words that lead to a date.
    BEFORE_LEAD = "late early only just later earlier again";
    /// Prepositions that say where.
    PLACED = "in at near outside";
    /// Words that look ahead before "to".
    AHEAD =
        "expected due scheduled planned set plans plan hopes hope intends promised promises \
         aims likely pledged vowed want wants";
    /// "later".
    LATER = "later";
    /// Forms of "be" with a subject.
    IS = "is are was were";
    /// What no noun is that a date describes.
    AFTER_DATE = "and or but that which who when is was";
    /// What follows a word that looks ahead.
    AFTER_AHEAD = "to on in for back";
    /// Words that hedge a statement by themselves.
    HEDGES = "reportedly allegedly purportedly apparently";
    /// "according".
    ACCORDING = "according";
    /// Forms of "be" before a participle.
    IS_OR_BEEN = "is are was were been";
    /// What makes "is ... to" hearsay.
    HEARSAY = "said thought believed reported alleged";
    /// Words that say too little to tell one event from another.
    COMMON =
        "and but or nor yet so that which who whom whose when while because if is are was \
         were be been being has have had do does did will would could should may might can \
         must not it he she they we i you him her them us there here then also still said \
         says say told only just other others last next first new now more than very such \
         same own one ones minister ministers prime president government officials military \
         defence spokesman spokeswoman what where how later ago earlier people";
    /// Words after a number that it doesn't count.
    COMMON_BUT_PEOPLE = "and or but to is are was were have had has will would";
    /// Words that go on a number.
    SCALES = "million billion thousand";
    /// Words after which "-ed" is an adjective or a participle.
    BEFORE_PARTICIPLES =
        "a an the his her its their our your my this these those of by with in on at for \
         from being been be is are was were has have had having most more very newly \
         recently get got as when if once than not all some no any other also already still \
         first never ever now so much many several";
    /// Adverbs that don't end in "-ly".
    ADVERBS =
        "also not never still already now then again once even only just always often later \
         soon since all both first ever long thus therefore instead almost nearly about \
         perhaps probably far";
    /// Verbs that look ahead or only think.
    MODALS =
        "will would shall should may might can could must cannot won't wouldn't can't \
         couldn't shouldn't he'll she'll they'll it'll we'll";
    /// Auxiliaries in the present.
    AUXILIARIES =
        "is are am has have does do isn't aren't hasn't haven't doesn't don't it's he's \
         she's they're they've we've that's";
    /// Auxiliaries in the past.
    PAST_AUXILIARIES = "was were had did wasn't weren't hadn't didn't";
    /// Past forms that no participle shares: whatever stands before them, they are verbs.
    SIMPLE_PAST =
        "arose ate began bit blew broke chose drew drove fell flew forgot froze gave grew \
         knew lay oversaw overtook rode rose sang sank saw shook shrank spoke sprang stole \
         strode swam swore threw took tore undertook went withdrew woke wore wrote";
    /// Past forms that don't end in "-ed" and are seldom nouns.
    PAST =
        "beat became bent brought broadcast built burnt bought came caught clung dealt \
         drank dug fed felt fled forbade forgave fought found got held hit hung kept knelt \
         laid led left lent let lost made meant met mistook overthrew paid pled put quit \
         ran rang rebuilt said sat sent set shot shut sold sought spent split spread stood \
         struck stuck strove swept swung taught thought told understood upheld withheld \
         withstood won";
    /// Present forms that follow a singular subject.
    PRESENT =
        "accuses adds affects agrees aims allows appears applies argues arrives asks begins \
         believes belongs brings carries ceases closes comes concerns confirms considers \
         consists contains continues decides declares denies depends describes draws \
         employs ends enters expects expires explains faces falls features finds finishes \
         flies follows gathers gets gives goes grants grows happens has helps holds hosts \
         includes insists intends introduces involves joins keeps knows lacks lasts lays \
         leads leaves lies lives loses maintains makes meets opens operates opposes owes \
         owns passes pays plays prepares promises proposes provides puts reaches receives \
         refuses rejects remains replaces replies represents requires resigns resumes \
         retires returns rises rules runs says seeks seems sees sells sends serves sets \
         shows speaks spends stands starts states stays stops strikes succeeds suggests \
         supplies supports takes tells thinks travels tries turns visits votes wants warns \
         wins wishes works writes";
    /// Present forms that follow a plural subject.
    BARE =
        "agree argue arrive ask begin believe bring call carry claim come continue decide \
         deny depend disagree expect face fall fear find fly follow gather get give go \
         happen hold hope insist keep know lead leave live lose make mean meet need offer \
         oppose pay play point prepare promise receive refuse remain require return run say \
         see seek seem send show speak stand start stay support take tell think travel try \
         vote want warn win work";
    /// Words in "-ed" that are no verbs, or mostly stand before a noun.
    NOT_PAST =
        "accused aged alleged allied armed ahead beloved bleed bred breed creed deed embed \
         exceed heed reed shed feed freed-up greed hatred heed hundred indeed limited \
         masked mixed naked need proceed red sacred seed so-called speed succeed \
         supposed-to three-quarters united unmanned unprecedented weed wicked wounded \
         displaced mid-sized";
    /// Verbs of saying: what follows or goes before is what somebody says.
    SAYING =
        "acknowledged added admitted alleged announced announces argued argues asserted \
         believes believed claimed claims concluded conceded confirmed confirms declared \
         denied disclosed estimated estimates explained granted indicated insisted insists \
         maintained noted pledged predicted promised pointed recalled remarked replied \
         reported reports revealed said say says saying stated states stressed suggested \
         suggests tell tells testified thinks told tweeted vowed warned warns wrote writes";
    /// Of `BEFORE_PARTICIPLES`, those that a verb may follow, too.
    ALSO_BEFORE_VERBS = "when if once all some many several also";
    /// Words that make "strikes" a noun.
    BEFORE_STRIKES = "military air";
    /// Subjects that take the plural.
    PLURAL_SUBJECTS = "they we you i who which that people men";
    /// Auxiliaries that aren't finite.
    BE_FORMS = "be been being having";
    /// Prepositions, and what stands like one before a date.
    PREPOSITIONS =
        "about above across after against along amid among around as at before behind below \
         beneath beside between beyond by despite down during for from in inside into like \
         near of off on onto outside over past since than through throughout to toward \
         towards under until up upon via with within without late early";
    /// Words that open a noun phrase.
    DETERMINERS =
        "a an the his her its their our your my this these those each every no some any \
         both several many most more all two three four five six seven eight nine ten";
    /// Words that can be a subject by themselves.
    SUBJECTS =
        "he she it they we i you this that these those there who which one some others both \
         nobody none";
    /// Numbers in words, from two on: "one" seldom counts.
    NUMERALS = "two three four five six seven eight nine ten eleven twelve";
}
