// A chart as an image, with its marks as buttons over it. One tab stop: the arrow keys go from mark to mark.

const SVG = "http://www.w3.org/2000/svg";
const inSight = new WeakMap(); // of each model the views that are in sight

function render({ model, el }) {
  el.classList.add("wb-picture");
  const image = document.createElement("img");
  const overlay = document.createElementNS(SVG, "svg");
  overlay.setAttribute("viewBox", "0 0 1 1");
  overlay.setAttribute("preserveAspectRatio", "none");
  overlay.setAttribute("role", "group");
  overlay.setAttribute("aria-label", "Marks of the chart: arrow keys move, Enter opens the sentences");
  // JupyterLab would take the arrow keys and Enter for itself.
  overlay.setAttribute("data-lm-suppress-shortcuts", "true");
  const hint = document.createElement("div");
  hint.className = "wb-hint";
  hint.setAttribute("aria-hidden", "true");
  el.append(image, overlay, hint);

  let address = null;
  let drawn = 0;

  async function showPicture() {
    const bytes = model.get("png");
    const turn = ++drawn;
    if (!bytes || !bytes.byteLength) {
      image.removeAttribute("src"); // nothing is shown
      image.alt = "";
      return showMarks();
    }
    const next = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
    const ready = new Image();
    ready.src = next;
    // Swap only a finished image, so that no frame is blank; a busy browser may put decoding off.
    await Promise.race([ready.decode().catch(() => {}), new Promise((done) => setTimeout(done, 1000))]);
    if (turn !== drawn) return URL.revokeObjectURL(next);
    image.src = next;
    image.width = model.get("width") || ready.naturalWidth;
    image.alt = model.get("alt");
    if (address) URL.revokeObjectURL(address);
    address = next;
    showMarks();
    nameSliders();
  }

  function showMarks() {
    const marks = model.get("marks");
    const focused = overlay.contains(document.activeElement);
    overlay.replaceChildren(...marks.map(mark));
    hint.textContent = "";
    const stops = [...overlay.children];
    const current = stops[model.get("selected")] || stops[0];
    if (current) current.setAttribute("tabindex", "0");
    if (current && focused) current.focus({ preventScroll: true });
  }

  function mark({ label, points }, index) {
    const area = document.createElementNS(SVG, "polygon");
    area.setAttribute("points", points.map((point) => point.join(",")).join(" "));
    area.setAttribute("role", "button");
    area.setAttribute("tabindex", "-1");
    area.setAttribute("aria-label", label);
    area.setAttribute("aria-pressed", String(index === model.get("selected")));
    area.dataset.index = index;
    return area;
  }

  function select(index) {
    model.set("selected", index === model.get("selected") ? -1 : index);
    model.save_changes();
  }

  function press() {
    [...overlay.children].forEach((area, index) => {
      area.setAttribute("aria-pressed", String(index === model.get("selected")));
    });
  }

  function centre(area) {
    const box = area.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  }

  // The nearest mark that way; a step aside counts three times a step ahead.
  function neighbour(from, [dx, dy]) {
    const [x, y] = centre(from);
    let best = null;
    let least = Infinity;
    for (const area of overlay.children) {
      const [otherX, otherY] = centre(area);
      const ahead = (otherX - x) * dx + (otherY - y) * dy;
      const aside = Math.abs((otherX - x) * dy) + Math.abs((otherY - y) * dx);
      if (area !== from && ahead > 0.5 && ahead + 3 * aside < least) {
        least = ahead + 3 * aside;
        best = area;
      }
    }
    return best;
  }

  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function onKey(event) {
    const area = event.target.closest("polygon");
    if (!area) return;
    const { key } = event;
    let to = null;
    if (key in ways) to = neighbour(area, ways[key]);
    else if (key === "Home") to = overlay.firstElementChild;
    else if (key === "End") to = overlay.lastElementChild;
    else if (key === "Enter" || key === " ") select(Number(area.dataset.index));
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (!to) return;
    area.setAttribute("tabindex", "-1");
    to.setAttribute("tabindex", "0");
    to.focus();
  }

  function onClick(event) {
    const area = event.target.closest("polygon");
    if (!area) return;
    overlay.querySelectorAll("[tabindex='0']").forEach((other) => other.setAttribute("tabindex", "-1"));
    area.setAttribute("tabindex", "0");
    area.focus({ preventScroll: true });
    select(Number(area.dataset.index));
    hideHint();
  }

  function showHint(event) {
    const area = event.target.closest("polygon");
    if (!area) return;
    const box = area.getBoundingClientRect();
    const frame = el.getBoundingClientRect();
    hint.textContent = area.getAttribute("aria-label");
    const left = Math.min(box.x - frame.x + box.width / 2, frame.width - hint.offsetWidth / 2 - 4);
    hint.style.left = `${Math.max(left, hint.offsetWidth / 2 + 4)}px`;
    hint.style.top = `${Math.max(box.y - frame.y, hint.offsetHeight + 6)}px`;
  }

  function hideHint() {
    hint.textContent = "";
  }

  overlay.addEventListener("keydown", onKey);
  overlay.addEventListener("click", onClick);
  // Not on the overlay: an SVG that listens for focus is a tab stop of its own.
  for (const over of ["pointerover", "focusin"]) el.addEventListener(over, showHint);
  for (const out of ["pointerout", "focusout"]) el.addEventListener(out, hideHint);

  // ipywidgets leaves the handle and the number of a slider without a name.
  function nameSliders() {
    for (const slider of el.closest(".wb-panel")?.querySelectorAll(".widget-slider") ?? []) {
      const name = slider.querySelector("label, .widget-label")?.textContent;
      for (const readout of slider.querySelectorAll(".widget-readout")) readout.setAttribute("role", "textbox");
      for (const part of slider.querySelectorAll("[role=slider], .widget-readout")) part.setAttribute("aria-label", name);
    }
  }

  // The kernel draws as fine as the screen is, and first what is in sight.
  function tell(name, value) {
    if (model.get(name) === value) return;
    model.set(name, value);
    model.save_changes();
  }

  // What is about to be set: the control that the pointer rests on, or that has the focus.
  let column = null;
  let resting = null;

  function noteNear(event) {
    clearTimeout(resting);
    const place = [...column.children].indexOf(event.target.closest(".wb-controls > *"));
    resting = setTimeout(() => tell("near", place), event.type === "focusin" ? 0 : 100);
  }

  const near = { pointerover: noteNear, focusin: noteNear, pointerleave: noteNear };

  function watchControls() {
    if (column) return;
    column = el.closest(".wb-panel")?.querySelector(".wb-controls");
    for (const [event, action] of Object.entries(near)) column?.addEventListener(event, action);
  }

  const tellRatio = () => tell("ratio", Math.min(Math.max(window.devicePixelRatio || 1, 1), 2));
  const views = inSight.get(model) ?? new Set();
  inSight.set(model, views);
  const watch = new IntersectionObserver((seen) => {
    if (seen.at(-1).isIntersecting) views.add(el);
    else views.delete(el);
    tell("visible", views.size > 0);
    watchControls();
  });

  const on = { "change:png": showPicture, "change:selected": press };
  for (const [event, action] of Object.entries(on)) model.on(event, action);
  window.addEventListener("resize", tellRatio);
  tellRatio();
  watch.observe(el);
  showPicture();

  return () => {
    for (const [event, action] of Object.entries(on)) model.off(event, action);
    window.removeEventListener("resize", tellRatio);
    watch.disconnect();
    clearTimeout(resting);
    for (const [event, action] of Object.entries(near)) column?.removeEventListener(event, action);
    if (views.delete(el)) tell("visible", views.size > 0);
    if (address) URL.revokeObjectURL(address);
  };
}

export default { render };
