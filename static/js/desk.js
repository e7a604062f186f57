// The desk by keyboard: j and k walk the queue, a letter on a button presses it.
// Nothing here is needed: every row is a link and every decision a form.

const WIDE = "(min-width: 64rem)";
const FIELDS = "input, select, textarea, [contenteditable]";

const rows = () => [...document.querySelectorAll("#queue a")];
const path = (address) => new URL(address, location.href).pathname;

function current() {
  const links = rows();
  return links.findIndex((link) => link.getAttribute("aria-current") === "true");
}

function mark() {
  const here = location.pathname;
  for (const link of rows()) {
    const is = here.startsWith(path(link.dataset.path));
    if (is) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    if (is) link.scrollIntoView({ block: "nearest" });
  }
  showTab();
}

// On a phone the tabs run past the edge: the one that is open comes into sight.
function showTab() {
  const tab = document.querySelector(".desk-tabs [aria-current]");
  if (tab) tab.parentElement.scrollLeft += tab.getBoundingClientRect().left - tab.parentElement.getBoundingClientRect().left - 18;
}

function step(by) {
  const links = rows();
  const at = current();
  const next = links[at < 0 ? 0 : at + by];
  if (!next) return;
  next.focus({ preventScroll: false });
  next.click();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.(FIELDS) || event.repeat) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") {
    event.preventDefault();
    step(key === "j" ? 1 : -1);
    return;
  }
  const button = /^[a-z]$/.test(key) && document.querySelector(`#read [data-key="${key}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

// Where there is room for both, the first of the queue is open beside it.
function openFirst() {
  const pane = document.querySelector("#read[data-first]");
  if (pane && matchMedia(WIDE).matches && window.htmx) {
    // As the pane's own request it gives way to that of a row that is pressed meanwhile.
    const ways = { source: pane, target: "#read", swap: "outerHTML" };
    window.htmx.ajax("GET", pane.dataset.first, ways).catch(() => {});
  }
}

document.addEventListener("htmx:afterSettle", mark);
document.addEventListener("htmx:pushedIntoHistory", mark);
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id === "desk") openFirst();
  const field = document.querySelector("#read [aria-invalid='true'], #decision :is(textarea, input:not([type=hidden]))");
  field?.focus();
});
mark();
openFirst();
