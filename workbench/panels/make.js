// What the scripts of the lists share; it stands before each of them. All text goes in as text.

function make(tag, { text, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text !== undefined) node.textContent = text;
  node.append(...children);
  return node;
}

function makeButton(text, onClick, label) {
  const node = make("button", { type: "button", text, ...(label && { "aria-label": label }) });
  node.addEventListener("click", () => onClick(node));
  return node;
}

// JupyterLab keeps Enter from a form.
function sendOnEnter(form) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    event.stopPropagation();
    form.requestSubmit();
  });
}
