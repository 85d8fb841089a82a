// What a copy of the page is asked in the browser; the answer is left in the document, where --dump-dom shows it.
window.addEventListener("load", () => {
  const all = [...document.querySelectorAll("body *")];
  const shown = (element) => element.getClientRects().length > 0;
  const name = (element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") || ""} ${element.textContent.slice(0, 60)}`;
  const links = [...document.querySelectorAll("a")].map((link) => link.getAttribute("href"));
  const ids = all.map((element) => element.id).filter(Boolean);
  const maps = [...document.querySelectorAll("svg.map")].filter(shown);
  const count = (kind) => maps.map((map) => map.querySelectorAll(`[data-node="${kind}"]`).length);
  // Texts of the map that leave their box, or their drawing.
  const spilt = maps.flatMap((map) =>
    [...map.querySelectorAll("g")].flatMap((node) => {
      const box = node.querySelector("rect").getBoundingClientRect();
      return [...node.querySelectorAll("text")].filter((text) => {
        const at = text.getBoundingClientRect();
        return at.left < box.left - 1 || at.right > box.right + 1 || at.top < box.top - 1 || at.bottom > box.bottom + 1;
      });
    }),
  );
  const size = (element) => {
    const scale = element.ownerSVGElement ? element.ownerSVGElement.getBoundingClientRect().width / element.ownerSVGElement.viewBox.baseVal.width : 1;
    return parseFloat(getComputedStyle(element).fontSize) * scale;
  };
  const texts = all.filter((element) => shown(element) && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  const luminance = (color) => {
    const [r, g, b] = color.match(/[\d.]+/g).slice(0, 3).map((part) => {
      const c = part / 255;
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (!/, 0\)$|transparent/.test(color)) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const pale = texts
    .filter((element) => !element.closest("svg"))
    .map((element) => {
      const [a, b] = [luminance(getComputedStyle(element).color), luminance(ground(element))];
      return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), name(element)];
    })
    .filter(([contrast]) => contrast < 4.5);
  const answer = {
    width: innerWidth,
    scroll: document.documentElement.scrollWidth,
    wide: all.filter((element) => shown(element) && !element.closest("svg") && element.getBoundingClientRect().right > innerWidth + 0.5).map(name),
    dark: matchMedia("(prefers-color-scheme: dark)").matches,
    paper: getComputedStyle(document.body).backgroundColor,
    dead: links.filter((link) => !link.startsWith("#") || !document.getElementById(link.slice(1))),
    links: links.length,
    twice: ids.filter((id, at) => ids.indexOf(id) !== at),
    maps: maps.length,
    managers: count("manager"),
    spilt: spilt.map(name),
    small: texts.filter((element) => size(element) < 10).map((element) => `${size(element)} ${name(element)}`),
    pale,
    scripts: document.querySelectorAll("script").length,
    outside: all.filter((element) => ["IMG", "IFRAME", "LINK", "OBJECT", "EMBED"].includes(element.tagName)).map(name),
  };
  const out = document.createElement("pre");
  out.id = "measured";
  out.textContent = JSON.stringify(answer);
  document.body.append(out);
});
