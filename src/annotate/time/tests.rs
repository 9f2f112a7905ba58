//! Sentences and what they say, group by group: what must be found, and what
//! only looks like it.

use jiff::civil::{Date, date};

use super::{DateOrder, Setting, Tagged, tag};
use crate::article::{Problem, ProseRange, TimeKind, TimeModifier};

/// A Wednesday.
const DATELINE: Option<Date> = Some(date(2016, 2, 10));

pub(super) fn tagged(text: &str, dateline: Option<Date>) -> Tagged {
    // A full stop before a capital ends a sentence in all texts below.
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('.') {
        let rest = &text[at + 1..];
        let begins = rest.starts_with(char::is_whitespace);
        if begins && rest[1..].starts_with(char::is_uppercase) {
            sentences.push(ProseRange::new(start, at + 1));
            start = at + 2;
        }
    }
    sentences.push(ProseRange::new(start, text.len()));
    tag(text, &sentences, dateline)
}

fn check_at(dateline: Option<Date>, text: &str, expected: &[(&str, &str)]) {
    let found = tagged(text, dateline).expressions;
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|one| (&text[one.at.start..one.at.end], one.value.as_str()))
        .collect();
    assert_eq!(found, expected, "{text}");
}

fn check(text: &str, expected: &[(&str, &str)]) {
    check_at(DATELINE, text, expected);
}

/// Sentences in which nothing says when.
fn check_nothing(sentences: &[&str]) {
    for sentence in sentences {
        check(sentence, &[]);
    }
}

/// The days meant, in Extended Date/Time Format.
fn check_when(text: &str, expected: &[Option<&str>]) {
    let found = tagged(text, DATELINE).expressions;
    let found: Vec<Option<String>> = found
        .iter()
        .map(|one| one.when.map(crate::date::When::edtf))
        .collect();
    let found: Vec<Option<&str>> = found.iter().map(Option::as_deref).collect();
    assert_eq!(found, expected, "{text}");
}

fn check_modifier(text: &str, expected: &[Option<TimeModifier>]) {
    let found = tagged(text, DATELINE).expressions;
    let found: Vec<Option<TimeModifier>> = found.iter().map(|one| one.modifier).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_day_in_either_order() {
    check(
        "The mill burned on November 4, 2014.",
        &[("November 4, 2014", "2014-11-04")],
    );
    check(
        "The mill burned on 4 November 2014.",
        &[("4 November 2014", "2014-11-04")],
    );
    check(
        "A log of 2014-11-04 says so.",
        &[("2014-11-04", "2014-11-04")],
    );
    check(
        "It lapsed on the 4th of November, 2014.",
        &[("the 4th of November, 2014", "2014-11-04")],
    );
    check(
        "It lapsed on the first of June 1999.",
        &[("the first of June 1999", "1999-06-01")],
    );
    check(
        "They wed on Saturday, 6 June 1998, in Bergen.",
        &[("Saturday, 6 June 1998", "1998-06-06")],
    );
    check("Rain fell on Jan. 20.", &[("Jan. 20", "2016-01-20")]);
    check(
        "Rain fell on 20 Jan and froze.",
        &[("20 Jan", "2016-01-20")],
    );
}

#[test]
fn what_only_looks_like_a_day() {
    check_nothing(&[
        "You may 3 times ask.",
        "Version 2016.02.1 and part 12-2016-0001 are out.",
        "May 3 people stay?",
        "They elected the second May government.",
        "The score was 3/4.",
        "It measured 1.2.3 and cost $20.",
    ]);
}

#[test]
fn numbers_whose_order_is_certain() {
    check("Filed 12/31/2015.", &[("12/31/2015", "2015-12-31")]);
    check("Filed 31/12/2015.", &[("31/12/2015", "2015-12-31")]);
    check("Filed 31.12.2015.", &[("31.12.2015", "2015-12-31")]);
    check_nothing(&["Filed 2/13.", "Filed 1/2/3/2015."]);
}

#[test]
fn numbers_whose_order_the_country_or_the_text_tells() {
    let read = |text: &str, language| {
        let setting = Setting {
            dateline: DATELINE,
            order: DateOrder::of_language(language),
        };
        let whole = [ProseRange::new(0, text.len())];
        let tagged = tag(text, &whole, setting);
        let values = tagged.expressions.into_iter().map(|one| one.value);
        (values.collect::<Vec<_>>(), tagged.problems.len())
    };
    let only = |value: &str| vec![value.to_owned()];
    let text = "Filed 02/03/2016.";
    assert_eq!(read(text, "en-US"), (only("2016-02-03"), 0));
    assert_eq!(read(text, "en-GB"), (only("2016-03-02"), 0));
    assert_eq!(read(text, "en"), (only("2016-XX-XX"), 1));
    let text = "Filed 02/03/2016, sent 25/3/2016.";
    let values = vec!["2016-03-02".to_owned(), "2016-03-25".to_owned()];
    assert_eq!(read(text, "en"), (values, 0));
}

#[test]
fn a_day_without_year_is_the_nearest_in_the_clauses_direction() {
    check("The dam held on Dec. 3.", &[("Dec. 3", "2015-12-03")]);
    check("The dam opens on Dec. 3.", &[("Dec. 3", "2016-12-03")]);
    check("The dam will close by Jan. 5.", &[("Jan. 5", "2017-01-05")]);
    check("Papers of Mar. 1 are wanted.", &[("Mar. 1", "2016-03-01")]);
    check("Papers of Dec. 1 are there.", &[("Dec. 1", "2015-12-01")]);
    check(
        "She landed on Friday, Feb. 12.",
        &[("Friday, Feb. 12", "2016-02-12")],
    );
    check("He was born on Feb. 29.", &[("Feb. 29", "2012-02-29")]);
}

#[test]
fn a_paragraph_stays_in_the_year_it_tells_of() {
    check(
        "The war began in September 1939. By November it was quiet. In April it moved north.",
        &[
            ("September 1939", "1939-09"),
            ("November", "1939-11"),
            ("April", "1940-04"),
        ],
    );
    check(
        "In 2011 he won.\nIn March he resigned.",
        &[("2011", "2011"), ("March", "2015-03")],
    );
    check(
        "In 2011 he won. On Monday he was back. In March he had resigned.",
        &[
            ("2011", "2011"),
            ("Monday", "2016-02-08"),
            ("March", "2015-03"),
        ],
    );
    check(
        "The hall will open in May 2018. It burnt down in August.",
        &[("May 2018", "2018-05"), ("August", "2015-08")],
    );
}

/// A text of many paragraphs about other years.
const ACCOUNT: &str = "On 1 September 1939 the war began. The fort fell on 3 September 1939.\n\
    A truce was signed in June 1940. Fighting went on in 1940 all the same. ";

#[test]
fn an_account_counts_from_its_own_dates() {
    let text = format!("{ACCOUNT}\nBy 9 July the coast was free. The next day the fleet left.");
    let found = tagged(&text, DATELINE).expressions;
    let values: Vec<&str> = found[4..].iter().map(|one| one.value.as_str()).collect();
    assert_eq!(values, ["1940-07-09", "1940-07-10"]);
    let text = format!("{ACCOUNT}\nThe guns fell silent at 5 p.m. on 9 July. At 6 p.m. they left.");
    let found = tagged(&text, DATELINE).expressions;
    let values: Vec<&str> = found[4..].iter().map(|one| one.value.as_str()).collect();
    assert_eq!(values, ["1940-07-09T17:00", "1940-07-09T18:00"]);
}

#[test]
fn a_range_is_as_fine_as_its_ends() {
    for (text, edtf) in [
        ("It ran from May to July 2015.", "2015-05/2015-07"),
        ("He ruled from 1995 to 2007.", "1995/2007"),
        ("The fair ran Jan. 3-5.", "2016-01-03/2016-01-05"),
        ("It rained between March and May 2015.", "2015-03/2015-05"),
        (
            "Trains will stop from Monday to Friday.",
            "2016-02-15/2016-02-19",
        ),
    ] {
        check_when(text, &[Some(edtf), Some(edtf)]);
    }
    check_when(
        "Rallies were held on February 6 and 7.",
        &[Some("2016-02-06"), Some("2016-02-07")],
    );
}

#[test]
fn a_range_that_runs_backwards_is_told_as_two_dates() {
    let text = "It ran from May 2015 to March 2015.";
    let tagged = tagged(text, DATELINE);
    let at = ProseRange::new(12, 34);
    assert_eq!(tagged.problems, [Problem::BackwardRange { at }]);
    check_when(text, &[Some("2015-05"), Some("2015-03")]);
}

#[test]
fn earlier_counts_from_the_day_of_publication_where_the_text_names_none() {
    check(
        "Sales rose from a year earlier.",
        &[("a year earlier", "2015")],
    );
    check(
        "He was named chairman, effective March 1.",
        &[("March 1", "2016-03-01")],
    );
}

#[test]
fn soon_after_is_over() {
    check("The town was soon rebuilt.", &[]);
    check("The town will soon be rebuilt.", &[("soon", "FUTURE_REF")]);
}

#[test]
fn this_weekend_read_on_monday_is_over() {
    let monday = Some(date(2016, 2, 8));
    check_at(
        monday,
        "He spoke here this weekend.",
        &[("this weekend", "2016-W05-WE")],
    );
    check_at(
        monday,
        "He will speak here this weekend.",
        &[("this weekend", "2016-W06-WE")],
    );
}

#[test]
fn a_year_named_in_the_sentence_is_shared() {
    check(
        "In 2011 he won, and in March he resigned.",
        &[("2011", "2011"), ("March", "2011-03")],
    );
    check(
        "In 2011 he won. In March he resigned.",
        &[("2011", "2011"), ("March", "2011-03")],
    );
    check(
        "The 2011 census is old, and in January it was redone.",
        &[("2011", "2011"), ("January", "2016-01")],
    );
    check(
        "Open since 2011, it shut in January.",
        &[("2011", "2011"), ("January", "2016-01")],
    );
    check(
        "In 2011 he won; in March he will resign.",
        &[("2011", "2011"), ("March", "2016-03")],
    );
}

#[test]
fn ranges_and_lists() {
    check(
        "It ran from May to July 2015.",
        &[("May", "2015-05"), ("July 2015", "2015-07")],
    );
    check(
        "It ran from November to February 2015.",
        &[("November", "2014-11"), ("February 2015", "2015-02")],
    );
    check(
        "Shops shut on Feb. 8 and 9 for repairs.",
        &[("Feb. 8", "2016-02-08"), ("9", "2016-02-09")],
    );
    check(
        "Shops shut on 10-11 June 2014.",
        &[("10", "2014-06-10"), ("11 June 2014", "2014-06-11")],
    );
    check(
        "The budget of 2014-16 was cut.",
        &[("2014", "2014"), ("16", "2016")],
    );
    check(
        "He served from 1988 to 1993.",
        &[("1988", "1988"), ("1993", "1993")],
    );
    check(
        "Ferries will rest from Saturday to Tuesday.",
        &[("Saturday", "2016-02-13"), ("Tuesday", "2016-02-16")],
    );
    check(
        "The show will run from January 9 through May 2.",
        &[("January 9", "2017-01-09"), ("May 2", "2017-05-02")],
    );
}

#[test]
fn what_only_looks_like_a_range() {
    check("On Feb. 8 and 9 others fell.", &[("Feb. 8", "2016-02-08")]);
    check("In 2014 and 40 times since.", &[("2014", "2014")]);
    check("In 2014-02 it broke.", &[("2014", "2014")]);
    check_nothing(&["They won 3-2 and 2016 to 12."]);
}

#[test]
fn months() {
    check("It froze in January.", &[("January", "2016-01")]);
    check("Sales sank in March 2013.", &[("March 2013", "2013-03")]);
    check("The May vote was close.", &[("May", "2015-05")]);
    check("Work will begin in May.", &[("May", "2016-05")]);
    check(
        "In May, the party split up and faded.",
        &[("May", "2015-05")],
    );
    check("He quit last March.", &[("last March", "2015-03")]);
    check("He goes next March.", &[("next March", "2016-03")]);
    check("Mid-May was wet.", &[("Mid-May", "2015-05")]);
    check(
        "He quit in May of last year.",
        &[("May", "2015-05"), ("last year", "2015")],
    );
}

#[test]
fn months_that_are_names_and_verbs() {
    check_nothing(&[
        "May said so, and Theresa May agreed.",
        "He may march in silence.",
        "April Hughes met June Park.",
        "The letter went to May and Hughes.",
        "The March of Progress is a picture.",
        "An august body met.",
        "Black September is a book.",
        "Jan Vos and Dec Moran sang.",
    ]);
}

#[test]
fn years_and_what_counts() {
    check("It closed in 2009.", &[("2009", "2009")]);
    check("The 2012 floods were worse.", &[("2012", "2012")]);
    check("The year 1848 was restless.", &[("1848", "1848")]);
    check("Her book (1931) sold.", &[("1931", "1931")]);
    check(
        "The series (1998–2003) was long.",
        &[("1998", "1998"), ("2003", "2003")],
    );
    check("It is planned for 2019.", &[("2019", "2019")]);
    check("The class of '92 met.", &[("'92", "1992")]);
    check(
        "The spending of fiscal 2013 fell.",
        &[("fiscal 2013", "2013")],
    );
    check("The wall fell in 70 AD.", &[("70 AD", "0070")]);
    check("The wall fell in 490 BC.", &[("490 BC", "BC0490")]);
    check_nothing(&[
        "Room 2012 is empty.",
        "About 2,016 troops left.",
        "It costs $2015 or 2015 euros.",
        "A survey of 1709 households was made.",
        "He lives 2000 miles away.",
        "The 2000-year-old wall leans.",
    ]);
}

#[test]
fn decades_and_centuries() {
    check("The 2010s began.", &[("The 2010s", "201")]);
    check("The late '60s were loud.", &[("The late '60s", "196")]);
    check("The 1890s were calm.", &[("The 1890s", "189")]);
    check("The 19th century ended.", &[("The 19th century", "18")]);
    check(
        "A twenty-first century town.",
        &[("twenty-first century", "20")],
    );
    check_nothing(&[
        "He is in his 60s.",
        "They scored 1995s.",
        "The vast century plant.",
    ]);
}

#[test]
fn a_bare_weekday_looks_back() {
    check(
        "The board met on Wednesday.",
        &[("Wednesday", "2016-02-10")],
    );
    check("The board met on Thursday.", &[("Thursday", "2016-02-04")]);
    check("Later Wednesday, it rose.", &[("Wednesday", "2016-02-10")]);
    check("Tuesday's vote was void.", &[("Tuesday", "2016-02-09")]);
    check("Shares sank Mon. and rose.", &[("Mon.", "2016-02-08")]);
    check(
        "It was shut by the mayor on Tuesday.",
        &[("Tuesday", "2016-02-09")],
    );
    check(
        "He returned to Lima on Monday.",
        &[("Monday", "2016-02-08")],
    );
}

#[test]
fn a_weekday_looks_ahead_with_its_clause() {
    check(
        "The board will meet on Friday.",
        &[("Friday", "2016-02-12")],
    );
    check(
        "On Friday, the board will meet.",
        &[("Friday", "2016-02-12")],
    );
    check("The board is to meet Friday.", &[("Friday", "2016-02-12")]);
    check("The result is due Friday.", &[("Friday", "2016-02-12")]);
    check("It is scheduled for Friday.", &[("Friday", "2016-02-12")]);
    check("It was moved to Friday.", &[("Friday", "2016-02-12")]);
    check("The bill must pass by Friday.", &[("Friday", "2016-02-12")]);
    check(
        "The names will be announced Friday.",
        &[("Friday", "2016-02-12")],
    );
}

#[test]
fn beside_a_reporting_verb_a_weekday_looks_back() {
    check(
        "The port will close, the owner said Friday.",
        &[("Friday", "2016-02-05")],
    );
    check(
        "The owner announced on Friday the port will close on Sunday.",
        &[("Friday", "2016-02-05"), ("Sunday", "2016-02-14")],
    );
    check(
        "The court will rule after talks that failed on Friday.",
        &[("Friday", "2016-02-05")],
    );
}

#[test]
fn weekdays_with_company() {
    check("He left last Friday.", &[("last Friday", "2016-02-05")]);
    check(
        "He left last Wednesday.",
        &[("last Wednesday", "2016-02-03")],
    );
    check(
        "He leaves next Wednesday.",
        &[("next Wednesday", "2016-02-17")],
    );
    check("He left this Monday.", &[("this Monday", "2016-02-08")]);
    check("He will go this Friday.", &[("this Friday", "2016-02-12")]);
    check(
        "He left on Friday of last week.",
        &[("Friday of last week", "2016-02-05")],
    );
    check(
        "It fell on 3 May 2012. The following Monday it rose.",
        &[
            ("3 May 2012", "2012-05-03"),
            ("The following Monday", "2012-05-07"),
        ],
    );
}

#[test]
fn what_only_looks_like_a_weekday() {
    check_nothing(&[
        "The Sunday Herald printed it.",
        "It was Black Friday.",
        "He sat. The sun set.",
        "They wed in Rome.",
        "We meet on a Monday as a rule.",
        "She watched Saturday Night Fever.",
        "wednesday is no word.",
    ]);
}

#[test]
fn today_and_its_neighbours() {
    check("Today it rains.", &[("Today", "2016-02-10")]);
    check("Yesterday it froze.", &[("Yesterday", "2016-02-09")]);
    check("Tomorrow it thaws.", &[("Tomorrow", "2016-02-11")]);
    check(
        "It was the day before yesterday.",
        &[("the day before yesterday", "2016-02-08")],
    );
    check_nothing(&[
        "The day before the vote was calm.",
        "The day after, the day after.",
    ]);
}

#[test]
fn weeks_months_and_years_from_here() {
    check(
        "Earlier this week it rained.",
        &[("Earlier this week", "2016-W06")],
    );
    check(
        "Later this month it opens.",
        &[("Later this month", "2016-02")],
    );
    check("Last week it froze.", &[("Last week", "2016-W05")]);
    check("Next month it thaws.", &[("Next month", "2016-03")]);
    check("Last year was dry.", &[("Last year", "2015")]);
    check("Last quarter was poor.", &[("Last quarter", "2015-Q4")]);
    check(
        "It grew over the weekend.",
        &[("over the weekend", "2016-W05-WE")],
    );
    check(
        "It will grow this weekend.",
        &[("this weekend", "2016-W06-WE")],
    );
    check_nothing(&[
        "The last straw broke.",
        "This time it held.",
        "He is next to the door.",
    ]);
}

#[test]
fn so_long_ago_and_so_much_later() {
    check("It fell two days ago.", &[("two days ago", "2016-02-08")]);
    check("It fell 3 months ago.", &[("3 months ago", "2015-11")]);
    check("It fell a year ago.", &[("a year ago", "2015")]);
    check(
        "It fell a few weeks ago.",
        &[("a few weeks ago", "PAST_REF")],
    );
    check(
        "It fell more than two years ago.",
        &[("more than two years ago", "2014")],
    );
    check(
        "It sank on 28 May 1931. Three weeks later it was raised.",
        &[
            ("28 May 1931", "1931-05-28"),
            ("Three weeks later", "1931-W25"),
        ],
    );
    check(
        "Three weeks later it was raised.",
        &[("Three weeks later", "XXXX-WXX")],
    );
    check("It will open in six months.", &[("six months", "2016-08")]);
    check("It was built in six months.", &[("six months", "P6M")]);
}

#[test]
fn dates_told_from_dates() {
    check(
        "He won in 2004. The following year he lost.",
        &[("2004", "2004"), ("The following year", "2005")],
    );
    check(
        "He won on 3 May 2004 and lost the next day.",
        &[("3 May 2004", "2004-05-03"), ("the next day", "2004-05-04")],
    );
    check(
        "They met on 3 May 2004. That evening they ate.",
        &[
            ("3 May 2004", "2004-05-03"),
            ("That evening", "2004-05-03TEV"),
        ],
    );
    check(
        "It began in 1968. In May of that year it grew.",
        &[("1968", "1968"), ("May", "1968-05"), ("that year", "1968")],
    );
    check_nothing(&["The following is a list.", "That dog and the same cat."]);
}

#[test]
fn seasons_quarters_and_halves() {
    check(
        "In the spring of 2015 it grew.",
        &[("the spring of 2015", "2015-SP")],
    );
    check("Last summer it dried.", &[("Last summer", "2015-SU")]);
    check("It opens next autumn.", &[("next autumn", "2016-FA")]);
    check("This winter is mild.", &[("This winter", "2015-WI")]);
    check(
        "It shrank in the third quarter.",
        &[("the third quarter", "2015-Q3")],
    );
    check("It grew in Q2 2014.", &[("Q2 2014", "2014-Q2")]);
    check(
        "It grew in the first half of 2014.",
        &[("the first half of 2014", "2014-H1")],
    );
    check_nothing(&[
        "They spring and fall.",
        "The fall of Rome was long.",
        "A quarter of them left at the half.",
        "Three quarters of the seats are hers.",
        "Summer camps are fun.",
    ]);
}

#[test]
fn edges_and_qualifiers() {
    let (start, middle, end) = (TimeModifier::Start, TimeModifier::Mid, TimeModifier::End);
    check_modifier("In early 2014 it rose.", &[Some(start)]);
    check_modifier("In mid-2014 it rose.", &[Some(middle)]);
    check_modifier("At the end of March 2016 it fell.", &[Some(end)]);
    check_modifier("About March 2015 it fell.", &[Some(TimeModifier::Approx)]);
    check_modifier("It fell in 2014.", &[None]);
    check(
        "It closes at the end of the year.",
        &[("the end of the year", "2016")],
    );
    check_when("About March 2015 it dried.", &[Some("2015-03~")]);
    check_when("It dried around 2014.", &[Some("2014~")]);
    check_when("It will end by Feb. 22.", &[Some("../2016-02-22")]);
    check_when("It was shut until 2014.", &[Some("../2014")]);
    check_when("It has been shut since March 2015.", &[Some("2015-03/..")]);
    check_when("It will not open until Friday.", &[Some("2016-02-12")]);
    check_when("It opened in March 2015.", &[Some("2015-03")]);
    check_when(
        "Earlier this week it fell.",
        &[Some("2016-02-08/2016-02-14")],
    );
    check_when("It took six months.", &[None]);
    check_nothing(&[
        "Late trains and early birds.",
        "At the end of the road.",
        "About six dogs.",
    ]);
}

#[test]
fn times_of_day() {
    check(
        "He came Monday night.",
        &[("Monday night", "2016-02-08TNI")],
    );
    check("He will come tonight.", &[("tonight", "2016-02-10TNI")]);
    check("He came last night.", &[("last night", "2016-02-09TNI")]);
    check(
        "It starts at 3 pm Friday.",
        &[("3 pm Friday", "2016-02-12T15:00")],
    );
    check("It broke at 07:45.", &[("07:45", "2016-02-10T07:45")]);
    check(
        "It broke Tuesday at 9:30 a.m.",
        &[("Tuesday at 9:30 a.m.", "2016-02-09T09:30")],
    );
    check(
        "They play at 7:30 tonight.",
        &[("7:30 tonight", "2016-02-10T19:30")],
    );
    check(
        "They met at noon on Monday.",
        &[("noon on Monday", "2016-02-08T12:00")],
    );
    check(
        "On the night of 3 March 1981 it froze.",
        &[("the night of 3 March 1981", "1981-03-03TNI")],
    );
    check_nothing(&[
        "John 3:16 is read.",
        "They won 3:1.",
        "He ran it in 2:05.",
        "Morning Star sank.",
        "High Noon is a film.",
        "It broke at 25:61.",
    ]);
}

#[test]
fn lengths() {
    check("It took six months.", &[("six months", "P6M")]);
    check("A five-year plan failed.", &[("five-year", "P5Y")]);
    check("A 12-year-old dog.", &[("12-year-old", "P12Y")]);
    check(
        "He slept for two and a half days.",
        &[("two and a half days", "P2.5D")],
    );
    check("He waited half an hour.", &[("half an hour", "PT0.5H")]);
    check("It took several weeks.", &[("several weeks", "PXW")]);
    check("It lasted for months.", &[("months", "PXM")]);
    check("It took twenty-one days.", &[("twenty-one days", "P21D")]);
    check(
        "In the past two years it grew.",
        &[("the past two years", "P2Y")],
    );
    check(
        "Over the next few days it fades.",
        &[("the next few days", "PXD")],
    );
    check(
        "It takes six to nine weeks.",
        &[("six", "P6W"), ("nine weeks", "P9W")],
    );
    check_modifier(
        "It took at least two days.",
        &[Some(TimeModifier::EqualOrMore)],
    );
    check_modifier("It took nearly two days.", &[Some(TimeModifier::LessThan)]);
    check_nothing(&[
        "One day he will win.",
        "A second chance and a minute part.",
        "The days of wine.",
        "It grew 1.5 years' worth.",
    ]);
}

#[test]
fn repetitions() {
    check("They meet every Friday.", &[("every Friday", "XXXX-WXX-5")]);
    check("They meet on Fridays.", &[("Fridays", "XXXX-WXX-5")]);
    check("They meet each year.", &[("each year", "P1Y")]);
    check(
        "They meet every four years.",
        &[("every four years", "P4Y")],
    );
    check("They meet twice a week.", &[("twice a week", "P1W")]);
    check("It costs $5 a day.", &[("a day", "P1D")]);
    check("It is read daily.", &[("daily", "P1D")]);
    check_nothing(&[
        "The Daily Post closed.",
        "Every dog and each cat.",
        "The daily Post closed.",
    ]);
}

#[test]
fn vague_times() {
    check("It is now shut.", &[("now", "PRESENT_REF")]);
    check("It recently shut.", &[("recently", "PAST_REF")]);
    check("It will soon shut.", &[("soon", "FUTURE_REF")]);
    check("In the past it was open.", &[("the past", "PAST_REF")]);
    check_nothing(&[
        "He will as soon as he can, now that he may.",
        "He walked past the future site.",
    ]);
}

#[test]
fn without_a_dateline_nothing_is_made_up() {
    let cases = [
        ("It fell on Wednesday.", "XXXX-WXX-3"),
        ("It fell on Feb. 22.", "XXXX-02-22"),
        ("It fell in March.", "XXXX-03"),
        ("It fell last week.", "XXXX-WXX"),
        ("It fell last summer.", "XXXX-SU"),
        ("It fell today.", "XXXX-XX-XX"),
        ("It fell last year.", "XXXX"),
    ];
    for (text, value) in cases {
        let tagged = tagged(text, None);
        let found = &tagged.expressions[0];
        assert_eq!((found.value.as_str(), found.when), (value, None), "{text}");
        assert_eq!(
            tagged.problems,
            [Problem::NoDateline { at: found.at }],
            "{text}"
        );
    }
    for text in [
        "It fell in 2014 and took a day.",
        "It is now shut.",
        "The next day it fell.",
    ] {
        assert_eq!(tagged(text, None).problems, [], "{text}");
    }
    check_at(
        None,
        "He won on 3 May 2004 and lost the next day.",
        &[("3 May 2004", "2004-05-03"), ("the next day", "2004-05-04")],
    );
}

#[test]
fn a_date_that_no_calendar_has() {
    let cases = [
        ("It fell on 30 February 2016.", "30 February 2016"),
        ("It fell on February 30.", "February 30"),
        ("It fell on Feb. 29, 2015.", "Feb. 29, 2015"),
        ("It fell on 2015-06-31.", "2015-06-31"),
    ];
    for (text, words) in cases {
        let tagged = tagged(text, DATELINE);
        let start = text.find(words).expect("the words are in the text");
        let at = ProseRange::new(start, start + words.len());
        assert_eq!(tagged.expressions, [], "{text}");
        assert_eq!(tagged.problems, [Problem::ImpossibleDate { at }], "{text}");
    }
    assert_eq!(tagged("It fell on Feb. 29, 2016.", DATELINE).problems, []);
}

#[test]
fn kinds() {
    let text = "On Monday night it rained for two days, as every week in 2015.";
    let kinds: Vec<TimeKind> = tagged(text, DATELINE)
        .expressions
        .iter()
        .map(|one| one.kind)
        .collect();
    let expected = [
        TimeKind::Time,
        TimeKind::Duration,
        TimeKind::Set,
        TimeKind::Date,
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn the_ends_of_the_calendar_are_no_panic() {
    let text = "It was 9999 years ago, in 9999 centuries, last week, next year, two decades later, \
                on Sunday, in March, on Feb. 29, this weekend, the next day, in winter.";
    for dateline in [
        Date::MIN,
        Date::MAX,
        Date::ZERO,
        date(1, 1, 1),
        date(9999, 12, 31),
    ] {
        for one in tagged(text, Some(dateline)).expressions {
            if let Some(when) = one.when {
                assert!(when.earliest().year() >= 1, "{dateline}: {one:?}");
            }
        }
    }
}

#[test]
fn offsets_are_bytes_of_the_text() {
    check(
        "Żółć — am 3? «On Monday» 東京 fell.",
        &[("Monday", "2016-02-08")],
    );
    let text = "Été. It fell on Monday. 日曜日.";
    let odd = [
        ProseRange::new(0, 1),
        ProseRange::new(6, 24),
        ProseRange::new(10, 20),
        ProseRange::new(50, 900),
        ProseRange::new(9, 3),
    ];
    let found = tag(text, &odd, DATELINE).expressions;
    assert_eq!(found.len(), 1);
    assert_eq!(&text[found[0].at.start..found[0].at.end], "Monday");
}

/// Any order of telling words and signs: no panic, and what the room promises
/// of its answer holds.
#[test]
fn any_text_keeps_the_promises() {
    let words = [
        "the",
        "day",
        "after",
        "before",
        "May",
        "march",
        "3",
        "2016",
        "-",
        "–",
        "'",
        "60s",
        ",",
        "last",
        "week",
        "two",
        "and",
        "a",
        "half",
        "years",
        "ago",
        "later",
        "on",
        "Monday",
        ".",
        "Feb",
        "30",
        "of",
        "in",
        "by",
        "end",
        "early",
        "Q3",
        "p.m.",
        ":",
        "45",
        "é",
        "東",
        "every",
        "to",
        "00000000000000000000",
        "9999",
        "century",
        "21st",
        "BC",
        "tonight",
        "/",
        "12",
    ];
    let mut seed: u32 = 1;
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) as usize
    };
    for _ in 0..1_000 {
        let mut text = String::new();
        for _ in 0..next() % 30 {
            text.push_str(words[next() % words.len()]);
            text.push_str(if next() % 3 == 0 { "" } else { " " });
        }
        let whole = [ProseRange::new(0, text.len())];
        for dateline in [None, DATELINE] {
            let tagged = tag(&text, &whole, dateline);
            let mut end = 0;
            for one in &tagged.expressions {
                assert!(end <= one.at.start && one.at.start < one.at.end, "{text}");
                assert!(text.get(one.at.start..one.at.end).is_some(), "{text}");
                end = one.at.end;
            }
            assert_eq!(tagged, tag(&text, &whole, dateline));
        }
    }
}

#[test]
fn a_long_text_takes_time_in_proportion() {
    for piece in [
        "7",
        "the day after ",
        "2016-",
        "Feb. 3 and ",
        "a ",
        "'",
        "twenty-",
        "1/2/",
        "in the early ",
        "the day after the day after ",
    ] {
        let text = piece.repeat(400_000 / piece.len());
        let whole = [ProseRange::new(0, text.len())];
        // Anything worse than linear would not end within the patience of
        // whoever runs this.
        let _ = tag(&text, &whole, DATELINE);
    }
}
