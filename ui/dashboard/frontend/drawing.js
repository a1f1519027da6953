// A drawing that ships with the program, in the colours of the page.

export default function show({ parentElement, data }) {
  let drawing = parentElement.querySelector(".drawing");
  if (!drawing) {
    drawing = document.createElement("div");
    drawing.className = "drawing";
    parentElement.append(drawing);
  }
  drawing.innerHTML = data;
}
