// Search: only the sentences that hold all the words stay, with whatever they stand in.
const field = document.querySelector("#search"), told = document.querySelector("#found");
const items = [...document.querySelectorAll(".wb-evidence li")];
const texts = items.map(item => item.textContent.toLowerCase());
const folds = [...document.querySelectorAll("details")];
field.addEventListener("input", () => {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  items.forEach((item, i) => {
    item.hidden = !words.every(word => texts[i].includes(word));
    count += !item.hidden;
  });
  for (const fold of folds) {
    const any = fold.querySelector(".wb-evidence li:not([hidden])");
    const sentences = fold.querySelector(".wb-evidence li");
    fold.hidden = Boolean(words.length && sentences && !any);
    if (sentences) fold.open = Boolean(words.length && any);
  }
  told.textContent = words.length ? `${count} of ${items.length}` : "";
});
// A mark of a picture opens its sentences, wherever they are folded away.
const unfold = () => {
  const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let at = wanted; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  if (wanted) wanted.scrollIntoView();
};
addEventListener("hashchange", unfold);
addEventListener("beforeprint", () => folds.forEach(fold => fold.open = true));
unfold();
