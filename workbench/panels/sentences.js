// Sentences to read and put right. Nothing that an article holds becomes markup.

let lists = 0;

function render({ model, el }) {
  const list = `wb-actors-${++lists}`;
  let turn = 0;
  el.classList.add("wb-sentences");
  el.setAttribute("data-lm-suppress-shortcuts", "true");

  function ask(request) {
    model.set("request", { ...request, turn: ++turn });
    model.save_changes();
  }

  function field([name, value, label], bulk) {
    const control =
      name === "stance"
        ? make("select", {}, ...options(bulk))
        : make("input", { list, placeholder: bulk ? "as it is" : "no actor", size: 18 });
    control.value = bulk ? "" : value;
    control.dataset.name = name;
    control.dataset.before = control.value;
    return make("label", {}, make("span", { text: label }), control);
  }

  function options(bulk) {
    const words = ["friendly", "hostile", "none"].map((one) => make("option", { value: one, text: one }));
    return bulk ? [make("option", { value: "", text: "as it is" }), ...words] : words;
  }

  // A form for one row, or for all rows shown: what is left as it was is not touched.
  function form(fields, rows, bulk) {
    const reason = make("label", {}, make("span", { text: "Reason" }), make("input", { name: "reason", size: 18 }));
    const drop = bulk && fields.some(([name]) => name === "actor")
      ? [make("label", {}, make("input", { type: "checkbox", name: "drop" }), make("span", { text: "Not an actor" }))]
      : [];
    const save = make("button", { type: "submit", text: bulk ? `Save for all ${rows.length}` : "Save" });
    const node = make("form", {}, ...fields.map((one) => field(one, bulk)), ...drop, reason, save);
    node.addEventListener("submit", (event) => {
      event.preventDefault();
      const set = {};
      for (const control of node.querySelectorAll("[data-name]")) {
        if (control.value !== control.dataset.before) set[control.dataset.name] = control.value.trim();
      }
      if (node.elements.drop?.checked) set.actor = "";
      ask({ do: "set", rows, set, reason: node.elements.reason.value });
    });
    sendOnEnter(node);
    return node;
  }

  function disclosure(words, fill) {
    const node = make("details", {}, make("summary", { text: words }));
    node.addEventListener("toggle", () => {
      if (node.open && node.childElementCount === 1) node.append(fill());
    });
    return node;
  }

  function paragraph(row) {
    const whole = make("p", { dir: "auto" });
    whole.append(row.before + " ", make("b", {}, ...pieces(row)), " " + row.after);
    return whole;
  }

  function pieces(row) {
    return row.pieces.map(([text, role]) =>
      role ? make("mark", { class: `wb-${role}`, title: role }, make("bdi", { text })) : make("bdi", { text }),
    );
  }

  function item(row, index) {
    const node = make("li", {}, make("div", { class: "wb-words", dir: "auto" }, ...pieces(row)));
    if (row.facts.length) node.append(make("div", { class: "wb-facts", text: row.facts.join(" · ") }));
    const foot = make("div", { class: "wb-foot" }, make("bdi", { class: "wb-where", text: row.where }));
    foot.append(disclosure("Paragraph", () => paragraph(row)));
    if (row.form.length) foot.append(disclosure("Correct", () => form(row.form, [index], false)));
    if (row.ids.length) {
      foot.append(makeButton("corrected: undo", () => ask({ do: "undo", ids: row.ids })));
    }
    node.append(foot);
    return node;
  }

  // The fields that all rows have in common; an actor is set by one name whatever the words.
  function shared(rows) {
    const names = { stance: "Stance", source: "Source", target: "Target", actor: "Actor", speaker: "Speaker" };
    return Object.entries(names)
      .filter(([name]) => rows.some((row) => row.together.includes(name)))
      .map(([name, label]) => [name, "", label]);
  }

  function show() {
    const rows = model.get("rows");
    const inside = el.contains(document.activeElement);
    el.replaceChildren();
    if (!model.get("heading")) return;
    const head = make("h4", { text: model.get("heading"), tabindex: "-1" });
    const count = make("div", { class: "wb-where", text: model.get("count") });
    el.append(head, count, make("div", { class: "wb-note", role: "status", tabindex: "-1" }));
    el.append(make("datalist", { id: list }, ...model.get("actors").map((value) => make("option", { value }))));
    const fields = rows.length > 1 ? shared(rows) : [];
    if (fields.length) {
      const all = rows.map((_, index) => index);
      el.append(disclosure(`Correct all ${rows.length} shown`, () => form(fields, all, true)));
    }
    const roles = new Set(rows.flatMap((row) => row.pieces.map(([, role]) => role)).filter(Boolean));
    if (roles.size > 1) {
      const legend = [...roles].map((role) => make("mark", { class: `wb-${role}`, text: role }));
      count.append(" · ", ...legend.flatMap((one) => [one, " "]));
    }
    el.append(make("ol", {}, ...rows.map(item)));
    tell();
    if (inside) head.focus({ preventScroll: true });
  }

  function tell() {
    const note = el.querySelector(".wb-note");
    if (!note) return;
    const { text, kind, undo } = model.get("note");
    note.replaceChildren();
    note.className = `wb-note wb-${kind || "none"}`;
    if (!text) return;
    note.setAttribute("role", kind === "error" ? "alert" : "status");
    note.append(text);
    if (undo) note.append(" ", makeButton("Undo", () => ask({ do: "undo", ids: undo })));
  }

  model.on("change:rows", show);
  model.on("change:heading", show);
  model.on("change:note", tell);
  show();
  return () => {
    model.off("change:rows", show);
    model.off("change:heading", show);
    model.off("change:note", tell);
  };
}

export default { render };
