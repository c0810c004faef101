// Elements whose text is text: nothing of a release is ever read as markup.

/** An element with attributes and children; a string is a text node. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** A link within the pages. */
export function inner(kind, id, words) {
  return element("a", { href: `#/${kind}/${encodeURIComponent(id)}` }, words ?? id);
}

/** A link out of them, where the address is one of the web; else its text. */
export function outer(address, words) {
  let url = null;
  try {
    url = new URL(address);
  } catch {
    return words;
  }
  if (!["http:", "https:"].includes(url.protocol)) return words;
  return element("a", { href: url.href, rel: "noopener noreferrer nofollow" }, words);
}

/** Text with one stretch marked; offsets count code points, as those of the release do. */
export function marked(text, start, end) {
  const characters = [...text];
  const part = (from, to) => characters.slice(from, to).join("");
  if (!(start >= 0 && start < end && end <= characters.length)) return [text];
  return [part(0, start), element("mark", {}, part(start, end)), part(end)];
}

/** A number as English writes it, with the right form of the word behind it. */
export function count(number, one, many) {
  return `${Number(number).toLocaleString("en")} ${Number(number) === 1 ? one : many}`;
}
