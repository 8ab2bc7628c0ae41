// Hits of a search, one a line: the words stand below each other, and each is a button to its article.

function render({ model, el }) {
  el.classList.add("wb-lines");
  el.setAttribute("data-lm-suppress-shortcuts", "true");

  function cell(text, name, more) {
    return make("td", { class: name, ...more }, make("bdi", { text }));
  }

  function show() {
    const rows = model.get("rows").map(([left, hit, right, where], index) => {
      const button = makeButton(hit, () => {
        model.set("selected", index === model.get("selected") ? -1 : index);
        model.save_changes();
      });
      button.setAttribute("aria-label", [left, hit, right, where].join(" ")); // heard by itself
      const title = where; // where there is no room for all of it
      const sides = [cell(right, "wb-right"), cell(where, "wb-where", { title })];
      return make("tr", {}, cell(left, "wb-left"), make("td", {}, button), ...sides);
    });
    el.replaceChildren(...(rows.length ? [make("table", { "aria-label": "Hits" }, ...rows)] : []));
    press();
  }

  // Up and down go from hit to hit.
  function onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...el.querySelectorAll("button")];
    const to = buttons[buttons.indexOf(document.activeElement) + step];
    if (!step || !to) return;
    event.preventDefault();
    event.stopPropagation();
    to.focus();
  }

  function press() {
    el.querySelectorAll("button").forEach((button, index) => {
      button.setAttribute("aria-pressed", String(index === model.get("selected")));
    });
  }

  el.addEventListener("keydown", onKey);
  model.on("change:rows", show);
  model.on("change:selected", press);
  show();
  return () => {
    model.off("change:rows", show);
    model.off("change:selected", press);
  };
}

export default { render };
