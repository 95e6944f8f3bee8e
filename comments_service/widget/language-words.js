// What the scripts speak, and whose dates they have. In other languages this is another module: see web/spoken.py.

export const speaks = {
  lang: "en",
  locale: "en-GB",
};
