// What every page does: menus close, and a server that does not answer is told.

const menus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    const held = menu.contains(document.activeElement);
    menu.open = false;
    if (held) menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});

function tell(text) {
  const toasts = document.getElementById("toasts");
  if (!toasts || !text) return;
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = text;
  toasts.replaceChildren(toast);
  setTimeout(() => toast.remove(), 12000);
}

const words = () => document.getElementById("toasts")?.dataset ?? {};
document.addEventListener("htmx:sendError", () => tell(words().offline));
document.addEventListener("htmx:timeout", () => tell(words().offline));
document.addEventListener("htmx:responseError", (event) => {
  tell(event.detail.xhr.status < 500 ? words().refused : words().offline);
});
