// The writing page: counts words as the server does, adds and removes points, picks
// paragraphs. Everything it does has a way without it; the form's fields are the truth.
import { countWords } from "./words.js";

const form = document.getElementById("compose");
const list = document.getElementById("point-list");
const pick = document.getElementById("pick");
const beside = document.getElementById("beside");
const status = document.getElementById("save-status");
const say = (name, value) => form.dataset[name].replace("%s", value);
const points = () => [...list.querySelectorAll(".point")];
let active = null;
let saving = false;
let unsaved = false;

// --- Counting ---------------------------------------------------------------------------

const language = () => document.getElementById("id_language").value || "en";

// Figures as the server writes them, by its own example: "1,000", "1 000".
const between = form.dataset.thousand.slice(1, -3);
const figure = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, between);

function showCount(place, count, limit) {
  place.querySelector("b").textContent = figure(count);
  place.querySelector(".of").textContent = figure(limit);
  place.classList.toggle("over", count > limit);
  const left = place.querySelector(".left");
  if (left) left.textContent = count > limit ? say("over", figure(count - limit)) : say("left", figure(limit - count));
}

function countStatement() {
  const area = document.getElementById("id_statement");
  const joint = form.querySelector('[name="on_behalf_of"]:checked');
  const limit = Number(joint ? area.dataset.jointLimit : area.dataset.limit);
  const count = countWords(area.value, language());
  showCount(document.getElementById("statement-count"), count, limit);
  const bar = document.getElementById("statement-bar");
  bar.max = limit;
  bar.value = count;
  bar.classList.toggle("over", count > limit);
}

function countPoint(point) {
  const place = point.querySelector('[id$="-count"]');
  const count = countWords(point.querySelector('[name$="-text"]').value, language());
  showCount(place, count, Number(list.dataset.words));
}

// --- Points -----------------------------------------------------------------------------

function showKind(point) {
  const kind = point.querySelector('[name$="-kind"]').value;
  for (const part of point.querySelectorAll("[data-kinds]")) part.hidden = part.dataset.kinds !== kind;
  const words = document.querySelector(`#kind-words [data-kind="${kind}"]`);
  if (words) point.querySelector('[id$="-hint"]').innerHTML = words.innerHTML;
}

function showChips(point) {
  const place = point.querySelector(".chips");
  const number = point.querySelector(".ord").textContent;
  const chips = [...point.querySelectorAll('[name$="-paragraphs"]:checked')].map((box) => {
    const chip = document.createElement("span");
    chip.className = "chip";
    chip.textContent = box.dataset.chip;
    const cross = document.createElement("button");
    cross.type = "button";
    cross.textContent = "×";
    cross.setAttribute("aria-label", say("remove", box.dataset.chip));
    cross.addEventListener("click", () => {
      set(box, false);
      place.querySelector("button")?.focus();
    });
    chip.append(cross);
    return chip;
  });
  const more = document.createElement("button");
  more.type = "button";
  more.className = "btn quiet sm";
  more.textContent = form.dataset.more;
  more.setAttribute("aria-label", `${form.dataset.more} (${number})`);
  more.addEventListener("click", () => {
    activate(point);
    document.getElementById("pick-find").focus();
    pick.scrollIntoView({ block: "nearest" });
  });
  place.replaceChildren(...chips, more);
}

function set(box, checked) {
  box.checked = checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function renumber() {
  points().forEach((point, at) => {
    point.querySelector(".ord").textContent = at + 1;
    for (const words of point.querySelectorAll("[data-numbered]")) words.textContent = words.dataset.numbered.replace("%s", at + 1);
  });
  const most = Number(list.dataset.most);
  document.getElementById("add-point").hidden = points().length >= most;
  for (const back of list.querySelectorAll(".removed button")) back.hidden = points().length >= most;
}

function prepare(point) {
  point.querySelector(".links").hidden = true;
  showKind(point);
  showChips(point);
  countPoint(point);
}

function addPoint() {
  const next = Number(document.getElementById("id_points-TOTAL_FORMS").value); // never one that may come back
  const markup = document.getElementById("empty-point").innerHTML.replaceAll("__prefix__", next);
  list.insertAdjacentHTML("beforeend", markup);
  const point = list.lastElementChild;
  document.getElementById("id_points-TOTAL_FORMS").value = next + 1;
  window.htmx?.process(point);
  renumber();
  prepare(point);
  activate(point);
  point.querySelector("select").focus();
}

function removePoint(point) {
  const at = points().indexOf(point);
  const near = points()[at + 1] ?? points()[at - 1];
  if (point.contains(pick)) beside.append(pick);
  const undo = undoOf(point, at + 1);
  point.replaceWith(undo);
  if (active === point) active = null;
  renumber();
  if (near) activate(near);
  undo.querySelector("button").focus();
  form.dispatchEvent(new Event("points-changed", { bubbles: true }));
}

// A removed point leaves the form, and waits whole in the page until it is left.
function undoOf(point, number) {
  const line = document.createElement("li");
  line.className = "removed";
  const words = document.createElement("span");
  words.setAttribute("role", "status");
  words.textContent = say("removed", number);
  const back = document.createElement("button");
  back.type = "button";
  back.className = "btn link sm";
  back.textContent = form.dataset.undo;
  back.addEventListener("click", () => {
    line.replaceWith(point);
    renumber();
    activate(point);
    point.querySelector("textarea").focus();
    form.dispatchEvent(new Event("points-changed", { bubbles: true }));
  });
  line.append(words, back);
  return line;
}

// --- Picking paragraphs -----------------------------------------------------------------

const wide = window.matchMedia("(width >= 64rem)");

function boxOf(point, code) {
  return [...point.querySelectorAll('[name$="-paragraphs"]')].find((box) => box.value === code);
}

function activate(point) {
  active = point;
  pick.hidden = false;
  if (!wide.matches) point.querySelector(".reading").before(pick);
  else if (pick.parentElement !== beside) beside.append(pick);
  const place = document.getElementById("pick-for");
  place.textContent = place.dataset.for.replace("%s", point.querySelector(".ord").textContent);
  for (const box of pick.querySelectorAll("[data-code]")) box.checked = Boolean(boxOf(point, box.dataset.code)?.checked);
}

function find(input) {
  const wanted = input.value.trim().toLocaleLowerCase();
  const place = document.querySelector(input.dataset.finds);
  let found = 0;
  for (const label of place.querySelectorAll(".pick")) {
    const number = label.querySelector("b")?.textContent;
    const hit = !wanted || number === wanted || (!/^\d+$/.test(wanted) && label.textContent.toLocaleLowerCase().includes(wanted));
    label.hidden = !hit;
    found += hit;
  }
  for (const group of place.querySelectorAll("details")) {
    const some = Boolean(group.querySelector(".pick:not([hidden])"));
    group.hidden = !some;
    if (wanted && some) group.open = true;
  }
  if (place.id === "pick-list") document.getElementById("pick-none").hidden = found > 0;
}

// --- Saving -----------------------------------------------------------------------------

function tell(text) {
  const line = document.createElement("span");
  line.className = "state bad full";
  line.textContent = text;
  status.replaceChildren(line);
}

// Whoever types without a pause is saved every five seconds all the same. Counted here:
// htmx drops a delay while a throttle of the same element runs, and with it the last words.
let savedAt = Date.now();

function saveInTime() {
  if (Date.now() - savedAt < 5000) return;
  savedAt = Date.now();
  form.dispatchEvent(new Event("keep-now"));
}

function watchSaving() {
  status.addEventListener("htmx:beforeRequest", () => { saving = true; });
  status.addEventListener("htmx:afterRequest", (event) => {
    saving = false;
    if (event.detail.successful) unsaved = false;
    else if (![409, 422].includes(event.detail.xhr?.status)) tell(form.dataset.unsaved);
    form.dispatchEvent(new Event("saving-ended"));
  });
  // A press while the draft is being saved waits for the answer: it brings the revision.
  form.addEventListener("submit", (event) => {
    unsaved = false;
    if (!saving) return;
    event.preventDefault();
    form.addEventListener("saving-ended", () => form.requestSubmit(event.submitter), { once: true });
  });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
}

// --- Start ------------------------------------------------------------------------------

form.addEventListener("input", (event) => {
  if (event.target.closest("#pick") || event.target.type === "search") return;
  unsaved = true;
  saveInTime();
  const point = event.target.closest(".point");
  if (point) countPoint(point);
  countStatement();
});

form.addEventListener("change", (event) => {
  const point = event.target.closest(".point");
  if (event.target.dataset.code) return;
  if (event.target.name?.endsWith("-kind")) showKind(point);
  if (event.target.name?.endsWith("-paragraphs")) {
    showChips(point);
    if (point === active) activate(point);
  }
  if (event.target.name === "language") points().forEach(countPoint);
  countStatement();
});

// The picker may stand inside the form on a phone: its boxes change those of the point.
pick.addEventListener("change", (event) => {
  const code = event.target.dataset.code;
  if (!code) return;
  event.stopPropagation();
  if (active) set(boxOf(active, code), event.target.checked);
});
for (const name of ["input", "change", "keydown"]) {
  pick.addEventListener(name, (event) => {
    if (name === "keydown" && event.key === "Enter" && event.target.type === "search") event.preventDefault();
    if (name !== "keydown") event.stopPropagation();
    if (event.target.dataset.finds) find(event.target);
  });
}
form.addEventListener("input", (event) => { if (event.target.dataset.finds) find(event.target); });
document.getElementById("pick-done").addEventListener("click", () => active?.querySelector("textarea").focus());

list.addEventListener("focusin", (event) => {
  const point = event.target.closest(".point");
  if (point && point !== active && wide.matches) activate(point);
});
list.addEventListener("click", (event) => {
  const remove = event.target.closest('[name="remove_point"]');
  const rewording = event.target.closest("[data-rewording]");
  if (remove) {
    event.preventDefault();
    removePoint(remove.closest(".point"));
  } else if (rewording) {
    const area = rewording.closest(".point").querySelector('[name$="-text"]');
    area.value = rewording.dataset.rewording;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  }
});
document.getElementById("add-point").addEventListener("click", (event) => {
  event.preventDefault();
  addPoint();
});

for (const input of document.querySelectorAll("[data-finds]")) input.hidden = false;
points().forEach(prepare);
countStatement();
renumber();
if (wide.matches && points().length) activate(points()[0]);
watchSaving();
