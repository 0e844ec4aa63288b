// The page lists every brief without this: with it, the passages of all briefs can be searched, without a server.
(() => {
  "use strict";
  const form = document.querySelector(".search");
  if (!form) return;
  const most = 100;
  const field = form.querySelector("input");
  const status = form.querySelector("[role=status]");
  const found = document.getElementById("found");
  const list = found.querySelector("ol");
  const months = [...document.querySelectorAll(".month")];
  const accents = /\p{M}/gu;

  // Letters as a reader types them: small, without accents, with plain quotation marks.
  const plain = (text) => text.normalize("NFD").replace(accents, "").toLowerCase().replace(/[’‘]/g, "'").replace(/[“”«»]/g, '"');

  const lines = JSON.parse(document.getElementById("index").textContent).flatMap((brief) =>
    brief.lines.map(([number, speaker, words]) => ({
      brief, number, speaker, words, text: plain(`${words} ${speaker} ${brief.title} ${brief.date}`),
    })));

  // The words with those that were searched for marked; a letter with its accents stays one.
  const marked = (words, terms) => {
    const letters = [...words];
    const starts = [];
    let text = "";
    letters.forEach((letter) => {
      starts.push(text.length);
      text += plain(letter);
    });
    const hit = new Array(letters.length).fill(false);
    terms.forEach((term) => {
      for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
        starts.forEach((start, index) => {
          if (start >= at && start < at + term.length) hit[index] = true;
        });
      }
    });
    const parts = [];
    for (let from = 0, to = 0; from < letters.length; from = to) {
      while (to < letters.length && hit[to] === hit[from]) to += 1;
      const part = letters.slice(from, to).join("");
      const mark = document.createElement("mark");
      mark.textContent = part;
      parts.push(hit[from] ? mark : part);
    }
    return parts;
  };

  const item = (line, terms) => {
    const link = document.createElement("a");
    link.href = "./" + encodeURIComponent(line.brief.page) + "#e" + line.number;
    link.append(...marked(line.words, terms));
    const where = document.createElement("p");
    where.className = "where";
    where.textContent = [line.speaker, line.brief.date, line.brief.title].filter(Boolean).join(" · ");
    const entry = document.createElement("li");
    entry.append(link, where);
    return entry;
  };

  const search = () => {
    const terms = plain(field.value).split(/\s+/).filter(Boolean);
    const hits = terms.length ? lines.filter((line) => terms.every((term) => line.text.includes(term))) : [];
    const briefs = new Set(hits.map((line) => line.brief)).size;
    list.replaceChildren(...hits.slice(0, most).map((line) => item(line, terms)));
    found.hidden = !hits.length;
    months.forEach((month) => { month.hidden = hits.length > 0; });
    const said = form.dataset.found.replace("{found}", hits.length).replace("{briefs}", briefs);
    const more = hits.length > most ? " " + form.dataset.more.replace("{most}", most) : "";
    status.textContent = !terms.length ? "" : hits.length ? said + more : form.dataset.none;
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
})();
