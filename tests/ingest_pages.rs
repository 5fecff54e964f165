//! Saved pages as they come: what must be taken from them, and what must not stop the rest.

use std::time::{Duration, Instant};

use encoding_rs::GB18030;
use legation::ingest::readers::{Format, read};
use legation::model::Article;
use proptest::prelude::*;

const NEWS: &str = r#"<!DOCTYPE html>
<!-- saved from url=(0041)https://news.example.org/saved/page.html -->
<html lang="en-GB"><head><meta charset="utf-8"><title>Province signs pact with Land | The Daily Example</title>
<link rel="canonical" href="https://news.example.org/2023/10/pact?a=1&amp;b=2">
<meta property="og:site_name" content="The Daily Example"><meta property="og:url" content="https://news.example.org/other">
<meta property="article:published_time" content="2023-10-13T08:30:00+08:00"><meta name="date" content="2024-01-01">
<style>p { color: red } </style><script>var x = "<div><div><div>"; if (a < b) document.write("<p>advert</p>");</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<svg><path d="M0 0"/><g><circle r="1"/></g></svg>
<div id="content"><article><h1>Province signs pact with Land</h1>
<p>A delegation of Liaoning Province, led by Hao Peng, visited <a href="/hesse">Hesse</a> on October 11, 2023, and met its
premier in Wiesbaden.</p><p>The two sides signed <b>twelve</b> agreements worth US$3.5&nbsp;billion, the provincial government said, and the
delegation went on to Munich on the next day.</p><h2>Trade &amp; fairs</h2><ul><li>Shenyang and Frankfurt will hold a fair.</li><li>Dalian and Bremen renew their tie.</li></ul>
<table><tr><td>Projects</td><td>137</td></tr><tr><td>Value</td><td>380.5</td></tr></table>
<p>The visit ended with a dinner, at which both sides said that they would meet again in Shenyang in the coming year, and
that a joint office would be opened in Frankfurt before the summer, with a staff of six from each side.</p></article></div>
<aside>Most read</aside><footer>Copyright The Daily Example</footer></body></html>"#;

fn page(html: &[u8]) -> Result<Article, String> {
    read(html.to_vec(), Format::Html, Some("saved/page.html".to_owned()))
}

fn taken(html: &str) -> Article {
    page(html.as_bytes()).unwrap_or_else(|reason| panic!("{reason}: {html}"))
}

#[test]
fn the_article_is_taken_and_its_sentences_stay_whole_and_apart() {
    let article = taken(NEWS);
    for sentence in [
        "A delegation of Liaoning Province, led by Hao Peng, visited Hesse on October 11, 2023, and met its premier in Wiesbaden.\n\n",
        "The two sides signed twelve agreements worth US$3.5 billion, the provincial government said,",
        "Trade & fairs\n",
        "Shenyang and Frankfurt will hold a fair.\n",
        "Projects 137\n",
    ] {
        assert!(article.body.contains(sentence), "{sentence:?} is not in\n{}", article.body);
    }
    for noise in ["advert", "color", "Home", "Copyright", "](", "**"] {
        assert!(!article.body.contains(noise), "{noise:?} is in\n{}", article.body);
    }
    assert_eq!(article.original, NEWS.as_bytes());
}

#[test]
fn the_head_says_where_and_when() {
    let article = taken(NEWS);
    assert_eq!(article.title.as_deref(), Some("Province signs pact with Land"));
    assert_eq!(article.url.as_deref(), Some("https://news.example.org/2023/10/pact?a=1&b=2"));
    assert_eq!(article.source.as_deref(), Some("The Daily Example"));
    assert_eq!(article.published.map(|date| date.to_string()).as_deref(), Some("2023-10-13"));
    assert_eq!(article.lang.as_deref(), Some("en-GB"));
    assert_eq!(article.path.as_deref(), Some("saved/page.html"));

    let no_links = NEWS.replace("rel=\"canonical\"", "").replace("og:url", "x");
    assert_eq!(taken(&no_links).url.as_deref(), Some("https://news.example.org/saved/page.html"));
    let script = NEWS.replace("https://news.example.org/2023", "javascript:alert(1)//");
    assert_eq!(taken(&script).url.as_deref(), Some("https://news.example.org/other"));
}

#[test]
fn data_for_search_engines_is_read() {
    let data = r#"<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Pact",
        "datePublished":"2022-05-01T00:00:00Z","url":"https://a.example/x"}</script>"#;
    let html = format!("<html><head><title>t</title>{data}</head><body><p>{}</p></body></html>", "The mayor met the governor. ".repeat(20));
    let article = taken(&html);
    assert_eq!(article.published.map(|date| date.to_string()).as_deref(), Some("2022-05-01"));
}

#[test]
fn a_short_notice_is_an_article_too() {
    let article = taken("<html><body><h1>Notice</h1><div>Mayor Li met the consul of Bavaria on May 3, 2024.</div></body></html>");
    assert!(article.body.contains("Mayor Li met the consul of Bavaria on May 3, 2024."), "{}", article.body);
}

#[test]
fn chinese_pages_in_their_old_encodings() {
    let sentence = "10月11日，辽宁省委书记郝鹏率代表团访问德国黑森州，双方签署12项合作协议，总金额3.5亿元。";
    let html = format!(
        "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\"><title>辽宁代表团访问德国</title>\
         <meta name=\"PubDate\" content=\"2023-10-13 09:00\"><meta name=\"ContentSource\" content=\"辽宁日报\"></head>\
         <body><div class=\"TRS_Editor\"><p>{sentence}</p><p>{}</p></div></body></html>",
        "会见后，双方共同出席了经贸合作交流会并致辞。".repeat(8)
    );
    for bytes in [GB18030.encode(&html).0.into_owned(), html.clone().into_bytes()] {
        let article = page(&bytes).unwrap_or_else(|reason| panic!("{reason}"));
        assert!(article.body.contains(sentence), "{}", article.body);
        assert_eq!(article.source.as_deref(), Some("辽宁日报"));
        assert_eq!(article.published.map(|date| date.to_string()).as_deref(), Some("2023-10-13"));
        assert_eq!(article.decoding.declared.as_deref(), Some("gb2312"));
    }
}

/// A page of many parts is refused or read, but never slowly.
fn assert_quick(html: &str) -> Result<Article, String> {
    let started = Instant::now();
    let result = page(html.as_bytes());
    assert!(started.elapsed() < Duration::from_secs(20), "{:?} for {}...", started.elapsed(), &html[..40]);
    result
}

#[test]
fn bombs_are_refused_in_time() {
    let deep = [
        "<ul><li>",
        "<div>",
        "<div/>",
        "<svg><div/>",
        "<svg><foreignObject><div/>",
        "<b><p>",
        "<span></foo>",
        "<span><div></span>",
        "<table><tr><td>",
        "<div><table><tr><td></div>",
        "<!--><div>-->",
        "<script><!--<script></script><div></script><b>",
        "<button><p>",
        "<font size=1><p>",
    ];
    for part in deep {
        let reason = assert_quick(&part.repeat(60_000)).expect_err(part);
        assert!(reason.contains("nests more than 512") || reason == "no article found in the page", "{part}: {reason}");
    }
}

#[test]
fn long_pages_and_tags_do_not_hang() {
    for part in
        ["<p>The mayor met the governor.", "<br>", "<svg>", "<select>", "<title>", "<script>", "<a href=x>y", "<td>", "&amp;", "<!-- "]
    {
        let _ = assert_quick(&part.repeat(30_000));
    }
    let attributes: String = (0..100_000).map(|n| format!(" a{n}=1")).collect();
    let _ = assert_quick(&format!("<p{attributes}>x"));
    let _ = assert_quick(&format!("<{}>x", "q".repeat(1_000_000)));
    let _ = assert_quick(&format!("<p>{}", "word ".repeat(1_000_000)));
}

#[test]
fn a_page_without_an_article_is_refused() {
    for html in ["<html><head><title>x</title></head><body></body></html>", "<html><body><script>1</script></body></html>"] {
        assert_eq!(page(html.as_bytes()).unwrap_err(), "no article found in the page");
    }
}

#[test]
fn what_stands_behind_a_broken_tag_is_no_tag_of_its_own() {
    let html = NEWS.replace("<h2>", "<h2 title='a > b' x=\"<div>\" 'y>Before </h2><h2>");
    assert!(taken(&html).body.contains("Trade & fairs"), "{}", taken(&html).body);
    let article = taken(&NEWS.replace("twelve", "<<!-- -->i>twelve"));
    assert!(article.body.contains("<i>"), "{}", article.body);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_soup_gives_text_or_a_reason(soup in proptest::collection::vec(proptest::sample::select(vec![
        "<", ">", "/", "<p>", "</p>", "<div", "=", "\"", "'", " ", "text. ", "é辽", "<!--", "-->", "--!>", "<script>", "</script>", "<svg/>",
        "<title>", "<table>", "<td>", "&amp", "<a href=", "\0", "\n", "<?", "<![CDATA[", "]]>", "<template>", "<li>", "</ul>", "<meta charset=x>",
    ]), 0..80)) {
        let _ = page(soup.concat().as_bytes());
    }
}
