//! Drives a headless Chromium by the protocol of its developer tools.
//!
//! This exists because the protocol needs little: over a pipe it is JSON with a
//! zero byte behind each message. There is no port to find, no WebSocket and no
//! driver program, and a browser whose pipe is closed ends by itself, so that
//! it can't outlive the test however that ends. It knows nothing of Dateline.
//!
//! The protocol: <https://chromedevtools.github.io/devtools-protocol/>.

use std::collections::BTreeSet;
use std::env;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::mem;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::folder::Folder;

/// Longer than anything takes, so that a test that fails also ends.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often a page is asked whether something has happened yet.
const INTERVAL: Duration = Duration::from_millis(10);
/// After so long without a word the browser has said all it had to say.
const QUIET: Duration = Duration::from_millis(150);

const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

const FLAGS: [&str; 11] = [
    "--headless",
    "--remote-debugging-pipe",
    // The pages are our own, and a sandbox can't be had as root or in most containers.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    // No name is looked up, so nothing but the test's server can be reached.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// The browser reads commands from descriptor 3 and writes to 4.
const PIPED: &str = r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null"#;

/// One browser at a time, so that a measured time is that of one page.
static TURN: Mutex<()> = Mutex::new(());

/// A running browser. It ends with this value.
pub(crate) struct Browser {
    process: Child,
    commands: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// What the browser told without being asked.
    events: Vec<Value>,
    last_id: u64,
    folder: Folder,
    _turn: MutexGuard<'static, ()>,
}

impl Browser {
    /// Starts a browser, or says why the test is skipped.
    pub(crate) fn start() -> Option<Self> {
        let Some(program) = program() else {
            let names = NAMES.join("`, `");
            say(&format!(
                "skipped: there is no browser; install `{names}` or name one in `CHROMIUM`"
            ));
            return None;
        };
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = Folder::new();
        let log = File::create(folder.path().join("log")).unwrap();
        let mut process = Command::new("sh")
            .args(["-c", PIPED])
            .arg(&program)
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", folder.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        Some(Self {
            commands: process.stdin.take(),
            messages: messages(process.stdout.take().unwrap()),
            process,
            events: Vec::new(),
            last_id: 0,
            folder,
            _turn: turn,
        })
    }

    /// An empty page with nothing remembered from any other.
    pub(crate) fn open(&mut self, view: View) -> Page<'_> {
        let context = self.ask("", "Target.createBrowserContext", &json!({}));
        let target =
            json!({ "url": "about:blank", "browserContextId": context["browserContextId"] });
        let target = self.ask("", "Target.createTarget", &target);
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let session = self.ask("", "Target.attachToTarget", &attach);
        let mut page = Page {
            session: session["sessionId"].as_str().unwrap().to_owned(),
            browser: self,
        };
        for domain in ["Page", "Runtime", "Log", "Network"] {
            page.command(&format!("{domain}.enable"), &json!({}));
        }
        let is_phone = view.width < 600;
        let screen = json!({ "width": view.width, "height": 844, "deviceScaleFactor": 1, "mobile": is_phone });
        page.command("Emulation.setDeviceMetricsOverride", &screen);
        page.look(Look::Screen { dark: false });
        let scripts = json!({ "value": !view.scripts });
        page.command("Emulation.setScriptExecutionDisabled", &scripts);
        page
    }

    /// The result of a command; `session` is empty for the browser itself.
    fn ask(&mut self, session: &str, method: &str, params: &Value) -> Value {
        self.try_ask(session, method, params)
            .unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    fn try_ask(&mut self, session: &str, method: &str, params: &Value) -> Result<Value, String> {
        self.last_id += 1;
        let mut command = json!({ "id": self.last_id, "method": method, "params": params });
        if !session.is_empty() {
            command["sessionId"] = json!(session);
        }
        let commands = self.commands.as_mut().unwrap();
        // When the browser has gone, waiting for its answer tells why.
        let _gone = commands.write_all(format!("{command}\0").as_bytes());
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let message = self.messages.recv_timeout(left);
            let mut message = message.unwrap_or_else(|error| self.lost(method, error));
            if message["id"] != self.last_id {
                self.events.push(message);
            } else if message.get("error").is_some() {
                return Err(message["error"].to_string());
            } else {
                return Ok(message["result"].take());
            }
        }
    }

    fn lost(&self, method: &str, error: RecvTimeoutError) -> ! {
        let log = fs::read_to_string(self.folder.path().join("log"));
        panic!(
            "no answer to {method}: {error}\n{}",
            log.unwrap_or_default()
        );
    }

    /// Gathers events until there are no more of them.
    fn settle(&mut self) {
        let end = Instant::now() + PATIENCE;
        while let Ok(event) = self.messages.recv_timeout(QUIET) {
            self.events.push(event);
            assert!(Instant::now() < end, "the browser is never quiet");
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Closing the pipe asks the browser and its helpers to end.
        drop(self.commands.take());
        let end = Instant::now() + Duration::from_secs(5);
        while let Ok(None) = self.process.try_wait()
            && Instant::now() < end
        {
            thread::sleep(INTERVAL);
        }
        let _ended = self.process.kill();
        let _status = self.process.wait();
    }
}

/// How a page is looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    /// The width of the window in CSS pixels.
    pub(crate) width: u32,
    /// Whether pages may run their scripts.
    pub(crate) scripts: bool,
}

/// What a page is made for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Look {
    /// A screen, in the scheme that the device asks for.
    Screen {
        /// Whether that is the dark one.
        dark: bool,
    },
    /// Paper.
    Print,
}

/// A page of a browser.
pub(crate) struct Page<'b> {
    browser: &'b mut Browser,
    session: String,
}

impl Page<'_> {
    /// Opens another address than the one that is shown.
    pub(crate) fn goto(&mut self, url: &str) {
        self.command("Page.navigate", &json!({ "url": url }));
        self.arrive(url);
    }

    /// Waits until the page at `url` is loaded.
    pub(crate) fn arrive(&mut self, url: &str) {
        let url = json!(url);
        self.wait_for(&format!(
            "location.href === {url} && document.readyState === 'complete'"
        ));
    }

    /// The value of a JavaScript expression; this works without scripts, too.
    pub(crate) fn ask(&mut self, expression: &str) -> Value {
        self.evaluate(expression)
            .unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    /// The value of a JavaScript expression that is a string.
    pub(crate) fn text(&mut self, expression: &str) -> String {
        let value = self.ask(expression);
        let text = value.as_str();
        text.unwrap_or_else(|| panic!("{expression} is {value}"))
            .to_owned()
    }

    /// Waits until a JavaScript expression holds.
    pub(crate) fn wait_for(&mut self, expression: &str) {
        let end = Instant::now() + PATIENCE;
        let condition = format!("Boolean({expression})");
        // While one page gives way to the next there may be nobody to answer.
        while self.evaluate(&condition) != Ok(json!(true)) {
            if Instant::now() > end {
                let place = self.evaluate("location.href");
                panic!("this never held: {expression}\nat {place:?}");
            }
            thread::sleep(INTERVAL);
        }
    }

    /// Waits until what `selector` finds is in the viewport and not covered.
    pub(crate) fn wait_to_see(&mut self, selector: &str) {
        self.wait_for(&spot(selector));
    }

    /// Scrolls to what `selector` finds. Returns where that is, once it stays
    /// there: the side of an article follows the reader for a moment.
    fn come_to(&mut self, selector: &str) -> Value {
        let found = format!("document.querySelector({})", json!(selector));
        self.wait_for(&found);
        let end = Instant::now() + PATIENCE;
        let mut before = Value::Null;
        loop {
            self.ask(&format!(
                "{found}?.scrollIntoView({{ block: 'center', behavior: 'instant' }})"
            ));
            let now = self.ask(&spot(selector));
            if !now.is_null() && now == before {
                return now;
            }
            assert!(Instant::now() < end, "{selector} is never in sight");
            before = now;
            thread::sleep(INTERVAL);
        }
    }

    /// Scrolls to what `selector` finds and clicks on it as a reader would.
    pub(crate) fn click(&mut self, selector: &str) {
        let mut click = self.come_to(selector);
        click["button"] = json!("left");
        click["clickCount"] = json!(1);
        for step in ["mousePressed", "mouseReleased"] {
            click["type"] = json!(step);
            self.command("Input.dispatchMouseEvent", &click);
        }
    }

    /// Moves the pointer on to what `selector` finds.
    pub(crate) fn hover(&mut self, selector: &str) {
        self.wait_to_see(selector);
        let mut hover = self.ask(&spot(selector));
        hover["type"] = json!("mouseMoved");
        self.command("Input.dispatchMouseEvent", &hover);
    }

    /// Touches what `selector` finds with a finger.
    pub(crate) fn tap(&mut self, selector: &str) {
        let point = self.come_to(selector);
        let touch = json!({ "enabled": true });
        self.command("Emulation.setTouchEmulationEnabled", &touch);
        let down = json!({ "type": "touchStart", "touchPoints": [point] });
        self.command("Input.dispatchTouchEvent", &down);
        let up = json!({ "type": "touchEnd", "touchPoints": [] });
        self.command("Input.dispatchTouchEvent", &up);
    }

    /// Presses a key: `Tab`, `Enter` or `Escape`.
    pub(crate) fn press(&mut self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "Escape" => (27, ""),
            _ => panic!("{key} has no code here"),
        };
        let mut event = json!({ "key": key, "code": key, "windowsVirtualKeyCode": code });
        for step in ["rawKeyDown", "char", "keyUp"] {
            if step == "char" && text.is_empty() {
                continue;
            }
            event["type"] = json!(step);
            if step == "char" {
                event["text"] = json!(text);
            }
            self.command("Input.dispatchKeyEvent", &event);
        }
    }

    /// Shows the page as on paper or on a screen.
    pub(crate) fn look(&mut self, look: Look) {
        let (media, scheme) = match look {
            Look::Screen { dark: true } => ("screen", "dark"),
            Look::Screen { dark: false } => ("screen", "light"),
            Look::Print => ("print", "light"),
        };
        let features = json!([
            // A jump has arrived as soon as it has begun.
            { "name": "prefers-reduced-motion", "value": "reduce" },
            { "name": "prefers-color-scheme", "value": scheme },
        ]);
        let emulated = json!({ "media": media, "features": features });
        self.command("Emulation.setEmulatedMedia", &emulated);
    }

    /// Writes where the cursor is.
    pub(crate) fn write(&mut self, text: &str) {
        self.command("Input.insertText", &json!({ "text": text }));
    }

    /// What the page has had to say since this was last asked, and every request
    /// that failed or left `base`.
    pub(crate) fn complaints(&mut self, base: &str) -> BTreeSet<String> {
        self.browser.settle();
        let events = mem::take(&mut self.browser.events);
        let own = (events.iter()).filter(|event| event["sessionId"] == self.session.as_str());
        own.filter_map(|event| complaint(event, base)).collect()
    }

    fn evaluate(&mut self, expression: &str) -> Result<Value, String> {
        let params = json!({ "expression": expression, "returnByValue": true });
        let mut answer = self
            .browser
            .try_ask(&self.session, "Runtime.evaluate", &params)?;
        match answer.get("exceptionDetails") {
            Some(exception) => Err(exception.to_string()),
            None => Ok(answer["result"]["value"].take()),
        }
    }

    fn command(&mut self, method: &str, params: &Value) -> Value {
        self.browser.ask(&self.session, method, params)
    }
}

/// Says something past the test harness, which keeps what a passing test prints.
pub(crate) fn say(text: &str) {
    let _unheard = writeln!(io::stderr(), "{text}");
}

fn program() -> Option<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Some(named.into());
    }
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let mut programs = NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    programs.find(|program| program.is_file())
}

/// The browser's messages, read beside the test so that waiting can be ended.
fn messages(output: ChildStdout) -> Receiver<Value> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for message in BufReader::new(output).split(0) {
            let Ok(message) = message else { break };
            let message = serde_json::from_slice(&message).unwrap();
            if sender.send(message).is_err() {
                break;
            }
        }
    });
    receiver
}

/// An expression for a point of what `selector` finds where it is on top; null
/// when it is outside the viewport or covered.
fn spot(selector: &str) -> String {
    let selector = json!(selector);
    format!(
        "(() => {{
            const element = document.querySelector({selector});
            const box = element?.getClientRects()[0];
            if (!box) return null;
            const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
            return element.contains(document.elementFromPoint(x, y)) ? {{ x, y }} : null;
        }})()"
    )
}

fn complaint(event: &Value, base: &str) -> Option<String> {
    let params = &event["params"];
    let said = match event["method"].as_str()? {
        "Runtime.consoleAPICalled" => format!("console: {}", params["args"]),
        "Runtime.exceptionThrown" => format!("exception: {}", params["exceptionDetails"]),
        "Log.entryAdded" => {
            let entry = &params["entry"];
            format!("{} at {}: {}", entry["source"], entry["url"], entry["text"])
        }
        "Network.requestWillBeSent" => {
            let url = params["request"]["url"].as_str()?;
            let is_own = url.starts_with(base);
            (!is_own).then(|| format!("request outside the site: {url}"))?
        }
        "Network.responseReceived" => {
            let response = &params["response"];
            let is_good = response["status"].as_u64()? < 400;
            (!is_good).then(|| format!("{}: {}", response["status"], response["url"]))?
        }
        // What a page still waits for when it is left is cancelled, not failed.
        "Network.loadingFailed" => {
            let is_cancelled = params["canceled"] == true;
            let [kind, error, why] = ["type", "errorText", "blockedReason"].map(|key| &params[key]);
            (!is_cancelled).then(|| format!("request failed: {kind} {error} {why}"))?
        }
        _ => return None,
    };
    Some(said)
}
