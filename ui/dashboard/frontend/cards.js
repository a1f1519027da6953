// A grid of pictures with names; the one that is clicked is told to the page.

export default function show({ parentElement, data, setTriggerValue }) {
  let grid = parentElement.querySelector(".cards");
  if (!grid) {
    grid = document.createElement("div");
    grid.className = "cards";
    parentElement.append(grid);
  }
  grid.replaceChildren(...data.map((card) => button(card, setTriggerValue)));
}

function button(card, setTriggerValue) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "card";
  element.innerHTML = '<span class="drawing"></span><span class="words"><b></b><small></small></span>';
  element.querySelector(".drawing").innerHTML = card.svg; // ships with the program
  element.querySelector("b").textContent = card.title;
  element.querySelector("small").textContent = card.line;
  element.addEventListener("click", () => setTriggerValue("chosen", card.id));
  return element;
}
