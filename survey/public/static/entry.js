// A new case by keyboard alone, inside .st-key-entry: Enter and Tab move from box to box, a digit takes that option of
// those side by side, Ctrl+Enter saves, and a box is ready when the page opens and after a save. Loaded once with the
// staff pages; without it, Tab and the button work.
(() => {
  const form = () => document.querySelector(".st-key-entry");
  const boxes = () => [...form().querySelectorAll("input, textarea, [role=radiogroup], [role=toolbar]")];
  const button = () => form()?.querySelector("[data-testid=stFormSubmitButton] button");
  const isChoice = (box) => box.getAttribute("role") === "combobox";
  const group = (target) => target.closest("[role=radiogroup], [role=toolbar]");

  const focus = (box) => {
    const chosen = box.querySelector("[aria-checked=true]") ?? box.querySelector("button") ?? box;
    chosen.focus();
    if (box.tagName === "INPUT" && box.type === "text") box.select();
  };
  const go = (target, step) => {
    const all = boxes();
    const place = all.indexOf(group(target) ?? target) + step;
    if (place < 0 || !form().contains(target)) return false;
    if (all[place]) focus(all[place]);
    else button()?.focus();
    return true;
  };

  // The boxes that begin empty carry the entry's id in their class; a new id means that the last one is saved.
  const fresh = () => form()?.querySelector("[class*=st-key-entry_new_]");
  const id = () => fresh()?.className.match(/st-key-(entry_new_\w+)/)?.[1] ?? "";
  let known = "", held = 0;
  setInterval(() => {
    const now = id();
    if (!now) known = "";
    if (!now || now === known) return;
    const box = (known ? fresh() : form()).querySelector("input, textarea");
    if (!box) return;
    held = document.activeElement === box ? held + 1 : 0; // the page is drawn in steps; a step may take the focus away
    if (!held) focus(box);
    if (held >= 5) { known = now; held = 0; }
  }, 100);

  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (!target.closest?.(".st-key-entry") || event.isComposing) return;
    const isFound = known !== id() && document.activeElement !== document.body;
    if (isFound && event.key.length === 1) { known = id(); held = 0; } // whoever types has found the box
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      if (!target.closest("[data-testid=stForm]")) target.blur(); // what stands in it is sent before the form is
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Tab" && !target.closest("button:not([role])") && go(target, event.shiftKey ? -1 : 1)) {
      event.preventDefault();
    } else if (event.key === "Enter" && target.tagName === "INPUT" && target.type !== "checkbox") {
      if (isChoice(target) && target.getAttribute("aria-expanded") === "true") setTimeout(() => go(target, 1), 50);
      else if (go(target, 1)) event.preventDefault();
    } else if (group(target) && /^[1-9]$/.test(event.key)) {
      const option = group(target).querySelectorAll("button")[event.key - 1];
      option?.click();
      if (option && group(target).getAttribute("role") === "radiogroup") go(target, 1);
      event.preventDefault();
    }
  }, true);
})();
