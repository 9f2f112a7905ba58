// Keeps an open page in step with the site while it is being written: a new
// good build reloads the page, a failed one is shown over it. The server puts
// this script's tag into pages on their way out; it is in no built file.
(() => {
  "use strict";

  const script = document.currentScript;
  const pageVersion = Number(script.dataset.version);
  const isFailurePage = "failurePage" in script.dataset;
  // A failure that was closed stays closed on the next page, too.
  const closedFailure = "dateline-closed-failure";

  let stream = null;
  let overlay = null;
  let shownFailure = null;

  // A browser keeps few connections to one server, all tabs together, so only
  // a tab that is seen may hold one. A tab that comes back is told the version
  // of the moment at once.
  function follow() {
    stream?.close();
    stream = null;
    if (document.visibilityState === "hidden") return;
    stream = new EventSource(new URL("events", script.src));
    stream.addEventListener("version", (event) => receive(event.data));
  }

  function receive(data) {
    const run = JSON.parse(data);
    const isFailure = run.errors > 0;
    if (!isFailure || isFailurePage) {
      if (run.version !== pageVersion) location.reload();
    } else if (data !== shownFailure && data !== recall()) {
      show(run, data);
    }
  }

  function show(run, data) {
    overlay?.remove();
    shownFailure = data;
    const dialog = failureDialog(run);
    overlay = element("div");
    // A shadow root keeps the site's style from the overlay and the other way round.
    overlay.attachShadow({ mode: "open" }).append(
      element("link", { rel: "stylesheet", href: new URL("live.css", script.src) }),
      dialog,
    );
    const shown = overlay;
    dialog.addEventListener("close", () => {
      remember(data);
      shown.remove();
    });
    document.body.append(overlay);
    dialog.showModal();
  }

  // A modal dialog brings the rest: Escape closes it, the keyboard stays in it
  // and returns to where it was.
  function failureDialog(run) {
    const close = element("button", { type: "button", autofocus: "" }, "Close");
    const dialog = element(
      "dialog",
      { role: "alertdialog", "aria-labelledby": "heading", "aria-describedby": "note" },
      element("header", {}, element("h1", { id: "heading" }, "The site could not be built"), close),
      element("p", { id: "note" }, "The page below is from the last good build. It reloads when this is mended."),
      element("pre", { tabindex: "0" }, run.text),
    );
    close.addEventListener("click", () => dialog.close());
    return dialog;
  }

  // Children that are strings become text, never mark-up.
  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  // Storage may be forbidden; then a closed failure is shown on each page.
  function remember(data) {
    try {
      sessionStorage.setItem(closedFailure, data);
    } catch {}
  }

  function recall() {
    try {
      return sessionStorage.getItem(closedFailure);
    } catch {
      return null;
    }
  }

  document.addEventListener("visibilitychange", follow);
  follow();
})();
