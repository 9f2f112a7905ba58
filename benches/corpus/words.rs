//! Sentences with gaps. What stands in braces is drawn anew for each:
//! `person`, `body` (an organisation), `place`; `past`, `before` (longer past)
//! and `ahead` for dates; `year`; `count`, `share` (a percentage), `matter`
//! (what a story is about), `quote`.

/// The first sentence of an article.
pub(super) const LEADS: &[&str] = &[
    "{body} told {person} {past} that the {matter} works in {place} would stop, and that nobody knew who was to pay for what had been done.",
    "{person} and {person} signed an agreement on {matter} in {place} {past}, after months in which {body} had refused to take part.",
    "The council of {place} voted {past} to hand its {matter} over to {body}, against the advice of {person}.",
    "{body} opened an inquiry {past} into how {matter} contracts in {place} had been given out since {year}.",
    "A storm cut off {place} {past} and left {count} households without {matter}, according to {body}.",
    "{person} resigned from {body} {past} over a {matter} report that had been kept from {place} {before}.",
];

/// The sentences that follow.
pub(super) const SENTENCES: &[&str] = &[
    "{person} asked {body} for figures on {matter} and received none.",
    "The money, {count} million in all, was set aside and has not been touched.",
    "{body} will publish the rest of its findings {ahead}, {person} said.",
    "In {place}, about {share} percent of those who were asked knew nothing of the plan.",
    "{person} said {past} that the first stage would be short and that the second might last for years.",
    "The agreement between {body} and {body} ran out {before}, and talks on a new one begin {ahead}.",
    "Nobody would say whether {person} had been told.",
    "Prices for {matter} rose by {share} percent, more than wages did and more than anyone had foreseen.",
    "Engineers reached {place} {past} and found {count} faults where {count} had been reported.",
    "{person}, who has led {body} since {year}, is expected to give evidence {ahead}.",
    "The court in {place} set the hearing down {ahead} and asked both sides for their papers.",
    "\"{quote},\" {person} said in {place} {past}.",
    "\"{quote},\" said {person} of {body}, who asked for a vote.",
    "{body} put the loss at {count} million, of which {share} percent fell to the towns on the coast.",
    "Teams from both towns have worked on {matter} together, and each says that the other was late.",
    "It was the third decision of its kind, and the first that anybody opposed in public.",
    "A draft that {body} sent round had asked for twice as much.",
    "{person} promised that those who live there would be heard, but no date was ever given.",
    "Shops in {place} stayed closed while the pipes were looked at.",
    "The rules on {matter} that are in force would lapse, and nothing is ready to take their place.",
    "{person} met {person} {past}; neither spoke to those who waited outside.",
    "Under the plan, {place} pays a third, {body} pays a third, and the rest is borrowed.",
    "That is {share} percent less than {body} had counted on, and enough for one town at most.",
    "By one count, {count} people have moved away, and another gives twice that number.",
    "{person} wants the {matter} office to be shut and its staff of {count} to be kept.",
    "Workers at {body} laid down their tools {past}, and went back to them before it was dark.",
    "The deadline passed without a word from {person} or from those who had asked for it.",
    "Two members of the panel on {matter} left the room before the vote and could not be reached.",
    "{body} is to answer {ahead}, and nobody who was asked expects that the answer will be short.",
    "Only {count} of the forms came back, most of them from streets where volunteers had gone from door to door.",
];

/// The items of a list.
pub(super) const ITEMS: &[&str] = &[
    "{body} opens its books on {matter} {ahead}",
    "{place} opens an office of its own {ahead}",
    "no charge for {matter} rises by more than {share} percent",
    "{person} leads the panel, with {count} members",
    "{body} and {place} share the cost",
];

/// Headings over a list.
pub(super) const HEADINGS: &[&str] = &["What was agreed", "What is asked for", "What comes next"];

/// What stands between quotation marks: nobody has said it.
pub(super) const QUOTES: &[&str] = &[
    "These words stand where a quotation would stand",
    "This is as long as what people say to newspapers, and says less",
    "Somebody would have said something here",
    "A sentence was needed at this place, and here it is",
    "This might have been a reason, or the lack of one",
];

/// The title of an article.
pub(super) const TITLES: &[&str] = &[
    "{body} halts {matter} works in {place}",
    "{place} hands {matter} to {body}",
    "{person} leaves {body} over {matter} report",
    "{person} and {body} sign {matter} agreement",
    "{place} waits for word on {matter}",
    "Inquiry opens into {matter} in {place}",
    "{body} puts {matter} loss at {count} million",
    "{person} asks {place} for {matter} figures",
];

/// What stories are about.
pub(super) const MATTERS: &[&str] = &[
    "water",
    "rail",
    "harbour",
    "grain",
    "housing",
    "power",
    "ferry",
    "timber",
    "fishing",
    "bridge",
    "school",
    "hospital",
    "road",
    "tram",
    "pension",
    "postal",
    "mining",
    "census",
    "airport",
    "flood",
    "forest",
    "tax",
    "library",
    "telephone",
];

/// A tag is one of these with a tail of the next.
pub(super) const TAGS: &[&str] = &[
    "water",
    "railways",
    "harbours",
    "grain",
    "housing",
    "power",
    "ferries",
    "timber",
    "fisheries",
    "bridges",
    "schools",
    "hospitals",
    "roads",
    "trams",
    "pensions",
    "post",
    "mining",
    "census",
    "airports",
    "floods",
    "forests",
    "taxes",
    "libraries",
    "telephones",
    "courts",
    "councils",
    "elections",
    "budgets",
    "trade",
    "weather",
    "labour",
    "museums",
    "theatre",
    "football",
    "cycling",
    "chess",
    "farming",
    "glass",
    "steel",
    "shipping",
    "insurance",
    "banks",
    "police",
    "fire",
    "bees",
    "rivers",
    "lakes",
    "mountains",
    "snow",
    "drought",
    "cinema",
    "radio",
    "printing",
    "maps",
    "statistics",
    "standards",
    "research",
    "planning",
    "markets",
    "wages",
];
pub(super) const TAG_TAILS: &[&str] = &["", " abroad", " inquiry", " policy", " prices", " talks"];

/// Who published it.
pub(super) const PUBLISHERS: &[&str] = &[
    "The Sample Courier",
    "Specimen Daily",
    "The Placeholder Post",
    "Example Evening News",
    "The Mock Mercury",
    "Filler and Tribune",
    "The Dummy Dispatch",
    "Pattern Press Agency",
    "The Stand-In Standard",
    "Model Morning Herald",
];

/// Bodies of code blocks.
pub(super) const CODE: &[&str] = &[
    "```json\n{\n  \"series\": \"sample\",\n  \"value\": 12.5,\n  \"revised\": false\n}\n```",
    "```python\nrows = load(\"sample.csv\")\nprint(sum(row.value for row in rows))\n```",
    "```\nseries   sample\nvalue    12.5\n```",
];

pub(super) const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
pub(super) const WEEKDAYS: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
