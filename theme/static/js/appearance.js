// Runs before the first paint, so a reader who chose light or dark never sees a flash of the other one.
// A classic script on purpose: a module would wait until the page is parsed.
try {
  const chosen = localStorage.getItem("townhall:appearance");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // Storage is blocked: the page follows the system.
}
