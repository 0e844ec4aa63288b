// The page works without this: with it, a passage opens in context without leaving the line that cites it.
(() => {
  "use strict";
  const dialog = document.getElementById("passage");
  if (!dialog || typeof dialog.showModal !== "function") return;
  const title = dialog.querySelector(".passage-title");
  const text = dialog.querySelector(".passage-text");
  const whole = dialog.querySelector(".whole");

  const copyOf = (paragraph, number) => {
    const copy = paragraph.cloneNode(true);
    copy.removeAttribute("id");
    copy.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
    copy.querySelectorAll(".back").forEach((element) => element.remove());
    copy.querySelectorAll("mark").forEach((mark) => {
      if (!mark.dataset.of.split(" ").includes(number)) mark.replaceWith(...mark.childNodes);
    });
    return copy;
  };

  const show = (number) => {
    const marks = document.querySelectorAll(`main mark[data-of~="${number}"]`);
    if (!marks.length) return false;
    const source = marks[0].closest("article");
    const first = marks[0].closest("p");
    const last = marks[marks.length - 1].closest("p");
    const full = source.querySelector(".full");
    text.lang = full.lang || document.documentElement.lang;
    title.textContent = source.querySelector("h3 bdi").textContent + " · " + source.querySelector(".outlet").textContent;
    whole.href = "#" + source.id;
    const all = [...full.querySelectorAll("p")];
    const around = all.slice(Math.max(0, all.indexOf(first) - 1), all.indexOf(last) + 2);
    text.replaceChildren(...around.map((paragraph) => copyOf(paragraph, number)));
    dialog.showModal();
    return true;
  };

  document.addEventListener("click", (event) => {
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    const link = event.target.closest("a[data-context]");
    if (link && plain && show(link.dataset.context)) event.preventDefault();
    if (event.target === dialog || event.target.closest(".close, .whole")) dialog.close();
  });
})();
