// The page works without this: with it, a passage opens in context without leaving the line that cites it, and the
// excerpts of one section or speaker can be shown alone.
(() => {
  "use strict";
  const dialog = document.getElementById("passage");
  if (!dialog || typeof dialog.showModal !== "function") return;
  const title = dialog.querySelector(".passage-title");
  const text = dialog.querySelector(".passage-text");
  const whole = dialog.querySelector(".whole");
  const excerpts = [...document.querySelectorAll(".excerpt")];

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

  // The passage of an excerpt with the paragraphs around it, and the article that it stands in.
  const passageOf = (number) => {
    const marks = document.querySelectorAll(`main mark[data-of~="${number}"]`);
    if (!marks.length) return null;
    const source = marks[0].closest("article");
    const full = source.querySelector(".full");
    const all = [...full.querySelectorAll("p")];
    const first = all.indexOf(marks[0].closest("p"));
    const last = all.indexOf(marks[marks.length - 1].closest("p"));
    const around = all.slice(Math.max(0, first - 1), last + 2).map((paragraph) => copyOf(paragraph, number));
    return { source, around, lang: full.lang || document.documentElement.lang };
  };

  const show = (number) => {
    const passage = passageOf(number);
    if (!passage) return false;
    const heading = passage.source.querySelector("h3 bdi").textContent;
    title.textContent = heading + " · " + passage.source.querySelector(".outlet").textContent;
    whole.href = "#" + passage.source.id;
    text.lang = passage.lang;
    text.replaceChildren(...passage.around);
    hidePeek();
    dialog.showModal();
    return true;
  };

  // A pointer that rests on an excerpt shows the passage beside it; a keyboard has the link below the excerpt.
  const peek = document.createElement("div");
  peek.className = "peek";
  peek.setAttribute("aria-hidden", "true");
  let waiting = 0;
  const hidePeek = () => {
    clearTimeout(waiting);
    peek.remove();
  };
  const showPeek = (excerpt) => {
    const passage = passageOf(excerpt.id.slice(1));
    if (!passage) return;
    peek.lang = passage.lang;
    peek.replaceChildren(...passage.around);
    excerpt.append(peek);
  };
  if (window.matchMedia("(hover: hover)").matches) {
    excerpts.forEach((excerpt) => {
      excerpt.querySelector("blockquote").addEventListener("mouseenter", () => {
        clearTimeout(waiting);
        waiting = setTimeout(showPeek, 700, excerpt);
      });
      excerpt.addEventListener("mouseleave", hidePeek);
    });
  }

  const plain = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  document.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest(".close, .whole")) dialog.close();
    const link = event.target.closest("a[data-context]");
    const quote = event.target.closest(".excerpt blockquote");
    if (!plain(event) || !(link || (quote && String(document.getSelection()) === ""))) return;
    if (show(link ? link.dataset.context : quote.dataset.display)) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hidePeek();
  });

  const filter = document.querySelector(".filter");
  if (!filter) return;
  const [section, voice] = filter.querySelectorAll("select");
  const status = filter.querySelector("[role=status]");
  const apply = () => {
    let shown = 0;
    excerpts.forEach((excerpt) => {
      const inSection = !section.value || excerpt.closest("[data-section]").dataset.section === section.value;
      excerpt.hidden = !inSection || (voice.value !== "" && excerpt.dataset.voice !== voice.value);
      if (!excerpt.hidden) shown += 1;
    });
    document.querySelectorAll(".topic").forEach((topic) => {
      topic.hidden = (section.value || voice.value) !== "" && !topic.querySelector(".excerpt:not([hidden])");
    });
    status.textContent = filter.dataset.words.replace("{shown}", shown).replace("{all}", excerpts.length);
  };
  const reset = () => {
    section.value = voice.value = "";
    apply();
  };
  filter.addEventListener("change", apply);
  filter.querySelector("button").addEventListener("click", () => {
    reset();
    section.focus();
  });
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target || !target.closest("[hidden]")) return;
    reset();
    target.scrollIntoView();
    target.focus();
  });
  filter.hidden = false;
  reset();
})();
