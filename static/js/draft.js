// The form of a paragraph: what is typed and not yet kept is sent as the page is left.
// Keeping itself is htmx's; without script the form saves as ever.

const form = document.getElementById("paragraph-form");
const status = document.getElementById("typed");
let typed = false;
let unkept = false;
let saving = false;

// Whoever types without a pause is kept every five seconds all the same: htmx drops a delay
// while a throttle of the same element runs, so this one is counted here.
let keptAt = Date.now();
form.addEventListener("input", () => {
  typed = true;
  if (Date.now() - keptAt < 5000) return;
  keptAt = Date.now();
  form.dispatchEvent(new Event("keep-now"));
});

status.addEventListener("htmx:afterRequest", (event) => {
  unkept = !event.detail.successful;
  if (!unkept) typed = false;
  else if (![409, 422].includes(event.detail.xhr?.status)) tell(form.dataset.unkept);
});

function tell(text) {
  const line = document.createElement("span");
  line.className = "state bad full";
  line.textContent = text;
  status.replaceChildren(line);
}

form.addEventListener("submit", () => {
  saving = true;
  window.htmx?.trigger(status, "htmx:abort");
});

// The last words, and that nobody is at it any more.
window.addEventListener("pagehide", () => {
  if (saving) return;
  const data = new FormData(form);
  data.append("left", "yes");
  if (!typed) data.append("keep", "no");
  navigator.sendBeacon(status.getAttribute("hx-post"), data);
});

window.addEventListener("beforeunload", (event) => {
  if (typed && unkept && !saving) event.preventDefault();
});
