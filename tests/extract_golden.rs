//! What the sample reports say, read by hand from their texts: the facts that extraction must find, and the traps in them.

use legation::extract::{ArticleContext, extract};
use legation::gazetteer::Gazetteer;
use legation::gazetteer::ties::dated_tie;
use legation::ingest::samples::samples;
use legation::model::{
    Affiliation, AgreementClaim, Article, Claims, Context, EngagementClaim, EngagementType, OrganizationClaim, PersonClaim, PlaceCode,
    Stage,
};

struct Read {
    article: Article,
    claims: Claims,
}

fn sample(name: &str) -> Read {
    let path = format!("samples/{name}");
    let article = samples().into_iter().find(|article| article.path.as_deref() == Some(&path)).expect("a built-in sample");
    let context =
        ArticleContext { title: article.title.clone(), published: article.published, lang: article.lang.clone(), url: article.url.clone() };
    Read { claims: extract(&article.body, &context, Gazetteer::builtin()), article }
}

fn codes(places: &[PlaceCode]) -> Vec<&str> {
    places.iter().map(PlaceCode::as_str).collect()
}

fn date(claim: &EngagementClaim) -> String {
    claim.date.map_or("-".to_owned(), |date| date.to_string())
}

impl Read {
    fn engagements(&self, kind: EngagementType) -> Vec<&EngagementClaim> {
        self.claims.engagements.iter().filter(|claim| claim.kind == kind).collect()
    }

    /// All engagements in a line each, for messages.
    fn told(&self) -> String {
        let lines = self.claims.engagements.iter().map(|claim| {
            let (from, to, venues) = (codes(&claim.from), codes(&claim.to), codes(&claim.venues));
            format!("{} {from:?} -> {to:?} {} at {venues:?} by {:?} {}", claim.kind, date(claim), claim.leader, claim.context)
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn agreements(&self) -> String {
        let lines = self.claims.agreements.iter().map(|claim| {
            let sides = codes(&claim.sides);
            format!(
                "{} {} count {:?} amount {:?} sides {sides:?} part of {:?} counted {} parties {:?}",
                claim.kind,
                claim.stage,
                claim.count,
                claim.amount,
                claim.part_of,
                claim.is_counted(),
                claim.parties
            )
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn person(&self, name: &str) -> &PersonClaim {
        self.claims.people.iter().find(|person| person.name == name).unwrap_or_else(|| panic!("{name} is not found"))
    }

    fn body(&self, name: &str) -> Option<&OrganizationClaim> {
        self.claims.organizations.iter().find(|body| body.name == name || body.aliases.iter().any(|alias| alias == name))
    }

    fn has_place(&self, code: &str) -> bool {
        self.claims.places.iter().any(|place| place.code.as_ref().is_some_and(|known| known.as_str() == code))
    }

    fn counted(&self) -> Vec<&AgreementClaim> {
        self.claims.agreements.iter().filter(|claim| claim.is_counted()).collect()
    }

    fn quotes(&self, claim: &AgreementClaim) -> String {
        let spans = claim.evidence.iter().filter_map(|evidence| evidence.span.of(&self.article.body));
        spans.collect::<Vec<_>>().join(" … ")
    }
}

fn acts_for(person: &PersonClaim) -> Option<&str> {
    match person.of.as_ref()? {
        Affiliation::Place(code) => Some(code.as_str()),
        Affiliation::Organization(name) => Some(name),
    }
}

// Liaoning in Germany, 11 and 12 October 2023.

#[test]
fn the_delegation_went_from_liaoning_to_germany_for_two_days() {
    let read = sample("liaoning-germany-2023.txt");
    let trips = read.engagements(EngagementType::Delegation);
    let trip = trips.iter().find(|claim| claim.context == Context::Actual).unwrap_or_else(|| panic!("no trip in\n{}", read.told()));
    assert_eq!((codes(&trip.from), codes(&trip.to)), (vec!["CN-LN"], vec!["DE"]), "{}", read.told());
    assert_eq!(date(trip), "2023-10-11/2023-10-12");
    assert!(!trip.within);
    assert!(read.claims.relevant);
}

#[test]
fn the_german_trip_was_led_by_hao_peng() {
    let read = sample("liaoning-germany-2023.txt");
    let mut leaders: Vec<_> = read.engagements(EngagementType::Delegation).iter().filter_map(|claim| claim.leader.clone()).collect();
    // The planned leg is a delegation of its own under the same leader.
    leaders.dedup();
    assert_eq!(leaders, ["Hao Peng"], "{}", read.told());
}

#[test]
fn the_german_trip_stopped_in_frankfurt_and_munich() {
    let read = sample("liaoning-germany-2023.txt");
    let trips = read.engagements(EngagementType::Delegation);
    assert_eq!(codes(&trips[0].venues), ["DE-HE/Frankfurt am Main", "DE-BY/Munich"], "{}", read.told());
}

#[test]
fn each_german_city_had_its_event_on_its_day() {
    let read = sample("liaoning-germany-2023.txt");
    let events = read.engagements(EngagementType::Conference);
    let dates: Vec<String> = events.iter().map(|claim| date(claim)).collect();
    assert_eq!(dates, ["2023-10-11", "2023-10-12"], "{}", read.told());
}

#[test]
fn three_pairs_signed_without_a_sum() {
    let read = sample("liaoning-germany-2023.txt");
    let pairs: Vec<_> = read.counted().into_iter().filter(|claim| claim.stage == Stage::Signed).collect();
    assert!(read.claims.agreements.iter().all(|claim| claim.amount.is_none()), "{}", read.agreements());
    let instruments: u32 = pairs.iter().filter_map(|claim| claim.count).sum();
    assert_eq!(instruments, 3, "three in all, however they are told:\n{}", read.agreements());
    assert_eq!(pairs.len(), 3, "one record a pair:\n{}", read.agreements());
    for (pair, names) in pairs.iter().zip([("Renos", "Shenyang Sino-German"), ("Siemens", "Dalian High-tech"), ("Ered", "Hengye")]) {
        let parties = format!("{:?}", pair.parties);
        assert!(parties.contains(names.0) && parties.contains(names.1), "{names:?}:\n{}", read.agreements());
        assert!(read.quotes(pair).contains(names.0), "the pair is its evidence: {}", read.quotes(pair));
    }
}

#[test]
fn the_visit_to_two_headquarters_on_the_13th_is_planned() {
    let read = sample("liaoning-germany-2023.txt");
    let planned: Vec<_> = read.claims.engagements.iter().filter(|claim| claim.context == Context::Planned).collect();
    assert!(planned.iter().any(|claim| date(claim) == "2023-10-13"), "{}", read.told());
}

#[test]
fn the_people_in_germany_have_their_offices() {
    let read = sample("liaoning-germany-2023.txt");
    assert_eq!(acts_for(read.person("Hao Peng")), Some("CN-LN"));
    assert!(read.person("Hao Peng").title.as_deref().is_some_and(|title| title.starts_with("Secretary")));
    assert_eq!(acts_for(read.person("Chen Shaowang")), Some("CN-LN/Dalian"));
    assert_eq!(acts_for(read.person("Jens Rigg")), Some("Sulzer Group"));
    assert_eq!(acts_for(read.person("Stephen Blandall")), Some("DeCosmill Group"));
}

#[test]
fn bodies_in_germany_have_their_full_names() {
    let read = sample("liaoning-germany-2023.txt");
    for name in ["SAP Group", "BMW Group", "Linde Group", "Munich Municipal Government", "Bornheim City Council", "Siemens Group"] {
        assert!(read.body(name).is_some(), "{name}");
    }
}

// The fair in Shenyang, October 2020.

#[test]
fn the_fair_counts_137_projects_for_380_5_billion_yuan() {
    let read = sample("liaoning-conference-2020.txt");
    let counted = read.counted();
    assert_eq!(counted.len(), 1, "{}", read.agreements());
    assert_eq!(counted[0].count, Some(137));
    let amount = counted[0].amount.unwrap_or_else(|| panic!("no amount:\n{}", read.agreements()));
    assert_eq!((amount.minor, amount.currency.code()), (38_050_000_000_000, "CNY"));
}

#[test]
fn the_48_key_projects_are_left_out_as_a_part() {
    let read = sample("liaoning-conference-2020.txt");
    let all = &read.claims.agreements;
    let part = all.iter().find(|claim| claim.count == Some(48)).unwrap_or_else(|| panic!("no 48:\n{}", read.agreements()));
    assert!(!part.is_counted() && part.amount.is_none());
    assert_eq!(part.part_of.and_then(|whole| all[whole].count), Some(137), "{}", read.agreements());
}

#[test]
fn no_yuan_of_the_fair_is_credited_to_korea_or_japan() {
    let read = sample("liaoning-conference-2020.txt");
    let whole = read.claims.agreements.iter().find(|claim| claim.count == Some(137)).expect("the total");
    assert_eq!(codes(&whole.sides), ["CN-LN"], "{}", read.agreements());
    assert!(read.claims.agreements.iter().all(|claim| codes(&claim.sides).iter().all(|side| !["KR", "JP"].contains(side))));
}

#[test]
fn the_fair_opened_on_13_october() {
    let read = sample("liaoning-conference-2020.txt");
    let events = read.engagements(EngagementType::Conference);
    assert!(
        events.iter().any(|claim| date(claim).starts_with("2020-10-13") && claim.sides().any(|side| side.as_str().starts_with("CN-LN")))
    );
    assert!(events.iter().all(|claim| date(claim) != "2020-11-16"), "the day of publication is none of the fair:\n{}", read.told());
}

#[test]
fn two_countries_meeting_at_the_fair_are_no_subnational_dealing() {
    let read = sample("liaoning-conference-2020.txt");
    let national = |claim: &&EngagementClaim| claim.sides().all(|side| !side.as_str().contains('-'));
    assert!(read.claims.engagements.iter().find(national).is_none(), "{}", read.told());
}

#[test]
fn the_governor_spoke_at_the_fair() {
    let read = sample("liaoning-conference-2020.txt");
    assert_eq!(acts_for(read.person("Liu Ning")), Some("CN-LN"));
    assert!(read.person("Liu Ning").title.as_deref().is_some_and(|title| title.starts_with("Governor")));
}

// Nanjing in St. Louis, in a year that only an anniversary tells.

#[test]
fn the_year_of_the_visit_comes_from_the_anniversary_with_its_ground() {
    let read = sample("nanjing-st-louis-visit.txt");
    let trip = read.engagements(EngagementType::Delegation);
    assert_eq!(date(trip[0]), "2024-04-19?/2024-04-22?", "{}", read.told());
    let ground = trip[0].inferred.get("date").expect("an inferred year says from what");
    assert!(ground.contains("45") && ground.contains("1979"), "{ground}");
}

#[test]
fn han_liming_led_nanjing_to_three_american_cities() {
    let read = sample("nanjing-st-louis-visit.txt");
    let trips = read.engagements(EngagementType::Delegation);
    assert_eq!((codes(&trips[0].from), codes(&trips[0].to)), (vec!["CN-JS/Nanjing"], vec!["US"]), "{}", read.told());
    assert_eq!(trips[0].leader.as_deref(), Some("Han Liming"));
    assert_eq!(codes(&trips[0].venues), ["US-NY/New York", "US-MO/St. Louis", "US-TX/Dallas"], "{}", read.told());
}

#[test]
fn nobody_travelled_to_nanjing() {
    let read = sample("nanjing-st-louis-visit.txt");
    let back =
        read.engagements(EngagementType::Delegation).into_iter().filter(|claim| claim.to.iter().any(|to| to.as_str().starts_with("CN")));
    assert_eq!(back.count(), 0, "{}", read.told());
}

#[test]
fn the_friendship_day_is_a_commemoration() {
    let read = sample("nanjing-st-louis-visit.txt");
    let days = read.engagements(EngagementType::Commemoration);
    assert_eq!(days.len(), 1, "{}", read.told());
    let mut sides: Vec<&str> = days[0].sides().map(PlaceCode::as_str).collect();
    sides.sort_unstable();
    assert_eq!(sides, ["CN-JS/Nanjing", "US-MO/St. Louis"]);
}

#[test]
fn jiangbei_new_area_and_celanese_signed_one_agreement_without_a_sum() {
    let read = sample("nanjing-st-louis-visit.txt");
    let counted = read.counted();
    assert_eq!(counted.len(), 1, "{}", read.agreements());
    assert_eq!((counted[0].count, counted[0].amount), (Some(1), None));
    let parties = format!("{:?}", counted[0].parties);
    assert!(parties.contains("Celanese") && parties.contains("Jiangbei New Area"), "{}", read.agreements());
    assert!(!read.has_place("CN-CQ/Jiangbei"), "the new area is Nanjing's, not the district of Chongqing");
}

#[test]
fn the_tie_of_nanjing_and_st_louis_began_on_2_november_1979() {
    let place = |code| PlaceCode::parse(code).expect("a code");
    let known = dated_tie(&place("CN-JS/Nanjing"), &place("US-MO/St. Louis"), "sister").expect("in the list");
    assert_eq!(known.started.to_string(), "1979-11-02");
    let read = sample("nanjing-st-louis-visit.txt");
    let tie = read.claims.ties.iter().find(|tie| tie.a.as_str() == "CN-JS/Nanjing" && tie.b.as_str() == "US-MO/St. Louis");
    let tie = tie.unwrap_or_else(|| panic!("ties: {:?}", read.claims.ties));
    assert_eq!(tie.started.map(|date| date.to_string()).as_deref(), Some("1979-11-02"));
}

#[test]
fn diplomats_in_new_york_and_chicago_stand_for_china() {
    let read = sample("nanjing-st-louis-visit.txt");
    assert_eq!(acts_for(read.person("Huang Liming")), Some("CN"));
    assert_eq!(acts_for(read.person("Jones")), Some("US-MO/St. Louis"));
}
