// Says below a text how many words it has. <textarea data-counted="id" data-limit="300">
import { countWords } from "./words.js";

for (const area of document.querySelectorAll("textarea[data-counted]")) {
  const place = document.getElementById(area.dataset.counted);
  const show = () => {
    const count = countWords(area.value, area.lang || document.documentElement.lang);
    place.querySelector("b").textContent = count;
    place.classList.toggle("over", count > Number(area.dataset.limit));
  };
  area.addEventListener("input", show);
  show();
}
