//! Invented articles, as many as are asked for: each tells one visit that no other one tells.
#![allow(dead_code)]

use std::path::Path;

use chrono::{Days, NaiveDate};

const PROVINCES: [&str; 6] = ["Liaoning", "Jiangsu", "Sichuan", "Guangdong", "Shandong", "Zhejiang"];
const COUNTRIES: [&str; 7] = ["Germany", "Canada", "Japan", "France", "Vietnam", "Kenya", "Brazil"];

/// The article of a number. Visits lie four days apart, so that no two are taken for one.
pub fn article(number: usize) -> String {
    let day = NaiveDate::from_ymd_opt(2000, 1, 3).expect("a day") + Days::new(4 * number as u64);
    let (province, country) = (PROVINCES[number % PROVINCES.len()], COUNTRIES[number % COUNTRIES.len()]);
    let (date, days) = (day.format("%B %-d, %Y"), day.format("%Y-%m-%d"));
    format!(
        "---\ntitle: {province} delegation visits {country} ({number})\nsource: Invented News\npublished: {days}\nlang: en\n---\n\
         A trade delegation from {province} Province visited {country} on {date}. The two sides held talks on trade.\n"
    )
}

/// Writes the articles of these numbers into a folder, a file each.
pub fn write(folder: &Path, numbers: std::ops::Range<usize>) {
    std::fs::create_dir_all(folder).expect("a folder");
    for number in numbers {
        std::fs::write(folder.join(format!("{number:05}.txt")), article(number)).expect("a file");
    }
}
