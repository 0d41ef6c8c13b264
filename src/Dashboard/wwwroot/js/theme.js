// Runs before the first paint: without a chosen theme the operating system's is used.
(() => {
  const root = document.documentElement;
  if (!root.dataset.theme) root.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("[data-theme-toggle]")) {
      const next = root.dataset.theme === "dark" ? "light" : "dark";
      root.dataset.theme = next;
      document.cookie = `f-theme=${next};path=/;max-age=31536000;samesite=lax`;
      // Charts read their colours from computed styles and draw again.
      root.dispatchEvent(new CustomEvent("f-theme"));
    }
    // A menu closes when the next click falls outside it.
    for (const open of document.querySelectorAll("details.f-user[open], details.f-menu-more[open]")) {
      if (!target || !open.contains(target)) open.removeAttribute("open");
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    const focused = document.activeElement;
    if (focused && /^(INPUT|TEXTAREA|SELECT)$/.test(focused.tagName)) return;
    const search = document.getElementById("f-search");
    if (search) { event.preventDefault(); search.focus(); }
  });
})();
