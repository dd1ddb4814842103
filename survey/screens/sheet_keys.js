// Keying by keyboard alone, inside .st-key-sheet: a full box moves on, Enter moves on, Ctrl+Enter saves.
// Runs again for every saved sheet; the first box is then ready. Without it, Tab and the button still work.
(() => {
  const boxes = () => [...document.querySelectorAll(".st-key-sheet input, .st-key-sheet textarea")];
  const button = () => document.querySelector(".st-key-sheet [data-testid=stFormSubmitButton] button");
  const goOn = (box, step) => {
    const all = boxes();
    const next = all[all.indexOf(box) + step];
    if (next) { next.focus(); next.select(); } else if (step > 0) { button()?.focus(); }
  };
  const ours = (event) => event.target.closest?.(".st-key-sheet") && /INPUT|TEXTAREA/.test(event.target.tagName);
  const typed = (event) => {
    const box = event.target;
    if (!ours(event) || event.isComposing || box.tagName !== "INPUT") return;
    if (event.inputType?.startsWith("insert") && box.value.length >= box.maxLength) setTimeout(() => goOn(box, 1));
  };
  const pressed = (event) => {
    if (!ours(event) || event.isComposing) return;
    const box = event.target;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      box.blur(); // the box hands over its text when it is left
      setTimeout(() => button()?.click(), 50);
    } else if (event.key === "Enter" && box.tagName === "INPUT") {
      event.preventDefault();
      goOn(box, 1);
    } else if (event.key === "Backspace" && box.tagName === "INPUT" && box.value === "") {
      event.preventDefault();
      goOn(box, -1);
    }
  };
  const entered = (event) => { if (ours(event) && event.target.tagName === "INPUT") event.target.select(); };
  window.sheetKeys?.abort();
  window.sheetKeys = new AbortController();
  const signal = window.sheetKeys.signal;
  document.addEventListener("input", typed, { signal });
  document.addEventListener("keydown", pressed, { signal, capture: true });
  document.addEventListener("focusin", entered, { signal });
  setTimeout(() => boxes()[0]?.focus(), 150);
})();
