//! Made-up articles for measuring: the same seed gives the same bytes. Names, places, sums and dates vary; one sentence in five tells
//! of something that extraction should find, as in a news page, or each does.

/// A small generator of numbers (SplitMix64), so that the texts depend on no package's version.
pub struct Random(u64);

impl Random {
    /// Starts from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const PROVINCES: [&str; 12] = [
    "Liaoning",
    "Jiangsu",
    "Yunnan",
    "Shaanxi",
    "Gyeonggi",
    "Hokkaido",
    "Bavaria",
    "Ontario",
    "Gujarat",
    "Tasmania",
    "Catalonia",
    "Penang",
];
const CITIES: [&str; 16] = [
    "Dalian",
    "Nanjing",
    "Kunming",
    "Xi'an",
    "Sapporo",
    "Busan",
    "Munich",
    "Lyon",
    "Toronto",
    "Surabaya",
    "Gdansk",
    "Graz",
    "Bilbao",
    "Da Nang",
    "Gothenburg",
    "Curitiba",
];
const COUNTRIES: [&str; 10] =
    ["Germany", "France", "South Korea", "Japan", "Canada", "Indonesia", "Poland", "Austria", "Vietnam", "Brazil"];
const SURNAMES: [&str; 14] = [
    "Wang",
    "Chen",
    "Zhao",
    "Kim",
    "Tanaka",
    "Schneider",
    "Moreau",
    "Kowalski",
    "Silva",
    "Nguyen",
    "Okafor",
    "Lindqvist",
    "Rossi",
    "Hughes",
];
const GIVEN: [&str; 14] =
    ["Wei", "Jianguo", "Min-jun", "Haruka", "Petra", "Luc", "Marek", "Ana", "Van Minh", "Chidi", "Elin", "Marta", "Gareth", "Yuting"];
const TITLES: [&str; 8] =
    ["Governor", "Vice Governor", "Mayor", "Deputy Mayor", "Party Secretary", "Consul General", "Premier", "Director of Foreign Affairs"];
const STEMS: [&str; 10] =
    ["Harbour", "Northern", "Golden Bridge", "Alpina", "Sanko", "Delta", "Meridian", "Polaris", "Blue River", "Kestrel"];
const HEADS: [&str; 8] =
    ["Group", "Corporation", "University", "Chamber of Commerce", "Bank", "Co., Ltd.", "Institute of Technology", "Holdings"];
const MONTHS: [&str; 6] = ["January", "March", "May", "July", "September", "November"];
const CURRENCIES: [&str; 6] = ["yuan", "euros", "US dollars", "Canadian dollars", "won", "yen"];
const FILLER: [&str; 40] = [
    "the",
    "of",
    "and",
    "to",
    "local",
    "officials",
    "said",
    "that",
    "trade",
    "growth",
    "was",
    "steady",
    "in",
    "recent",
    "years",
    "while",
    "more",
    "students",
    "chose",
    "to",
    "study",
    "abroad",
    "because",
    "new",
    "routes",
    "opened",
    "for",
    "freight",
    "with",
    "better",
    "service",
    "at",
    "lower",
    "cost",
    "than",
    "before",
    "across",
    "the",
    "whole",
    "region",
];

/// Articles of about four thousand bytes; one sentence in `one_in` tells of something.
pub fn articles(count: usize, seed: u64, one_in: usize) -> Vec<String> {
    (0..count).map(|number| article(&mut Random::new(seed ^ (number as u64).wrapping_mul(0x2545_f491_4f6c_dd1d)), one_in)).collect()
}

fn article(random: &mut Random, one_in: usize) -> String {
    let (province, city) = (random.pick(&PROVINCES), random.pick(&CITIES));
    let mut text = format!("{province} and {city} deepen their cooperation\n\nPublished: {}\n\n", day(random));
    while text.len() < 4_000 {
        let sentences = 2 + random.below(4);
        for _ in 0..sentences {
            text.push_str(&sentence(random, province, city, one_in));
            text.push(' ');
        }
        text.push_str("\n\n");
    }
    text
}

fn day(random: &mut Random) -> String {
    format!("{} {} {}", 1 + random.below(28), random.pick(&MONTHS), 2005 + random.below(20))
}

fn person(random: &mut Random) -> String {
    format!("{} {}", random.pick(&GIVEN), random.pick(&SURNAMES))
}

fn body(random: &mut Random) -> String {
    format!("{} {} {}", random.pick(&CITIES), random.pick(&STEMS), random.pick(&HEADS))
}

fn sum(random: &mut Random) -> String {
    format!("{}.{} {} {}", 1 + random.below(900), random.below(10), random.pick(&["million", "billion"]), random.pick(&CURRENCIES))
}

fn sentence(random: &mut Random, province: &str, city: &str, one_in: usize) -> String {
    match random.below(4 * one_in) {
        0 => format!(
            "{} {} of {province} led a {}-member delegation to {} on {}.",
            random.pick(&TITLES),
            person(random),
            3 + random.below(90),
            random.pick(&COUNTRIES),
            day(random)
        ),
        1 => format!("{} and {} signed an agreement worth {} in {city}.", body(random), body(random), sum(random)),
        2 => format!("In {city}, {}, chairman of {}, met {} {}.", person(random), body(random), random.pick(&TITLES), person(random)),
        3 => format!(
            "The {province}-{city} Trade “Bridge” Forum opened on {} – more than {} guests from {} attended.",
            day(random),
            50 + random.below(900),
            random.pick(&COUNTRIES)
        ),
        _ => filler(random),
    }
}

fn filler(random: &mut Random) -> String {
    let count = 12 + random.below(14);
    let words: Vec<&str> = (0..count).map(|_| random.pick(&FILLER)).collect();
    format!("It’s said {}.", words.join(" "))
}
