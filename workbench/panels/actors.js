// The actors of a corpus, pairs that are likely one, and the analyst's list.

const KINDS = ["", "country", "organisation", "alliance", "armed group", "person"];
let lists = 0;

function render({ model, el }) {
  const id = `wb-names-${++lists}`;
  let turn = 0;
  let radios = 0;
  let chosen = new Set();
  let saved = null; // closes the form that was sent
  el.classList.add("wb-names");
  el.setAttribute("data-lm-suppress-shortcuts", "true");
  const parts = {
    note: make("div", { class: "wb-note", role: "status", tabindex: "-1" }),
    pairs: make("section", { "aria-label": "Likely merges" }),
    actors: make("section", { "aria-label": "Actors" }),
    listed: make("section", { "aria-label": "Your list" }),
    names: make("datalist", { id }),
  };
  el.append(...Object.values(parts));

  function ask(request) {
    model.set("request", { ...request, turn: ++turn });
    model.save_changes();
  }

  function named(name) {
    const node = makeButton("", () => ask({ do: "show", name }), `Sentences of ${name}`);
    node.className = "wb-name";
    node.append(make("bdi", { text: name }));
    return node;
  }

  const mentions = (n) => `${n.toLocaleString("en")} ${n === 1 ? "mention" : "mentions"}`;

  function labelled(text, control) {
    return make("label", {}, make("span", { text }), control);
  }

  function select(options) {
    return make("select", {}, ...options.map(([value, text]) => make("option", { value, text })));
  }

  // A form whose `read` gives the request; Escape and Cancel close it.
  function form(read, close, ...fields) {
    const node = make("form", {}, ...fields);
    node.append(make("button", { type: "submit", text: "Save" }), makeButton("Cancel", close));
    node.addEventListener("submit", (event) => {
      event.preventDefault();
      saved = close;
      ask(read());
    });
    sendOnEnter(node);
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close();
    });
    return node;
  }

  // Which of the names stays: one of them, or another.
  function mergeForm(names, stays, close) {
    const group = `${id}-${++radios}`;
    const buttons = names.map((value) => {
      const radio = make("input", { type: "radio", name: group, value });
      radio.checked = value === stays;
      return make("label", {}, radio, make("bdi", { text: value }));
    });
    const other = make("input", { size: 16, list: id, "aria-label": "Another name", placeholder: "another name" });
    const fields = make("fieldset", {}, make("legend", { text: "Name that stays" }), ...buttons, other);
    const read = () => ({
      do: "merge",
      names,
      name: other.value.trim() || fields.querySelector("input:checked")?.value || stays,
    });
    return form(read, close, fields);
  }

  function changeForm(row, close) {
    const what = select([
      ["rename", "Rename"],
      ["merge", "Merge into"],
      ["add", "Add words for it"],
      ["split", "Split off words"],
      ["drop", "Drop"],
    ]);
    const words = select(row.aliases.map((one) => [one, one]));
    const which = select([["", "everywhere"], ...row.aliases.map((one) => [one, `only “${one}”`])]);
    const to = make("input", { size: 22, list: id });
    const fields = {
      words: labelled("Words", words),
      which: labelled("Where", which),
      to: labelled("", to),
    };
    const label = { rename: "New name", merge: "Actor", add: "Words", split: "These words are" };
    function lay() {
      fields.words.hidden = what.value !== "split";
      fields.which.hidden = what.value !== "drop";
      fields.to.hidden = what.value === "drop";
      fields.to.firstChild.textContent = label[what.value] || "";
      to.value = what.value === "rename" ? row.name : "";
      what.value === "add" || what.value === "rename" ? to.removeAttribute("list") : to.setAttribute("list", id);
    }
    what.addEventListener("change", lay);
    lay();
    const read = () => ({
      do: what.value,
      actor: row.name,
      to: to.value.trim(),
      words: what.value === "drop" ? which.value : words.value,
    });
    return form(read, close, labelled("Do", what), ...Object.values(fields));
  }

  function newForm(close) {
    const words = make("input", { size: 18 });
    const actor = make("input", { size: 18, list: id });
    const kind = select(KINDS.map((one) => [one, one || "as known"]));
    const country = make("input", { size: 12, list: id });
    const read = () => ({
      do: "add",
      to: words.value.trim(),
      actor: actor.value.trim() || words.value.trim(),
      kind: kind.value,
      country: country.value.trim(),
    });
    const fields = [["Words in the text", words], ["Actor", actor], ["Kind", kind], ["Country", country]];
    return form(read, close, ...fields.map(([text, control]) => labelled(text, control)));
  }

  // A button that opens a form in `place`, and closes it again.
  function opener(text, label, place, fill, focus) {
    const node = makeButton(text, toggle, label);
    function toggle() {
      if (node.getAttribute("aria-expanded") === "true") return close();
      node.setAttribute("aria-expanded", "true");
      place.replaceChildren(fill(close));
      place.hidden = false;
      place.querySelector(focus)?.focus();
    }
    function close() {
      node.setAttribute("aria-expanded", "false");
      place.replaceChildren();
      place.hidden = true;
      node.focus();
    }
    place.hidden = true;
    node.setAttribute("aria-expanded", "false");
    return node;
  }

  function showPairs() {
    const pairs = model.get("pairs");
    parts.pairs.replaceChildren();
    if (!pairs.length) return;
    const items = pairs.map(({ name, actor, n, m }) => {
      const place = make("div");
      const merge = opener("Merge", `Merge ${name} into ${actor}`, place, (close) => mergeForm([actor, name], actor, close), "[type=submit]");
      const words = make("span", {}, named(name), ` ${mentions(n)}, `, named(actor), ` ${mentions(m)}`);
      const part = makeButton("Keep apart", () => ask({ do: "apart", actor: name, to: actor }), `Keep ${name} and ${actor} apart`);
      const buttons = make("span", {}, merge, " ", part);
      return make("li", {}, make("div", { class: "wb-line" }, words, buttons), place);
    });
    const head = make("h4", { text: `Likely one and the same: ${items.length} ${items.length === 1 ? "pair" : "pairs"}` });
    parts.pairs.append(head, make("ol", {}, ...items));
  }

  function showActors() {
    const rows = model.get("rows");
    const scrolled = parts.actors.querySelector(".wb-scroll")?.scrollTop || 0;
    const known = new Set(rows.map((row) => row.name));
    chosen = new Set([...chosen].filter((name) => known.has(name)));
    const place = make("div");
    const most = () => rows.filter((row) => chosen.has(row.name)).map((row) => row.name);
    const merge = opener("Merge chosen", "", place, (close) => mergeForm(most(), most()[0], close), "[type=submit]");
    const add = opener("New actor", "", place, newForm, "input");
    const head = make("h4", { text: model.get("count"), role: "status" });
    const count = () => {
      merge.disabled = chosen.size < 2;
      merge.textContent = chosen.size ? `Merge ${chosen.size} chosen` : "Merge chosen";
      if (merge.getAttribute("aria-expanded") === "true") place.replaceChildren();
    };
    const columns = ["", "Name", "Kind", "Country", "Mentions", "Articles", "Names seen", ""];
    const body = rows.flatMap((row) => {
      const tick = make("input", { type: "checkbox", "aria-label": `Choose ${row.name}` });
      tick.checked = chosen.has(row.name);
      tick.addEventListener("change", () => {
        tick.checked ? chosen.add(row.name) : chosen.delete(row.name);
        count();
      });
      const cell = make("td", { colspan: columns.length });
      const below = make("tr", { class: "wb-below" }, cell);
      const change = opener("Change", `Change ${row.name}`, cell, (close) => changeForm(row, close), "select");
      const more = row.aliases.length - 5;
      const seen = row.aliases.slice(0, 5).join(", ") + (more > 0 ? ` and ${more} more` : "");
      const numbers = [row.mentions, row.articles].map((n) => make("td", { class: "wb-number", text: n.toLocaleString("en") }));
      const cells = [
        make("td", {}, tick),
        make("th", { scope: "row" }, named(row.name)),
        make("td", { text: row.kind }),
        make("td", {}, make("bdi", { text: row.country })),
        ...numbers,
        make("td", { class: "wb-seen", title: row.aliases.join(", ") }, make("bdi", { text: seen })),
        make("td", {}, change),
      ];
      return [make("tr", {}, ...cells), below];
    });
    const table = make("table", { "aria-label": "Actors" });
    table.append(make("thead", {}, make("tr", {}, ...columns.map((text) => make(text ? "th" : "td", { text, ...(text && { scope: "col" }) })))));
    table.append(make("tbody", {}, ...body));
    const scroll = make("div", { class: "wb-scroll" }, table);
    parts.actors.replaceChildren(make("div", { class: "wb-line" }, head, make("span", {}, merge, " ", add)), place);
    if (rows.length) parts.actors.append(scroll);
    scroll.scrollTop = scrolled;
    count();
    parts.names.replaceChildren(...model.get("actors").map((value) => make("option", { value })));
  }

  function showListed() {
    const { path, rows: all, error, undo } = model.get("file");
    const rows = model.get("listed");
    const few = rows.length < all ? `, ${rows.length} of them shown` : "";
    const buttons = make("span", {}, makeButton("Read again", () => ask({ do: "read" }), `Read ${path} again`));
    if (undo) buttons.prepend(makeButton("Undo", () => ask({ do: "undo" }), "Undo the last change of the list"), " ");
    const head = make("h4", { text: error ? "Your list cannot be used" : `Your list: ${all} ${all === 1 ? "row" : "rows"}${few}` });
    parts.listed.replaceChildren(make("div", { class: "wb-line" }, head, buttons));
    if (error) parts.listed.append(make("div", { class: "wb-note wb-error", role: "alert", text: error }));
    parts.listed.append(make("div", { class: "wb-where", text: path }));
    const items = rows.map(({ line, words, said }) => {
      const back = makeButton("Take back", () => ask({ do: "remove", line }), `Take back line ${line}: ${words}`);
      const text = make("span", {}, make("span", { class: "wb-where", text: `line ${line} ` }), make("bdi", { text: words }));
      text.append(make("span", { class: "wb-where", text: ` ${said}` }));
      return make("li", {}, make("div", { class: "wb-line" }, text, back));
    });
    if (items.length) parts.listed.append(make("ol", {}, ...items));
  }

  function tell() {
    const { text, kind, undo } = model.get("note");
    parts.note.replaceChildren();
    parts.note.className = `wb-note wb-${kind || "none"}`;
    if (!text) return;
    parts.note.setAttribute("role", kind === "error" ? "alert" : "status");
    parts.note.append(text);
    if (undo) parts.note.append(" ", makeButton("Undo", () => ask({ do: "undo" })));
    if (kind === "done") saved?.();
    saved = null;
    // The form is gone after it was saved; after an error it stays, with the focus in it.
    const lost = document.activeElement === document.body || el.contains(document.activeElement);
    if (kind !== "error" && lost) parts.note.focus();
  }

  const shows = { pairs: showPairs, rows: showActors, count: showActors, listed: showListed, file: showListed, note: tell };
  for (const [name, show] of Object.entries(shows)) model.on(`change:${name}`, show);
  for (const show of new Set(Object.values(shows))) show();
  return () => {
    for (const [name, show] of Object.entries(shows)) model.off(`change:${name}`, show);
  };
}

export default { render };
