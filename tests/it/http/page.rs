//! Tests of the page's routes, on a small page of their own: no test of Rust needs Node.

use plangraph::assets::Page;
use tempfile::TempDir;

use super::*;

const HTML: &str = "text/html; charset=utf-8";

/// A server with a page of three files, one of them packed.
fn with_page(name: &str) -> (TestServer, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, content: &str| fs::write(folder.path().join(path), content).unwrap();
    fs::create_dir(folder.path().join("assets")).unwrap();
    write("index.html", "<!doctype html>");
    write("index.html.gz", "html in gzip");
    write("icon.svg", "<svg/>");
    write("assets/app-1.js", "export {}");
    write("assets/app-1.js.br", "script in brotli");
    write("assets/app-1.js.gz", "script in gzip");
    let page = Page::at(folder.path().to_owned());
    let server = TestServer::start_with(name, Layer::default(), page);
    (server, folder)
}

#[test]
fn the_page_answers_its_own_addresses_and_no_others() {
    let (server, _folder) = with_page("http-page-1");
    for (path, status, content_type) in [
        ("/", 200, HTML),
        ("/?q=%E6%A3%AE%E6%9E%97&plan=plan_1", 200, HTML),
        ("/tasks/task_1", 200, HTML),
        ("/units", 200, HTML),
        ("/units/%E7%9C%81%E5%86%9C%E5%A7%94", 200, HTML),
        ("/cities/210200", 200, HTML),
        ("/chapters", 200, HTML),
        ("/targets?min=9.2", 200, HTML),
        ("/icon.svg", 200, "image/svg+xml"),
        ("/assets/app-1.js", 200, "text/javascript; charset=utf-8"),
        ("/assets/app-2.js", 404, JSON),
        ("/assets/..%2Findex.html", 404, JSON),
        ("/assets/app-1.js.br", 404, JSON),
        ("/index.html", 404, JSON),
        ("/tasks", 404, JSON),
        ("/tasks/task_1/more", 404, JSON),
        ("/nothing", 404, JSON),
    ] {
        let answer = get(&format!("{}{path}", server.address), &[]);
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header("content-type"), content_type, "{path}");
    }
}

#[test]
fn graphiql_comes_under_a_policy_of_its_own_or_says_how_to_build_it() {
    let (server, folder) = with_page("http-page-ide");
    let ask = |path: &str| get(&format!("{}{path}", server.address), &[]);
    let missing = ask("/graphiql");
    assert_eq!(missing.status, 200);
    assert!(missing.body.contains("make graphiql"), "{}", missing.body);
    fs::create_dir(folder.path().join("graphiql")).unwrap();
    fs::write(folder.path().join("graphiql/index.html"), "<!doctype html>").unwrap();
    fs::write(folder.path().join("graphiql/main.js"), "export {}").unwrap();
    let page = ask("/graphiql");
    assert_eq!(
        (page.header("content-type"), page.body.as_str()),
        (HTML, "<!doctype html>")
    );
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains("worker-src 'self'") && !policy.contains("http"),
        "{policy}"
    );
    assert!(!policy.contains("script-src 'self' 'unsafe"), "{policy}");
    assert_eq!(ask("/graphiql/main.js").status, 200);
    assert_eq!(ask("/graphiql/other.js").status, 404);
}

#[test]
fn a_file_comes_packed_as_the_browser_accepts() {
    let (server, _folder) = with_page("http-page-2");
    for (path, accepts, packing, body) in [
        ("/assets/app-1.js", "gzip, br", "br", "script in brotli"),
        ("/assets/app-1.js", "gzip", "gzip", "script in gzip"),
        ("/assets/app-1.js", "identity", "", "export {}"),
        ("/", "gzip, br", "gzip", "html in gzip"),
        ("/icon.svg", "gzip, br", "", "<svg/>"),
    ] {
        let url = format!("{}{path}", server.address);
        let answer = get(&url, &[("accept-encoding", accepts)]);
        assert_eq!(
            answer.header("content-encoding"),
            packing,
            "{path} {accepts}"
        );
        assert_eq!(answer.header("vary"), "Accept-Encoding", "{path} {accepts}");
        assert_eq!(answer.body, body, "{path} {accepts}");
    }
}

#[test]
fn what_a_browser_has_is_not_sent_again() {
    let (server, folder) = with_page("http-page-3");
    for (path, caching) in [
        ("/", "no-cache"),
        ("/assets/app-1.js", "public, max-age=31536000, immutable"),
    ] {
        let url = format!("{}{path}", server.address);
        let first = get(&url, &[]);
        assert_eq!(first.header("cache-control"), caching, "{path}");
        let tag = first.header("etag").to_owned();
        for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}")] {
            let again = get(&url, &[("if-none-match", &known)]);
            assert_eq!((again.status, again.body.as_str()), (304, ""), "{path}");
            assert_eq!(again.header("etag"), tag, "{path}");
        }
        let packed = get(&url, &[("accept-encoding", "gzip")]);
        assert_ne!(packed.header("etag"), tag, "{path}");
    }
    let url = format!("{}/", server.address);
    let tag = get(&url, &[]).header("etag").to_owned();
    fs::write(folder.path().join("index.html"), "<!doctype html><p>new").unwrap();
    assert_eq!(get(&url, &[("if-none-match", &tag)]).status, 200);
}

#[test]
fn the_page_may_load_what_is_its_own_and_nothing_else() {
    let (server, _folder) = with_page("http-page-4");
    let answer = get(&format!("{}/units", server.address), &[]);
    let policy = answer.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'self'; style-src 'self';"),
        "{policy}"
    );
    for forbidden in ["unsafe", "http:", "https:", "*"] {
        assert!(!policy.contains(forbidden), "{policy}");
    }
    let script = get(&format!("{}/assets/app-1.js", server.address), &[]);
    let policy = script.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
}

#[test]
fn who_reads_in_a_browser_is_shown_the_page_where_nothing_is() {
    let (server, _folder) = with_page("http-page-5");
    let url = format!("{}/nowhere/at/all", server.address);
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    let answer = get(&url, &[("accept", browser)]);
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (404, "<!doctype html>")
    );
    assert_eq!(answer.header("content-type"), HTML);
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'self'"), "{policy}");
    for accept in ["*/*", "application/json", "text/html;q=0"] {
        let answer = get(&url, &[("accept", accept)]);
        assert_eq!(
            (answer.status, code(&answer).as_str()),
            (404, "NOT_FOUND"),
            "{accept}"
        );
    }
    let sent = send("POST", &url, &[("accept", browser)], "");
    assert_eq!(code(&sent), "NOT_FOUND");
}
