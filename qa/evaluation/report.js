"use strict";
const rows = Array.from(document.querySelectorAll(".question"));
const failuresOnly = document.getElementById("failures-only");
const tag = document.getElementById("tag");
const words = document.getElementById("words");
const count = document.getElementById("count");

function filter() {
  const onlyFailures = failuresOnly.getAttribute("aria-pressed") === "true";
  const wanted = words.value.trim().toLowerCase();
  let shown = 0;
  for (const row of rows) {
    const tags = row.dataset.tags.split("\n");
    row.hidden = (onlyFailures && row.dataset.failed !== "yes")
      || (tag.value !== "" && !tags.includes(tag.value))
      || (wanted !== "" && !row.textContent.toLowerCase().includes(wanted));
    shown += row.hidden ? 0 : 1;
  }
  count.textContent = `${shown} of ${rows.length} questions`;
}

failuresOnly.addEventListener("click", () => {
  failuresOnly.setAttribute("aria-pressed", String(failuresOnly.getAttribute("aria-pressed") !== "true"));
  filter();
});
tag.addEventListener("change", filter);
words.addEventListener("input", filter);
filter();
