/** Atlassian's bold accent colours: an image has no access to the page's tokens, and white is readable on each of these. */
const COLORS = ['#0055CC', '#1F845A', '#6E5DC6', '#AE4787', '#206A83', '#A54800', '#44546F'];

/** A picture of a person's initials, as Jira makes one for whoever has not chosen any. */
export function initialsImage(accountId: string, name: string): string {
  const sum = [...accountId].reduce(
    (total, character) => (total * 31 + (character.codePointAt(0) ?? 0)) % 9973,
    0,
  );
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" fill="${COLORS[sum % COLORS.length]}"/>` +
    `<text x="16" y="21" text-anchor="middle" font-family="ui-sans-serif,system-ui,sans-serif" font-size="13" font-weight="600" fill="#FFFFFF">` +
    `${initials(name)}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** The first letters of the first and the last word; what is no letter or digit is left out, for the picture is markup. */
function initials(name: string): string {
  const letters = name.split(/\s+/).flatMap(word => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? []);
  const [first = '?'] = letters;
  return (letters.length > 1 ? first + (letters.at(-1) ?? '') : first).toUpperCase();
}
